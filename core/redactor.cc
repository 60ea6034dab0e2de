#include <algorithm>
#include <array>
#include <optional>

#include "core/named_secrets.h"
#include "core/redacted.h"
#include "core/redaction_memo.h"
#include "core/secret.h"
#include "core/secret_shapes.h"
#include "core/text.h"

namespace howdunit {
namespace {

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

// What a kubelet calls its first request for a certificate: a digest of its public key, which
// people need to approve it (Kubernetes, csr.go: digestedName).
bool IsCsrName(std::string_view run) {
  constexpr std::string_view kPrefix = "node-csr-";
  constexpr std::size_t kDigest = 43;  // SHA-256 as base64url
  return run.starts_with(kPrefix) && run.size() == kPrefix.size() + kDigest;
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
  if (IsCsrName(run)) return {};
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
const std::array kBeginsKnown = [] {
  std::array<bool, 256> begins{};
  for (std::size_t i = 0; i < begins.size(); ++i) begins[i] = BeginsPrefix(static_cast<char>(i));
  for (const char c : std::string_view("eZBb")) begins[static_cast<unsigned char>(c)] = true;
  return begins;
}();

enum class DenseRuns { kRemove, kKeep };

std::optional<Secret> FindAt(std::string_view text, std::size_t at, DenseRuns dense,
                             RunsSeen& seen) {
  switch (text[at]) {
    case '-':
      if (auto found = FindPrivateKey(text, at)) return found;
      if (auto found = FindFlagValue(text, at, seen)) return found;
      break;
    case ':':
      if (auto found = FindUrlPassword(text, at)) return found;
      return FindNamedValue(text, at, seen);
    case '=': return FindNamedValue(text, at, seen);
    default: break;
  }
  if (!IsBase64(text[at])) return {};
  if (kBeginsKnown[static_cast<unsigned char>(text[at])]) {
    if (auto found = FindJwt(text, at, seen)) return found;
    if (auto found = FindWrappedJwt(text, at)) return found;
    if (auto found = FindPrefixed(text, at)) return found;
    if (auto found = FindScheme(text, at, seen)) return found;
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
  RunsSeen seen;
  std::size_t word = 0;  // so many characters of a word stand before, or kFree
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
    const auto secret = FindAt(text, at, dense, seen);
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
