// The character that an escape names by its number.
//
// Private to codec/.
#pragma once

#include <optional>
#include <string_view>

#include "core/text.h"

namespace howdunit {

// Of "00e9"; nothing if it is no hexadecimal number, or no character's.
inline std::optional<unsigned> CodePointOf(std::string_view hex) {
  const auto code = ParseHex(hex);
  if (!code || *code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF)) return {};
  return static_cast<unsigned>(*code);
}

}  // namespace howdunit
