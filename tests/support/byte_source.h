// Texts as a Reader takes them.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "ingest/reader.h"

namespace howdunit::testing {

// Gives at most `step` bytes at a time.
inline ByteSource Bytes(std::string text, std::size_t step = 1U << 20U) {
  return
      [text = std::move(text), step, at = std::size_t{0}](char* buffer, std::size_t size) mutable {
        const std::size_t count = std::min({size, step, text.size() - at});
        std::memcpy(buffer, text.data() + at, count);
        at += count;
        return count;
      };
}

// The lines that are left of the section.
inline std::vector<std::string> LinesOf(Reader& in) {
  std::vector<std::string> lines;
  while (const auto line = in.Next()) lines.emplace_back(line->text);
  return lines;
}

inline std::vector<std::string> LinesOfFirstSection(std::string text,
                                                    std::size_t step = 1U << 20U) {
  Reader in(Bytes(std::move(text), step), Limits{});
  if (!in.NextSection()) return {};
  return LinesOf(in);
}

}  // namespace howdunit::testing
