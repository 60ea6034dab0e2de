// The ids of containers and sandboxes in a text: 64 hexadecimal digits.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/text.h"

namespace howdunit {

inline constexpr std::size_t kContainerIdLength = 64;

constexpr bool IsLowerHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); }

// Calls `visit` with where each id in `text` begins. The digest of an image is none.
template <typename Visit>
void ForEachContainerId(std::string_view text, const Visit& visit) {
  std::size_t begin = 0;
  for (std::size_t at = kContainerIdLength - 1; at < text.size();
       at = begin + kContainerIdLength - 1) {
    // Whatever holds this many digits in a row holds one at each such step.
    if (!IsLowerHexDigit(text[at])) {
      begin = at + 1;
      continue;
    }
    std::size_t first = at;
    while (first > begin && IsLowerHexDigit(text[first - 1])) --first;
    std::size_t end = at + 1;
    while (end < text.size() && IsLowerHexDigit(text[end])) ++end;
    const bool alone =
        (first == 0 || !IsAlnum(text[first - 1])) && (end == text.size() || !IsAlnum(text[end]));
    if (end - first == kContainerIdLength && alone && !text.substr(0, first).ends_with("sha256:")) {
      visit(first);
    }
    begin = end;
  }
}

}  // namespace howdunit
