// The text of a YAML or JSON document, by line: what records quote as evidence.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/node.h"
#include "core/record.h"

namespace howdunit {

// `text` redacted, and cut to what an excerpt may hold.
Redacted Excerpt(std::string_view text);

// A Source of one line.
Source LineSource(std::string_view text, std::int64_t number);

// The moment a scalar states ("2026-05-22T22:20:01Z"); none for anything else.
When StatedTime(const Node& node);
When StatedTime(std::string_view text);

// An integer, where the scalar is one.
std::optional<std::int64_t> StatedInt(const Node& node);

class DocumentText {
 public:
  // `text` must outlive this; its first line is `first_line` of the member.
  DocumentText(std::string_view text, std::int64_t first_line);

  // The lines of `map[key]`, as they stand. Where more than this one value
  // stands on a line (compact JSON), the value alone is written instead:
  // nothing that was not asked for is quoted, so no secret beside it is. Empty
  // if absent.
  Source Quote(const Node& map, std::string_view key) const;

  // The lines of several values, in the order of the text: from the first line
  // to the last, quoting only these. Absent values are left out.
  struct Field {
    const Node& map;
    std::string_view key;
  };
  Source Quote(std::initializer_list<Field> fields) const;

 private:
  std::string_view At(std::int64_t number) const;
  bool StandsAlone(const Node& map, std::string_view key, const Node& value) const;
  // Appends the lines of `value`, which is map[key], below what `text` holds.
  void Append(const Node& map, std::string_view key, const Node& value, std::string& text) const;

  std::string_view text_;
  std::int64_t first_line_;
  bool json_ = false;
  std::vector<std::size_t> starts_;
};

}  // namespace howdunit
