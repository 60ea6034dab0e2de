// The ids of the rows of sources, by what makes two sources the same row.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <unordered_map>

#include "core/record.h"

namespace howdunit {

// Same place, same text.
inline bool SameSource(const Source& one, const Source& other) {
  return one.line == other.line && one.member == other.member && one.line_end == other.line_end &&
         one.text == other.text && one.note == other.note;
}

class SourceIds {
 public:
  // The id of a source, 0 when it is new: for the caller to fill in before the next call.
  // REQUIRES: `source` outlives this.
  std::int64_t& Of(const Source& source) { return ids_.try_emplace(Key(source), 0).first->second; }

 private:
  struct Key {
    const Source* source;
    std::size_t hash;  // once: texts are long

    explicit Key(const Source& of)
        // All sources of a document that is one line have the same place.
        : source(&of),
          hash(std::hash<std::string_view>()(of.text.str()) ^
               static_cast<std::size_t>(of.member * 1'000'003 + of.line) * 0x9E3779B97F4A7C15U) {}

    bool operator==(const Key& other) const {
      return hash == other.hash && SameSource(*source, *other.source);
    }
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const { return key.hash; }
  };

  std::unordered_map<Key, std::int64_t, KeyHash> ids_;
};

}  // namespace howdunit
