// A token is three parts of base64url, joined by dots:
//   {"alg":"RS256","kid":"…"} . {"iss":…,"sub":…,"exp":…,"kubernetes.io":{…}} . signature
// A bound token has nested claims ("kubernetes.io": {"pod": {"name": …}}), a legacy one flat
// ones ("kubernetes.io/serviceaccount/namespace"). Paths of nested claims are joined by '/',
// which makes both look alike.

#include "codec/jwt.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "codec/base64.h"
#include "codec/sha256.h"
#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostBytes = 16U << 10U;
constexpr std::size_t kMostDepth = 16;
constexpr double kLastSecond = 253402300799.0;  // 9999-12-31T23:59:59Z

struct Claim {
  bool is_number = false;
  double number = 0;
  std::vector<std::string> texts;  // more than one: a list
};
using Claims = std::map<std::string, Claim, std::less<>>;

// Collects scalars by the path of keys to them. Of a text that breaks off it
// keeps what was complete.
class ClaimReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit ClaimReader(Claims& claims) : claims_(claims) {}

  bool null() override { return End(); }
  bool boolean(bool value) override { return Text(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    return Number(static_cast<double>(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return Number(static_cast<double>(value));
  }
  bool number_float(number_float_t value, const string_t&) override { return Number(value); }
  bool string(string_t& value) override { return Text(value); }
  bool binary(binary_t&) override { return End(); }
  bool start_object(std::size_t) override { return Open(); }
  bool start_array(std::size_t) override {
    in_list_.push_back(true);
    return in_list_.size() <= kMostDepth || TooDeep();
  }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }
  bool key(string_t& value) override {
    keys_.back() = value;
    claims_.erase(Path());  // of a claim that is there twice the last one counts, as in Go
    last_number_.clear();
    return true;
  }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::json::exception& error) override {
    constexpr int kNumberOverflow = 406;
    if (error.id == kNumberOverflow) {
      overflow_ = token;
      overflow_position_ = position;
      overflow_path_ = Path();
    }
    // The digits of a number at the very end may go on behind the cut.
    if (!last_number_.empty()) claims_.erase(last_number_);
    return false;
  }

  bool too_deep() const { return too_deep_; }
  const std::string& overflow() const { return overflow_; }
  const std::string& overflow_path() const { return overflow_path_; }
  std::size_t overflow_position() const { return overflow_position_; }

 private:
  std::string Path() const { return Join(keys_, "/"); }
  bool Open() {
    keys_.emplace_back();
    in_list_.push_back(false);
    return in_list_.size() <= kMostDepth || TooDeep();
  }
  bool Close() {
    if (!in_list_.back()) keys_.pop_back();
    in_list_.pop_back();
    return End();
  }
  bool TooDeep() {
    too_deep_ = true;
    return false;
  }
  bool End() {
    last_number_.clear();
    return true;
  }
  bool Text(std::string_view value) {
    claims_[Path()].texts.emplace_back(value);
    return End();
  }
  bool Number(double value) {
    Claim& claim = claims_[Path()];
    claim.is_number = true;
    claim.number = value;
    last_number_ = Path();
    return true;
  }

  Claims& claims_;
  std::vector<std::string> keys_;
  std::vector<bool> in_list_;  // of each open bracket
  std::string last_number_;    // path of the value just read, if it is a number
  bool too_deep_ = false;
  std::string overflow_, overflow_path_;
  std::size_t overflow_position_ = 0;
};

enum class Outcome { kWhole, kCut, kTooDeep };

Outcome ReadClaims(std::string json, Claims& claims, std::vector<std::string>& problems) {
  constexpr int kMostOverflows = 8;
  for (int i = 0; i < kMostOverflows; ++i) {
    claims.clear();
    ClaimReader reader(claims);
    if (nlohmann::json::sax_parse(json, &reader)) return Outcome::kWhole;
    if (reader.too_deep()) return Outcome::kTooDeep;
    if (reader.overflow().empty()) return Outcome::kCut;
    // A number that no double holds ends the parse: read on without it.
    const std::size_t at = json.rfind(reader.overflow(), reader.overflow_position());
    if (at == std::string::npos) return Outcome::kCut;
    problems.push_back(reader.overflow_path() + " is out of range");
    json.replace(at, reader.overflow().size(), "null");
  }
  return Outcome::kCut;
}

