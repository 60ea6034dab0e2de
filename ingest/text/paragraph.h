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
  std::string first_line;

  // `matched`: the line says something by itself.
  void Add(const Line& line, bool matched) {
    if (text.size() + line.text.size() > kMostBytes) return;
    if (lines == 0) {
      first = line.number;
      first_line = line.text;
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

// Whether a line like this may have another that goes on with it: asked of every line, and cheap.
inline bool MayGoOn(std::string_view line) {
  line = TrimRight(line);
  return line.ends_with(':') || Contains(line, "code = ");
}

// Whether `next` certainly goes on with the message of `line`: gRPC's "… code = Internal" with
// "desc = …", and what failed with why, further in.
bool GoesOn(std::string_view line, std::string_view next);

}  // namespace howdunit
