#include "core/secret_shapes.h"

#include <algorithm>
#include <array>

namespace howdunit {
namespace {

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

}  // namespace

std::optional<Secret> FindJwt(std::string_view text, std::size_t at, RunsSeen& seen) {
  if (text.substr(at, 3) != "eyJ") return {};
  const bool glued = !StartsWord(text, at);
  if (glued && at < seen.glued_until) return {};
  std::size_t end = RunEnd(text, at, IsBase64Url);
  if (end - at < 12) return {};
  // Glued to something ("%20eyJ…"), two parts that both open '{"' still tell.
  if (glued && text.substr(end, 4) != ".eyJ") {
    seen.glued_until = end;
    return {};
  }
  for (int part = 0; part < 2 && end < text.size() && text[end] == '.'; ++part) {
    end = RunEnd(text, end + 1, IsBase64Url);
  }
  return Secret{at, end, "jwt"};
}

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

bool BeginsPrefix(char c) { return kBeginsPrefix[static_cast<unsigned char>(c)]; }

std::optional<Secret> FindPrefixed(std::string_view text, std::size_t at) {
  if (!BeginsPrefix(text[at]) || !StartsWord(text, at)) return {};
  for (const Prefix& prefix : kPrefixes) {
    if (text[at] != prefix.text[0] || at + 1 >= text.size() || text[at + 1] != prefix.text[1]) {
      continue;  // nearly all end here
    }
    if (text.substr(at, prefix.text.size()) != prefix.text) continue;
    const std::size_t end = RunEnd(text, at + prefix.text.size(), IsBase64Url);
    if (end - at - prefix.text.size() >= prefix.shortest) return Secret{at, end, prefix.kind};
  }
  return {};
}

std::optional<Secret> FindScheme(std::string_view text, std::size_t at, RunsSeen& seen) {
  if ((text[at] != 'B' && text[at] != 'b') || !StartsWord(text, at)) return {};
  for (const std::string_view scheme : {"Bearer ", "bearer ", "Basic ", "basic "}) {
    if (text.substr(at, scheme.size()) != scheme) continue;
    const std::size_t begin = at + scheme.size();
    if (const auto jwt = FindJwt(text, begin, seen)) return jwt;
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

}  // namespace howdunit
