#include "core/named_secrets.h"

#include <algorithm>
#include <string>

#include "core/secret_names.h"
#include "core/secret_shapes.h"

namespace howdunit {
namespace {

bool IsPassword(std::string_view key) {
  return key.ends_with("password") || key.ends_with("passwd") || key.ends_with("passphrase");
}

// Lower-case words joined by '-', '.', '/': what Kubernetes calls its objects.
bool IsObjectName(std::string_view value) {
  return value.find_first_of("-./") != std::string_view::npos &&
         value.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-./") ==
             std::string_view::npos;
}

// A path, a placeholder, a reference to a variable: says where a secret is, not what it is.
bool IsReference(std::string_view value) {
  if (value.starts_with("$")) {
    return value.size() > 1 &&
           (Contains("{(", value.substr(1, 1)) || (value[1] >= 'A' && value[1] <= 'Z'));
  }
  for (const std::string_view word : {"true", "false", "null", "nil", "none"}) {
    if (value == word) return true;
  }
  return value.starts_with('/') || value.starts_with('<') || value.starts_with("[REDACTED") ||
         value.starts_with("http://") || value.starts_with("https://");
}

bool IsQuote(char c) { return c == '"' || c == '\''; }

// Whether a word behind "…token:" in the middle of a sentence can be one.
bool LooksSecretInProse(std::string_view value) {
  const std::string_view front = value.substr(0, 256);  // tells enough
  const bool digit = std::any_of(front.begin(), front.end(), IsDigit);
  const bool letter =
      std::any_of(front.begin(), front.end(), [](char c) { return IsAlnum(c) && !IsDigit(c); });
  return digit && letter && value.size() >= 8 && !value.ends_with(':') && !IsObjectName(front);
}

// Where the value without quotes ends that begins at `begin`.
std::size_t BareValueEnd(std::string_view text, std::size_t begin, RunsSeen& seen) {
  if (begin >= seen.value_begin && begin <= seen.value_end && seen.value_end > 0) {
    return seen.value_end;
  }
  seen.value_begin = begin;
  seen.value_end = RunEnd(text, begin, [](char c) {
    return !IsSpace(c) && c != ',' && c != '"' && c != '&' && c != '}' && c != ']';
  });
  return seen.value_end;
}

}  // namespace

std::optional<Secret> FindUrlPassword(std::string_view text, std::size_t at) {
  if (text.substr(at, 3) != "://") return {};
  const std::size_t begin = at + 3;
  constexpr std::size_t kLongest = 512;  // of user and password; what is longer is no URL
  const std::size_t word_end = RunEnd(text.substr(0, begin + kLongest), begin, [](char c) {
    return !IsSpace(c) && c != '"' && c != '\'' && c != '<' && c != '>';
  });
  std::string_view word = text.substr(begin, word_end - begin);
  word = word.substr(0, word.find("://"));  // several in a row
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos || word.starts_with('[')) return {};  // or IPv6's
  const std::string_view user = word.substr(0, colon);
  if (user.find_first_of("/@?#") != std::string_view::npos) return {};
  // A '/' ends what stands before the host, unless that is no port: passwords that were made hold
  // some. "registry:5000/image@sha256:…" has none.
  const std::size_t slash = word.find('/');
  const bool port = AllDigits(word.substr(colon + 1, slash - colon - 1));
  const std::size_t end = word.substr(0, port ? slash : word.size()).rfind('@');
  if (end == std::string_view::npos || end < colon) return {};
  if (word.substr(end).starts_with("@sha256:")) return {};  // an image by its tag and digest
  const std::string_view password = word.substr(colon + 1, end - colon - 1);
  if (password.empty() || password.starts_with("[REDACTED")) return {};
  return Secret{begin + colon + 1, begin + end, "password"};
}

std::optional<Secret> FindNamedValue(std::string_view text, std::size_t at, RunsSeen& seen) {
  std::size_t key_end = text[at] == '=' ? TrimRight(text.substr(0, at)).size() : at;
  const bool key_quoted = key_end > 0 && IsQuote(text[key_end - 1]);
  if (key_quoted) --key_end;
  while (key_quoted && key_end > 0 && text[key_end - 1] == '\\') --key_end;
  if (key_end < 2 || !EndsLikeSecretName(text[key_end - 2], text[key_end - 1])) return {};
  std::size_t key_begin = key_end;
  while (key_begin > 0 && (IsBase64Url(text[key_begin - 1]) || text[key_begin - 1] == '.')) {
    --key_begin;
  }
  const std::string key = ToLower(text.substr(key_begin, key_end - key_begin));
  if (!NamesSecret(key)) return {};

  std::size_t begin = RunEnd(text, at + 1, [](char c) { return c == ' ' || c == '\t'; });
  const std::size_t escapes = RunEnd(text, begin, [](char c) { return c == '\\'; });
  char quote = 0;
  if (escapes < text.size() && IsQuote(text[escapes])) {
    quote = text[escapes];
    begin = escapes + 1;
  }
  const bool escaped =
      quote != 0 && text[begin - 1] == quote && begin > 1 && text[begin - 2] == '\\';
  const std::size_t end =
      quote == 0 ? BareValueEnd(text, begin, seen) : RunEnd(text, begin, [&](char c) {
        return c != quote && c != '\n' && !(escaped && c == '\\');
      });
  const std::string_view value = text.substr(begin, end - begin);
  if (value.empty() || IsReference(value)) return {};
  // A map or a list has keys of its own.
  if (quote == 0 && (value[0] == '{' || value[0] == '[')) return {};
  // Whoever finds it by its shape names it better.
  if (FindJwt(text, begin, seen) || FindWrappedJwt(text, begin) || FindScheme(text, begin, seen)) {
    return {};
  }

  // A field of a document, or a word followed by a colon in a sentence?
  const std::size_t before = TrimRight(text.substr(0, key_begin)).size();
  const bool opens_line =
      before == 0 || text.substr(before, key_begin - before).find('\n') != std::string_view::npos;
  const bool field = key_quoted || opens_line || Contains("{[;&?(-", text.substr(before - 1, 1));
  if (text[at] == ':' && !field) {
    if (!LooksSecretInProse(value)) return {};
  } else if (value.size() < 6 && !IsPassword(key)) {
    return {};
  }
  // klog's secret="kube-system/calico-node-token" names an object.
  if (key == "secret" && IsObjectName(value)) return {};
  return Secret{begin, end, "value"};
}

std::optional<Secret> FindFlagValue(std::string_view text, std::size_t at, RunsSeen& seen) {
  if (text.substr(at, 2) != "--" || (at > 0 && !IsSpace(text[at - 1]))) return {};
  const std::size_t name_end = RunEnd(text, at + 2, IsBase64Url);
  if (text.substr(name_end, 1) != " ") return {};
  if (!NamesSecret(ToLower(text.substr(at, name_end - at)))) return {};
  std::size_t begin = name_end + 1;
  const char quote = begin < text.size() && IsQuote(text[begin]) ? text[begin++] : '\0';
  const std::size_t end = RunEnd(
      text, begin, [&](char c) { return quote == 0 ? !IsSpace(c) : c != quote && c != '\n'; });
  const std::string_view value = text.substr(begin, end - begin);
  if (value.size() < 4 || value.starts_with('-') || IsReference(value)) return {};
  if (FindJwt(text, begin, seen)) return {};
  return Secret{begin, end, "value"};
}

}  // namespace howdunit