std::string TextOf(const Claims& claims, std::string_view path) {
  const auto found = claims.find(path);
  if (found == claims.end() || found->second.texts.empty()) return {};
  return found->second.texts.front();
}

std::string EitherOf(const Claims& claims, std::string_view bound, std::string_view legacy) {
  const std::string text = TextOf(claims, bound);
  return text.empty() ? TextOf(claims, legacy) : text;
}

When TimeOf(const Claims& claims, std::string_view path, std::vector<std::string>& problems) {
  const auto found = claims.find(path);
  if (found == claims.end()) return {};
  const std::string name(path.substr(path.rfind('/') + 1));
  if (!found->second.is_number) {
    problems.push_back(name + " is no number");
    return {};
  }
  const double seconds = std::floor(found->second.number);
  if (!std::isfinite(seconds) || seconds < 0 || seconds > kLastSecond) {
    problems.push_back(name + " is out of range");
    return {};
  }
  When when;
  when.stamp = Stamp{.kind = Stamp::Kind::kUtc,
                     .value = static_cast<Micros>(seconds) * kSecond,
                     .width = kSecond,
                     .basis = Basis::kClaim};
  return when;
}

// "system:serviceaccount:<namespace>:<name>" names what the other claims may leave out.
void CompleteFromSubject(std::string_view subject, TokenRecord& token) {
  constexpr std::string_view kPrefix = "system:serviceaccount:";
  if (!subject.starts_with(kPrefix)) return;
  subject.remove_prefix(kPrefix.size());
  const std::string_view space = TakeUntil(subject, ":");
  if (token.space.empty()) token.space = Redact(space);
  if (token.service_account.empty()) token.service_account = Redact(subject);
}

void FillClaims(const Claims& claims, TokenRecord& token, std::vector<std::string>& problems) {
  const std::string subject = TextOf(claims, "sub");
  token.issuer = Redact(TextOf(claims, "iss"));
  token.subject = Redact(subject);
  if (const auto audience = claims.find("aud"); audience != claims.end()) {
    token.audience = Redact(Join(audience->second.texts, ","));
  }
  token.space =
      Redact(EitherOf(claims, "kubernetes.io/namespace", "kubernetes.io/serviceaccount/namespace"));
  token.service_account = Redact(EitherOf(claims, "kubernetes.io/serviceaccount/name",
                                          "kubernetes.io/serviceaccount/service-account.name"));
  token.service_account_uid =
      RedactIdentifier(EitherOf(claims, "kubernetes.io/serviceaccount/uid",
                                "kubernetes.io/serviceaccount/service-account.uid"));
  token.pod = Redact(TextOf(claims, "kubernetes.io/pod/name"));
  token.pod_uid = RedactIdentifier(TextOf(claims, "kubernetes.io/pod/uid"));
  token.node = Redact(TextOf(claims, "kubernetes.io/node/name"));
  token.secret = Redact(
      EitherOf(claims, "kubernetes.io/secret/name", "kubernetes.io/serviceaccount/secret.name"));
  token.issued = TimeOf(claims, "iat", problems);
  token.not_before = TimeOf(claims, "nbf", problems);
  token.expires = TimeOf(claims, "exp", problems);
  token.warn_after = TimeOf(claims, "kubernetes.io/warnafter", problems);
  CompleteFromSubject(subject, token);
}

// Decodes what is there of a part that may be cut.
std::string DecodePart(std::string_view part) {
  const std::size_t rest = part.size() % 4;
  return DecodeBase64(part.substr(0, part.size() - (rest == 1 ? 1 : 0))).value_or("");
}

// Long runs of x: four of them happen in real tokens.
bool IsElided(std::string_view token) {
  constexpr std::array kMarks = std::to_array<std::string_view>(
      {"***", "...", "…", "<", "xxxxxxxx", "XXXXXXXX", "[REDACTED"});
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return Contains(token, mark); });
}

Redacted Problem(const std::vector<std::string>& problems) { return Redact(Join(problems, "; ")); }

