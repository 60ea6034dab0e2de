// A run of lines that no format claims, put together as if they were one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/text.h"
#include "ingest/reader.h"

namespace howdunit {

struct Paragraph {
  static constexpr std::size_t kMostBytes = 16U << 10U;

  std::string text;    // joined by blanks
  std::string quoted;  // joined by line breaks
  std::int64_t first = 0;
  std::int64_t lines = 0;
  bool line_matched = false;   // a line of its own says something already …
  bool later_matched = false;  // … that is not the first
  std::string first_message;   // its first line, and those that go on with it

  // `matched`: the line says something by itself.
  void Add(const Line& line, bool matched) {
    if (text.size() + line.text.size() > kMostBytes) return;
    if (lines == 0) {
      first = line.number;
      first_message = line.text;
    }
    later_matched = later_matched || (matched && lines > 0);
    if (lines > 0) {
      text += ' ';
      quoted += '\n';
    }
    text += Trim(line.text);
    quoted += line.text;
    ++lines;
    line_matched = line_matched || matched;
  }
};

// Whether the message of a line ends where more of it must come: behind a colon or an equals sign,
// or within brackets.
bool BreaksOff(std::string_view line);

// Whether a line like this may have another that goes on with it: asked of every line, and cheap.
inline bool MayGoOn(std::string_view line) {
  return Contains(line, "code = ") || Contains(line, "exit status ") || BreaksOff(line);
}

// Whether `next` certainly goes on with the message of `line`: gRPC's "… code = Internal" with
// "desc = …", what failed with why, further in, and the kubelet's mount that failed with what it
// ran and what that printed.
bool GoesOn(std::string_view line, std::string_view next);

// Whether `next` may go on with a message that breaks off: it is no item of a list and no line of
// a log.
bool IsPlainText(std::string_view next);

}  // namespace howdunit
