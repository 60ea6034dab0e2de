// Lines that are read together, and how they are quoted as evidence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.h"
#include "ingest/reader.h"

namespace howdunit {

// `text` of line `line` as it may be kept: redacted, and cut if it is long.
Source Quote(std::int64_t line, std::string_view text);

// `text` of the lines from `line` to `line_end`, likewise.
Source QuoteLines(std::int64_t line, std::int64_t line_end, std::string_view text);

// Lines that follow each other.
struct Excerpt {
  std::int64_t first = 0;  // number of the first line
  std::vector<std::string> lines;

  // All of it, each line ended by '\n'.
  std::string Text() const;
  // Line `number` quoted; an empty source if it is not in here.
  Source QuoteLine(std::int64_t number) const;
};

// Takes the JSON object or list that starts at the reader's line, up to the line
// that ends it (or the section's end). Brackets in strings do not count.
Excerpt TakeJsonValue(Reader& in);

}  // namespace howdunit
