// Reads as much of TOML as runtime configurations use: sections, keys and strings, with lines.
// A line that is none of TOML's (a template's {{ }}) is passed over, so that a template reads too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"

namespace howdunit {

struct TomlEntry {
  std::vector<std::string> path;    // of section and key, quotes removed
  bool section = false;             // a [section] line: no values
  std::vector<std::string> values;  // strings; of a list all of them; else the text as written
  std::int64_t line = 0;
  std::string text;  // the line
};

// Whether `text` starts with a comment, a section, an assignment or a template's braces.
bool LooksLikeToml(std::string_view text);

// Takes lines as long as they can be TOML.
std::vector<TomlEntry> TakeToml(Reader& in);

// "a.b" of {"a", "b"}, for comparisons of paths without dots in their parts.
bool EndsWithPath(const std::vector<std::string>& path, const std::vector<std::string_view>& end);

}  // namespace howdunit
