// Secrets that what stands before them tells: the name of a key or a flag, or the user of a URL.
#pragma once

#include <optional>
#include <string_view>

#include "core/secret.h"

namespace howdunit {

// scheme://user:password@host. `at` is the ':' of "://".
std::optional<Secret> FindUrlPassword(std::string_view text, std::size_t at);

// A value behind a key whose name says that it is secret: `password: x`,
// `TOKEN=x`, `"apiKey": "x"`, `\"apiKey\":\"x\"`, `--token=x`. `at` is a ':' or '='.
std::optional<Secret> FindNamedValue(std::string_view text, std::size_t at, RunsSeen& seen);

// "--token x", "--password 'x y'". `at` is the first '-'.
std::optional<Secret> FindFlagValue(std::string_view text, std::size_t at, RunsSeen& seen);

}  // namespace howdunit
