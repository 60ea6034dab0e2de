// A run of lines that no format claims, put together as if they were one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

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

}  // namespace howdunit
