// RFC 4648 base64 and base64url.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace howdunit {

// Accepts both alphabets, with or without padding; blanks and line ends are
// skipped. Nothing if any other byte occurs or the length is impossible.
std::optional<std::string> DecodeBase64(std::string_view text);

std::string EncodeBase64(std::string_view bytes);

}  // namespace howdunit
