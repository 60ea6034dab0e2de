// Names of keys whose values are secret.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace howdunit {

inline constexpr std::array kSecretNames = std::to_array<std::string_view>({
    "client-key-data", "client_key_data", "password",  "passwd",     "passphrase",
    "secret-key",      "secret_key",      "secretkey", "access-key", "access_key",
    "accesskey",       "api-key",         "api_key",   "apikey",     "private-key",
    "private_key",     "token",           "secret",    "credential", "psk",
    "authorization",   "cookie",
});

// Whether a key's name ends in one of them.
inline bool NamesSecret(std::string_view key) {
  return std::any_of(kSecretNames.begin(), kSecretNames.end(),
                     [&](std::string_view name) { return key.ends_with(name); });
}

// The last two letters of a word, in either case: nearly no word ends as a secret's name does.
constexpr std::size_t EndingOf(char last_but_one, char last) {
  constexpr unsigned kLetters = 32;
  return static_cast<unsigned char>(last_but_one) % kLetters * kLetters +
         static_cast<unsigned char>(last) % kLetters;
}
inline constexpr std::array kEndsSecretName = [] {
  std::array<bool, 1024> ends{};
  for (const std::string_view name : kSecretNames) {
    ends[EndingOf(name[name.size() - 2], name.back())] = true;
  }
  return ends;
}();

// Of a word with these last two letters, whether it may name a secret.
inline bool EndsLikeSecretName(char last_but_one, char last) {
  return kEndsSecretName[EndingOf(last_but_one, last)];
}

}  // namespace howdunit
