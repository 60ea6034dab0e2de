// Indentation: documents of Kubernetes are half made of it.
#pragma once

#include <cstring>
#include <string_view>

namespace howdunit {

// How many blanks are at the front.
inline std::size_t BlankLength(std::string_view text) {
  constexpr std::string_view kEight = "        ";
  std::size_t length = 0;
  while (text.size() - length >= kEight.size() &&
         std::memcmp(text.data() + length, kEight.data(), kEight.size()) == 0) {
    length += kEight.size();
  }
  while (length < text.size() && text[length] == ' ') ++length;
  return length;
}

}  // namespace howdunit
