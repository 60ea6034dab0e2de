#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "core/redacted.h"
#include "core/redaction_memo.h"
#include "core/secret_names.h"
#include "core/text.h"

namespace howdunit {
namespace {

// A secret found in a text, as byte offsets into it.
struct Secret {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view kind;
};

// Of each character, whether it is in the alphabets of base64: asked of every one, so looked up.
constexpr std::array kIsBase64Url = [] {
  std::array<bool, 256> in{};
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = IsAlnum(static_cast<char>(i));
  in['-'] = in['_'] = true;
  return in;
}();
constexpr std::array kIsBase64 = [] {
  std::array<bool, 256> in = kIsBase64Url;
  in['+'] = in['/'] = in['='] = true;
  return in;
}();
constexpr bool IsBase64Url(char c) { return kIsBase64Url[static_cast<unsigned char>(c)]; }
constexpr bool IsBase64(char c) { return kIsBase64[static_cast<unsigned char>(c)]; }
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

template <typename Predicate>
std::size_t RunEnd(std::string_view text, std::size_t at, Predicate is_part) {
  while (at < text.size() && is_part(text[at])) ++at;
  return at;
}

// Whether an escape ends before `at`: "%20eyJ…", or "\\neyJ…" inside JSON.
bool FollowsEscape(std::string_view text, std::size_t at) {
  if (at >= 2 && text[at - 2] == '\\' && Contains("nrt", text.substr(at - 1, 1))) return true;
  return at >= 3 && text[at - 3] == '%' && ParseHex(text.substr(at - 2, 2)).has_value();
}

bool StartsWord(std::string_view text, std::size_t at) {
  return at == 0 || !IsBase64Url(text[at - 1]) || FollowsEscape(text, at);
}

// "eyJ" opens base64url of '{"': a token's header, then up to two more parts,
// any of which may have been cut away.
std::optional<Secret> FindJwt(std::string_view text, std::size_t at) {
  if (text.substr(at, 3) != "eyJ") return {};
  std::size_t end = RunEnd(text, at, IsBase64Url);
  if (end - at < 12) return {};
  // Glued to something ("%20eyJ…"), two parts that both open '{"' still tell.
  if (!StartsWord(text, at) && text.substr(end, 4) != ".eyJ") return {};
  for (int part = 0; part < 2 && end < text.size() && text[end] == '.'; ++part) {
    end = RunEnd(text, end + 1, IsBase64Url);
  }
  return Secret{at, end, "jwt"};
}

// "ZXlK" is base64 of "eyJ"; only long runs count.
std::optional<Secret> FindWrappedJwt(std::string_view text, std::size_t at) {
  if (text.substr(at, 4) != "ZXlK" || !StartsWord(text, at)) return {};
  const std::size_t end = RunEnd(text, at, IsBase64);
  if (end - at < 40) return {};
  return Secret{at, end, "base64-jwt"};
}

std::optional<Secret> FindPrivateKey(std::string_view text, std::size_t at) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  if (text.substr(at, kBegin.size()) != kBegin) return {};
  const std::size_t label_end = text.find("-----", at + kBegin.size());
  if (label_end == std::string_view::npos) return {};
  const std::string_view label = text.substr(at, label_end - at);
  if (!Contains(label, "PRIVATE KEY")) return {};
  const std::size_t footer = text.find("-----END", label_end);
  if (footer == std::string_view::npos) return Secret{at, text.size(), "private-key"};
  const std::size_t last = text.find("-----", footer + 8);
  return Secret{at, last == std::string_view::npos ? text.size() : last + 5, "private-key"};
}

struct Prefix {
  std::string_view text;
  std::size_t shortest;  // characters after the prefix
  std::string_view kind;
};

constexpr std::array kPrefixes = std::to_array<Prefix>({
    {"sha256~", 20, "openshift-token"},
    {"AKIA", 16, "aws-key-id"},
    {"ASIA", 16, "aws-key-id"},
    {"ghp_", 30, "github-token"},
    {"gho_", 30, "github-token"},
    {"ghs_", 30, "github-token"},
    {"github_pat_", 30, "github-token"},
    {"glpat-", 20, "gitlab-token"},
    {"xoxb-", 20, "slack-token"},
    {"xoxp-", 20, "slack-token"},
    {"hvs.", 20, "vault-token"},
    {"AIza", 30, "google-key"},
    {"npm_", 30, "npm-token"},
    {"dckr_pat_", 20, "docker-token"},
});

// Of each character, whether a prefix begins with it.
constexpr std::array kBeginsPrefix = [] {
  std::array<bool, 256> begins{};
  for (const Prefix& prefix : kPrefixes) {
    begins[static_cast<unsigned char>(prefix.text.front())] = true;
  }
  return begins;
}();

std::optional<Secret> FindPrefixed(std::string_view text, std::size_t at) {
  if (!kBeginsPrefix[static_cast<unsigned char>(text[at])] || !StartsWord(text, at)) return {};
  for (const Prefix& prefix : kPrefixes) {
    if (text.substr(at, prefix.text.size()) != prefix.text) continue;
    const std::size_t end = RunEnd(text, at + prefix.text.size(), IsBase64Url);
    if (end - at - prefix.text.size() >= prefix.shortest) return Secret{at, end, prefix.kind};
  }
  return {};
}

// Events are called <object>.<nanoseconds in hexadecimal>, which begins with 13 to 1b from 2013
// to 2033: "node01.18b2c4d5e6f70819".
bool IsEventSuffix(std::string_view suffix) {
  return suffix[0] == '1' && Contains("3456789ab", suffix.substr(1, 1)) &&
         suffix.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// kubeadm's bootstrap token: [a-z0-9]{6}.[a-z0-9]{16}, as a word of its own.
std::optional<Secret> FindBootstrapToken(std::string_view text, std::size_t at) {
  constexpr std::size_t kLength = 6 + 1 + 16;
  if (at + kLength > text.size() || text[at + 6] != '.' || !StartsWord(text, at)) return {};
  if (at > 0 && (text[at - 1] == '.' || text[at - 1] == '/')) return {};
  bool digit = false;
  for (std::size_t i = at; i < at + kLength; ++i) {
    if (i == at + 6) continue;
    if (!IsDigit(text[i]) && !(text[i] >= 'a' && text[i] <= 'z')) return {};
    // An ordinary file name has the same shape; the secret half of a token has digits.
    if (i > at + 6) digit = digit || IsDigit(text[i]);
  }
  const std::size_t end = at + kLength;
  if (end < text.size() && (IsBase64Url(text[end]) || text[end] == '.')) return {};
  if (IsEventSuffix(text.substr(at + 7, 16))) return {};
  return digit ? std::optional(Secret{at, end, "bootstrap-token"}) : std::nullopt;
}

// "Bearer <credential>" and "Basic <credential>".
std::optional<Secret> FindScheme(std::string_view text, std::size_t at) {
  if ((text[at] != 'B' && text[at] != 'b') || !StartsWord(text, at)) return {};
  for (const std::string_view scheme : {"Bearer ", "bearer ", "Basic ", "basic "}) {
    if (text.substr(at, scheme.size()) != scheme) continue;
    const std::size_t begin = at + scheme.size();
    if (const auto jwt = FindJwt(text, begin)) return jwt;
    const std::size_t end = RunEnd(text, begin, [](char c) { return IsBase64(c) || c == '.'; });
    const std::string_view value = text.substr(begin, end - begin);
    // "Basic authentication" is prose: a short credential counts only in a header.
    const std::string_view before = text.substr(0, at);
    const bool header =
        ContainsIgnoringCase(before.substr(at - std::min<std::size_t>(at, 18)), "authorization");
    const bool coded = std::any_of(value.begin(), value.end(),
                                   [](char c) { return IsDigit(c) || (c >= 'A' && c <= 'Z'); });
    if ((header && value.size() >= 4) || (coded && value.size() >= 16)) {
      return Secret{begin, end, "credential"};
    }
  }
  return {};
}

// scheme://user:password@host
std::optional<Secret> FindUrlPassword(std::string_view text, std::size_t at) {
  if (text.substr(at, 3) != "://") return {};
  const std::size_t begin = at + 3;
  const std::size_t end = RunEnd(text, begin, [](char c) {
    return !IsSpace(c) && c != '/' && c != '"' && c != '\'' && c != '@';
  });
  if (end >= text.size() || text[end] != '@') return {};
  const std::size_t colon = text.find(':', begin);
  if (colon == std::string_view::npos || colon >= end) return {};
  if (text.substr(colon + 1).starts_with("[REDACTED")) return {};
  return Secret{colon + 1, end, "password"};
}

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
  const bool digit = std::any_of(value.begin(), value.end(), IsDigit);
  const bool letter =
      std::any_of(value.begin(), value.end(), [](char c) { return IsAlnum(c) && !IsDigit(c); });
  return digit && letter && value.size() >= 8 && !value.ends_with(':') && !IsObjectName(value);
}

// A value behind a key whose name says that it is secret: `password: x`,
// `TOKEN=x`, `"apiKey": "x"`, `\"apiKey\":\"x\"`, `--token=x`. `at` is a ':' or '='.
std::optional<Secret> FindNamedValue(std::string_view text, std::size_t at) {
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
  const std::size_t end = RunEnd(text, begin, [&](char c) {
    if (quote != 0) return c != quote && c != '\n' && !(escaped && c == '\\');
    return !IsSpace(c) && c != ',' && c != '"' && c != '&' && c != '}' && c != ']';
  });
  const std::string_view value = text.substr(begin, end - begin);
  if (value.empty() || IsReference(value)) return {};
  // A map or a list has keys of its own.
  if (quote == 0 && (value[0] == '{' || value[0] == '[')) return {};
  // Whoever finds it by its shape names it better.
  if (FindJwt(text, begin) || FindWrappedJwt(text, begin) || FindScheme(text, begin)) return {};

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

// "--token x", "--password x"
std::optional<Secret> FindFlagValue(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "--" || (at > 0 && !IsSpace(text[at - 1]))) return {};
  const std::size_t name_end = RunEnd(text, at + 2, IsBase64Url);
  if (text.substr(name_end, 1) != " " || !NamesSecret(text.substr(at, name_end - at))) return {};
  const std::size_t begin = name_end + 1;
  const std::size_t end = RunEnd(text, begin, [](char c) { return !IsSpace(c); });
  const std::string_view value = text.substr(begin, end - begin);
  if (value.size() < 4 || value.starts_with('-') || IsReference(value)) return {};
  if (FindJwt(text, begin)) return {};
  return Secret{begin, end, "value"};
}

// Forty or more characters with upper case, lower case and digits in one run:
// base64 of something. Hexadecimal digests, UUIDs and Kubernetes names have no
// upper case.
std::optional<Secret> FindDenseRun(std::string_view text, std::size_t at) {
  constexpr std::size_t kShortest = 40;
  const auto is_part = [](char c) { return IsBase64(c) && c != '='; };
  if (text.size() - at < kShortest || !is_part(text[at + kShortest - 1])) return {};
  // Neither inside a run nor at the letters of an escape.
  if (at > 0 && (is_part(text[at - 1]) || text[at - 1] == '%' || text[at - 1] == '\\') &&
      !FollowsEscape(text, at)) {
    return {};
  }
  std::size_t end = RunEnd(text, at, is_part);
  if (end - at < kShortest) return {};
  const std::string_view run = text.substr(at, end - at);
  end = RunEnd(text, end, [](char c) { return c == '='; });
  int upper = 0;
  int lower = 0;
  int digit = 0;
  int slash = 0;
  for (const char c : run) {
    upper += c >= 'A' && c <= 'Z' ? 1 : 0;
    lower += c >= 'a' && c <= 'z' ? 1 : 0;
    digit += IsDigit(c) ? 1 : 0;
    slash += c == '/' || c == '-' || c == '_' ? 1 : 0;
  }
  const int length = static_cast<int>(run.size());
  // Paths and compound names are mostly lower case with many separators.
  if (upper * 6 < length || lower * 6 < length || digit == 0 || slash * 8 > length) return {};
  return Secret{at, end, "encoded"};
}

// Of each character, whether a secret begins with it that is known by its first letters.
constexpr std::array kBeginsKnown = [] {
  std::array<bool, 256> begins = kBeginsPrefix;
  for (const char c : std::string_view("eZBb")) begins[static_cast<unsigned char>(c)] = true;
  return begins;
}();

enum class DenseRuns { kRemove, kKeep };

std::optional<Secret> FindAt(std::string_view text, std::size_t at, DenseRuns dense) {
  switch (text[at]) {
    case '-':
      if (auto found = FindPrivateKey(text, at)) return found;
      if (auto found = FindFlagValue(text, at)) return found;
      break;
    case ':':
      if (auto found = FindUrlPassword(text, at)) return found;
      return FindNamedValue(text, at);
    case '=': return FindNamedValue(text, at);
    default: break;
  }
  if (!IsBase64(text[at])) return {};
  if (kBeginsKnown[static_cast<unsigned char>(text[at])]) {
    if (auto found = FindJwt(text, at)) return found;
    if (auto found = FindWrappedJwt(text, at)) return found;
    if (auto found = FindPrefixed(text, at)) return found;
    if (auto found = FindScheme(text, at)) return found;
  }
  if (auto found = FindBootstrapToken(text, at)) return found;
  if (dense == DenseRuns::kRemove) return FindDenseRun(text, at);
  return {};
}

// Of each character, whether a secret can begin there: letters of base64, and signs before a value.
constexpr std::array kMayBegin = [] {
  std::array<bool, 256> may = kIsBase64;
  may[':'] = true;
  return may;
}();

// What a character in the middle of a word is, where no escape stands before.
enum class Inner : unsigned char {
  kEnd,    // not part of a word
  kPlain,  // begins nothing
  kFirst,  // of a pair that begins something: "ey", "--"
};
constexpr std::array kInner = [] {
  std::array<Inner, 256> inner{};
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (IsBase64Url(static_cast<char>(i))) inner[i] = Inner::kPlain;
  }
  inner['e'] = inner['-'] = Inner::kFirst;
  return inner;
}();

