#include "codec/jwt.h"

#include <catch2/catch.hpp>

#include "codec/sha256.h"
#include "core/text.h"
#include "support/jwt.h"

namespace howdunit {
namespace {

using testing::Base64Url;
using testing::kPodBoundClaims;
using testing::kUnboundClaims;
using testing::MakeJwt;

std::string At(const When& when) {
  return when.stamp.kind == Stamp::Kind::kUtc ? FormatUtc(when.stamp.value) : "";
}

TEST_CASE("jwt: a token bound to a pod says to which", "[codec]") {
  const std::string text = MakeJwt(kPodBoundClaims);
  const TokenRecord token = ReadJwt(text);
  CHECK(token.alg == "RS256");
  CHECK(token.kid == "gFH6VvaonQuIEFQLRxVsWOSb9fdW55_mfYmMvjab3ns");
  CHECK(token.issuer == "https://kubernetes.default.svc");
  CHECK(token.subject == "system:serviceaccount:kube-system:calico-node");
  CHECK(token.audience == "https://kubernetes.default.svc");
  CHECK(token.space == "kube-system");
  CHECK(token.service_account == "calico-node");
  CHECK(token.service_account_uid == "0d3ab6a4-5be1-4d10-8a4c-3f0b0e6a6a55");
  CHECK(token.pod == "calico-node-px6bj");
  CHECK(token.pod_uid == "2efbcc4d-ce19-41ab-a33d-de94eb3b45d4");
  CHECK(token.node == "k8s01");
  CHECK(token.secret.empty());
  CHECK(At(token.issued) == "2026-05-22T20:00:00Z");
  CHECK(At(token.not_before) == "2026-05-22T20:00:00Z");
  CHECK(At(token.expires) == "2027-05-22T20:00:00Z");
  CHECK(At(token.warn_after) == "2026-05-22T21:00:07Z");
  CHECK(token.issued.stamp.basis == Basis::kClaim);
  CHECK(token.issued.stamp.width == kSecond);
  CHECK(token.sha256.str() == Sha256::Of(text));
  CHECK(token.problem.empty());
  CHECK(DescribeToken(token).str() ==
        "subject system:serviceaccount:kube-system:calico-node, bound to pod calico-node-px6bj "
        "(2efbcc4d-ce19-41ab-a33d-de94eb3b45d4), issued 2026-05-22T20:00:00Z, expires "
        "2027-05-22T20:00:00Z");
}

TEST_CASE("jwt: a token of the refresher is bound to no object", "[codec]") {
  const TokenRecord token = ReadJwt(MakeJwt(kUnboundClaims));
  CHECK(token.pod.empty());
  CHECK(token.service_account == "calico-cni-plugin");
  CHECK(At(token.expires) == "2026-05-23T20:00:00Z");
  CHECK(Contains(DescribeToken(token).str(), "bound to no object"));
}

TEST_CASE("jwt: a legacy token has flat claims, a secret and no expiry", "[codec]") {
  const TokenRecord token = ReadJwt(MakeJwt(
      R"({"iss":"kubernetes/serviceaccount","kubernetes.io/serviceaccount/namespace":"kube-system",)"
      R"("kubernetes.io/serviceaccount/secret.name":"calico-node-token-6qvrc",)"
      R"("kubernetes.io/serviceaccount/service-account.name":"calico-node",)"
      R"("kubernetes.io/serviceaccount/service-account.uid":"0d3ab6a4-5be1-4d10-8a4c-3f0b0e6a6a55",)"
      R"("sub":"system:serviceaccount:kube-system:calico-node"})"));
  CHECK(token.space == "kube-system");
  CHECK(token.service_account == "calico-node");
  CHECK(token.service_account_uid == "0d3ab6a4-5be1-4d10-8a4c-3f0b0e6a6a55");
  CHECK(token.secret == "calico-node-token-6qvrc");
  CHECK(token.expires.stamp.kind == Stamp::Kind::kNone);
  CHECK(token.problem.empty());
  CHECK(DescribeToken(token).str() ==
        "subject system:serviceaccount:kube-system:calico-node, bound to secret "
        "calico-node-token-6qvrc, without expiry");
}

TEST_CASE("jwt: the audience is a string or a list", "[codec]") {
  CHECK(ReadJwt(MakeJwt(R"({"aud":"one"})")).audience == "one");
  CHECK(ReadJwt(MakeJwt(R"({"aud":["one","two"]})")).audience == "one,two");
  CHECK(ReadJwt(MakeJwt(R"({"aud":[]})")).audience.empty());
}

TEST_CASE("jwt: time claims that make no sense are left out and named", "[codec]") {
  struct Row {
    const char* exp;
    const char* expires;
    const char* problem;
  };
  const std::vector<Row> rows = {
      {"1779480000", "2026-05-22T20:00:00Z", ""},
      {"1779480000.75", "2026-05-22T20:00:00Z", ""},
      {"1.77948e9", "2026-05-22T20:00:00Z", ""},
      {"0", "1970-01-01T00:00:00Z", ""},
      {"253402300799", "9999-12-31T23:59:59Z", ""},
      {"253402300800", "", "exp is out of range"},
      {"18446744073709551616", "", "exp is out of range"},
      {"-1", "", "exp is out of range"},
      {"1e30", "", "exp is out of range"},
      {"1e400", "", "exp is out of range"},
      {"\"1779480000\"", "", "exp is no number"},
      {"true", "", "exp is no number"},
  };
  for (const Row& row : rows) {
    INFO(row.exp);
    const TokenRecord token =
        ReadJwt(MakeJwt(R"({"exp":)" + std::string(row.exp) + R"(,"iat":1779393600,"sub":"a"})"));
    CHECK(At(token.expires) == row.expires);
    CHECK(token.problem.str() == row.problem);
    CHECK(At(token.issued) == "2026-05-21T20:00:00Z");
    CHECK(token.subject == "a");
  }
}

TEST_CASE("jwt: a token that breaks off in its claims keeps those before the cut", "[codec]") {
  const std::string text = MakeJwt(kPodBoundClaims);
  const std::string cut = text.substr(0, text.find('.') + 1 + 150);
  const TokenRecord token = ReadJwt(cut);
  CHECK(At(token.expires) == "2027-05-22T20:00:00Z");
  CHECK(token.issuer.empty());
  CHECK(token.sha256.empty());
  CHECK(token.problem.str() == "the signature is missing; second part is cut");
}

TEST_CASE("jwt: a number at the cut is not believed", "[codec]") {
  const TokenRecord token =
      ReadJwt(Base64Url(testing::kJwtHeader) + "." + Base64Url(R"({"iat":1779480000,"exp":17794)"));
  CHECK(At(token.issued) == "2026-05-22T20:00:00Z");
  CHECK(token.expires.stamp.kind == Stamp::Kind::kNone);
}

TEST_CASE("jwt: what is left of a token is told apart", "[codec]") {
  const std::string text = MakeJwt(kUnboundClaims);
  const std::string header = text.substr(0, text.find('.'));
  const std::string payload = text.substr(0, text.rfind('.'));
  struct Row {
    std::string text;
    const char* problem;
  };
  const std::vector<Row> rows = {
      {"", "no token"},
      {"   ", "no token"},
      {header, "only the first part is there"},
      {header.substr(0, 20), "first part is cut"},
      {header + ".", "the signature is missing; second part is cut"},
      {payload, "the signature is missing"},
      {payload + ".", "the signature is missing"},
      {payload + ".***", "parts are left out of the text"},
      {header + ".***.***", "parts are left out of the text; second part is cut"},
      {text + ".x", "more than three parts"},
      {"<token>", "the token is left out of the text"},
      {"xxxxxxxxxxxxxx", "the token is left out of the text"},
      {"ABCDEF0123456789abcdef", "not a JSON web token"},
      {"....", "the token is left out of the text"},
      {"a.b.c.d.e", "not a JSON web token"},
      {std::string(16 * 1024 + 1, 'e'), "longer than 16 KiB, not decoded"},
  };
  for (const Row& row : rows) {
    INFO(row.text.substr(0, 200));
    CHECK(ReadJwt(row.text).problem.str() == row.problem);
  }
}

TEST_CASE("jwt: deep nesting is refused", "[codec]") {
  std::string claims = R"({"sub":"a","x":)";
  for (int i = 0; i < 500; ++i) claims += R"({"x":)";
  CHECK(ReadJwt(MakeJwt(claims)).problem == "claims are nested too deep");
  CHECK(ReadJwt(MakeJwt(R"({"x":)" + std::string(2000, '['))).problem ==
        "claims are nested too deep");
}

TEST_CASE("jwt: every prefix of a token reads without a fault", "[codec]") {
  const std::string text = MakeJwt(kPodBoundClaims);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const TokenRecord token = ReadJwt(std::string_view(text).substr(0, i));
    const bool signature_cut = i > text.rfind('.') + 1;
    CHECK(token.problem.empty() == signature_cut);
  }
}

TEST_CASE("jwt: claims that somebody decoded and saved are read", "[codec]") {
  const TokenRecord token = ReadJwtClaims(kPodBoundClaims);
  CHECK(token.pod == "calico-node-px6bj");
  CHECK(token.sha256.empty());
  CHECK(token.problem.empty());
  CHECK(ReadJwtClaims(kPodBoundClaims.substr(0, 120)).problem == "the claims are cut");
}

}  // namespace
}  // namespace howdunit
