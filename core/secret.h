// A secret in a text, and the alphabets and borders of words that secrets are recognised by.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "core/text.h"

namespace howdunit {

// As byte offsets into the text.
struct Secret {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view kind;
};

// Of each character, whether it is in the alphabets of base64: asked of every one, so looked up.
inline constexpr std::array kIsBase64Url = [] {
  std::array<bool, 256> in{};
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = IsAlnum(static_cast<char>(i));
  in['-'] = in['_'] = true;
  return in;
}();
inline constexpr std::array kIsBase64 = [] {
  std::array<bool, 256> in = kIsBase64Url;
  in['+'] = in['/'] = in['='] = true;
  return in;
}();
constexpr bool IsBase64Url(char c) { return kIsBase64Url[static_cast<unsigned char>(c)]; }
constexpr bool IsBase64(char c) { return kIsBase64[static_cast<unsigned char>(c)]; }
constexpr bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

template <typename Predicate>
std::size_t RunEnd(std::string_view text, std::size_t at, Predicate is_part) {
  while (at < text.size() && is_part(text[at])) ++at;
  return at;
}

// Whether an escape ends before `at`: "%20eyJ…", or "\\neyJ…" inside JSON.
inline bool FollowsEscape(std::string_view text, std::size_t at) {
  if (at >= 2 && text[at - 2] == '\\' && Contains("nrt", text.substr(at - 1, 1))) return true;
  return at >= 3 && text[at - 3] == '%' && ParseHex(text.substr(at - 2, 2)).has_value();
}

inline bool StartsWord(std::string_view text, std::size_t at) {
  return at == 0 || !IsBase64Url(text[at - 1]) || FollowsEscape(text, at);
}

// What is known of the text so far, so that no stretch of it is walked again and again.
struct RunsSeen {
  std::size_t glued_until = 0;  // up to here no token begins in the middle of a word
  // Where a value without quotes was seen, whoever named it.
  std::size_t value_begin = 0;
  std::size_t value_end = 0;
};

}  // namespace howdunit