void ReadPayload(std::string_view payload, TokenRecord& token, std::vector<std::string>& problems) {
  Claims claims;
  const std::string json = DecodePart(payload);
  switch (json.starts_with('{') ? ReadClaims(json, claims, problems) : Outcome::kCut) {
    case Outcome::kWhole: break;
    case Outcome::kCut: problems.emplace_back("second part is cut"); break;
    case Outcome::kTooDeep: problems.emplace_back("claims are nested too deep"); break;
  }
  FillClaims(claims, token, problems);
}

// Whether the first part is a token's header; if not, `problem` says what it is.
bool ReadHeader(std::string_view part, TokenRecord& token) {
  Claims header;
  std::vector<std::string> ignored;
  const std::string json = DecodePart(part);
  const bool whole = json.starts_with('{') && ReadClaims(json, header, ignored) == Outcome::kWhole;
  token.alg = Redact(TextOf(header, "alg"));
  token.kid = RedactIdentifier(TextOf(header, "kid"));
  if (!whole) {
    token.problem =
        json.starts_with("{\"") ? Redacted("first part is cut") : Redacted("not a JSON web token");
  }
  return whole;
}

}  // namespace

TokenRecord ReadJwt(std::string_view token) {
  TokenRecord record;
  token = Trim(token);
  if (token.empty()) {
    record.problem = "no token";
    return record;
  }
  if (token.size() > kMostBytes) {
    record.problem = "longer than 16 KiB, not decoded";
    return record;
  }
  const std::vector<std::string_view> parts = Split(token, '.');
  if (!ReadHeader(parts[0], record)) {
    if (IsElided(token)) record.problem = "the token is left out of the text";
    return record;
  }
  if (parts.size() == 1) {
    record.problem = "only the first part is there";
    return record;
  }
  std::vector<std::string> problems;
  if (parts.size() > 3) problems.emplace_back("more than three parts");
  if (parts.size() == 2 || parts[2].empty()) problems.emplace_back("the signature is missing");
  if (IsElided(token)) problems.emplace_back("parts are left out of the text");
  if (problems.empty()) record.sha256 = RedactIdentifier(Sha256::Of(token));
  ReadPayload(parts[1], record, problems);
  record.problem = Problem(problems);
  return record;
}

TokenRecord ReadJwtClaims(std::string_view json) {
  TokenRecord token;
  if (json.size() > kMostBytes) {
    token.problem = "longer than 16 KiB, not decoded";
    return token;
  }
  Claims claims;
  std::vector<std::string> problems;
  switch (ReadClaims(std::string(json), claims, problems)) {
    case Outcome::kWhole: break;
    case Outcome::kCut: problems.emplace_back("the claims are cut"); break;
    case Outcome::kTooDeep: problems.emplace_back("claims are nested too deep"); break;
  }
  FillClaims(claims, token, problems);
  token.problem = Problem(problems);
  return token;
}

bool IsDecoded(const TokenRecord& token) {
  const auto stated = [](const When& when) { return when.stamp.kind != Stamp::Kind::kNone; };
  return !token.subject.empty() || stated(token.issued) || stated(token.expires);
}

Redacted DescribeToken(const TokenRecord& token) {
  std::vector<std::string> parts;
  if (!token.subject.empty()) parts.push_back("subject " + token.subject.str());
  const auto bound = [&](const char* what, const Redacted& name, const Redacted& uid) {
    if (name.empty()) return;
    parts.push_back("bound to " + std::string(what) + " " + name.str() +
                    (uid.empty() ? "" : " (" + uid.str() + ")"));
  };
  bound("pod", token.pod, token.pod_uid);
  bound("secret", token.secret, {});
  if (token.pod.empty()) bound("node", token.node, {});
  const bool whole = token.problem.empty();
  if (whole && token.pod.empty() && token.secret.empty() && token.node.empty()) {
    parts.emplace_back("bound to no object");
  }
  const auto moment = [&](const char* what, const When& when) {
    if (when.stamp.kind != Stamp::Kind::kUtc) return;
    parts.push_back(std::string(what) + " " + FormatUtc(when.stamp.value));
  };
  moment("issued", token.issued);
  moment("expires", token.expires);
  if (whole && token.expires.stamp.kind == Stamp::Kind::kNone) {
    parts.emplace_back("without expiry");
  }
  if (!whole) parts.push_back("but " + token.problem.str());
  return RedactIdentifier(Join(parts, ", "));
}

}  // namespace howdunit