// The first of the characters from `at` on, inside of a word, that may begin a secret, or the
// word's end.
std::size_t SkipWord(const std::string& text, std::size_t at) {
  while (true) {  // to the NUL behind the text at most
    const Inner inner = kInner[static_cast<unsigned char>(text[at])];
    if (inner == Inner::kEnd) return at;
    if (inner == Inner::kFirst && text[at + 1] == (text[at] == 'e' ? 'y' : '-')) return at;
    ++at;
  }
}

// Whether nothing before the character at `at`, the first of a word, can be an escape that ends
// inside of the word.
bool StandsFree(std::string_view text, std::size_t at) {
  if (at > 0 && (text[at - 1] == '\\' || text[at - 1] == '%')) return false;
  return at < 2 || text[at - 2] != '%';
}

std::string RedactText(std::string_view raw, DenseRuns dense) {
  std::string text = RepairUtf8(raw);
  std::string safe;
  std::size_t kept = 0;             // everything before it is in `safe`
  constexpr std::size_t kFree = 3;  // so far behind its beginning there is no escape before
  std::size_t word = 0;             // so many characters of a word stand before, or kFree
  for (std::size_t at = 0; at < text.size();) {
    if (word >= kFree) {
      at = SkipWord(text, at);
      if (at == text.size()) break;
    }
    if (!kMayBegin[static_cast<unsigned char>(text[at])]) {
      word = 0;
      ++at;
      continue;
    }
    word = IsBase64Url(text[at]) ? word + 1 : 0;
    if (word == 1 && StandsFree(text, at)) word = kFree;
    const auto secret = FindAt(text, at, dense);
    if (!secret || secret->begin < kept) {
      ++at;
      continue;
    }
    word = 0;
    safe.append(text, kept, secret->begin - kept);
    safe += "[REDACTED:";
    safe += secret->kind;
    safe += ":len=" + std::to_string(secret->end - secret->begin) + "]";
    kept = secret->end;
    at = std::max(at + 1, secret->end);
  }
  if (kept == 0) return text;
  safe.append(text, kept);
  return safe;
}

RedactionMemo& MemoHere() {
  thread_local RedactionMemo memo;
  return memo;
}

}  // namespace

Redacted Redact(std::string_view text) {
  RedactionMemo& memo = MemoHere();
  if (const Redacted* known = memo.Find(text)) return *known;
  Redacted redacted(RedactText(text, DenseRuns::kRemove));
  memo.Keep(text, redacted);
  return redacted;
}

Redacted RedactShort(std::string_view text, std::size_t most) {
  Redacted safe = Redact(text);
  return safe.str().size() <= most ? safe : Redact(Shorten(safe.str(), most));
}

Redacted RedactIdentifier(std::string_view text) {
  // What Redact() leaves as it is, this does.
  if (const Redacted* known = MemoHere().Find(text)) return *known;
  return Redacted(RedactText(text, DenseRuns::kKeep));
}

}  // namespace howdunit
