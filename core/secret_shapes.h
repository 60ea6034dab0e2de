// Secrets that their own form tells, whatever stands around them. Each function looks whether one
// begins at `at`, which is a place in `text`.
#pragma once

#include <optional>
#include <string_view>

#include "core/secret.h"

namespace howdunit {

// "eyJ" opens base64url of '{"': a token's header, then up to two more parts,
// any of which may have been cut away.
std::optional<Secret> FindJwt(std::string_view text, std::size_t at, RunsSeen& seen);

// A token in base64, as it stands in Secrets: "ZXlK" is base64 of "eyJ"; only long runs count.
std::optional<Secret> FindWrappedJwt(std::string_view text, std::size_t at);

// A PEM block, on one line or on many, cut or whole.
std::optional<Secret> FindPrivateKey(std::string_view text, std::size_t at);

// Credentials whose makers gave them a prefix: "ghp_…", "AKIA…", "sha256~…".
std::optional<Secret> FindPrefixed(std::string_view text, std::size_t at);

// "Bearer <credential>" and "Basic <credential>".
std::optional<Secret> FindScheme(std::string_view text, std::size_t at, RunsSeen& seen);

// Whether one of FindPrefixed()'s begins with the character.
bool BeginsPrefix(char c);

}  // namespace howdunit
