#include "support/jwt.h"

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::MakeJwt;
using testing::ReadText;

TEST_CASE("jwt format: a bare token is read and not kept", "[ingest]") {
  const std::string jwt = MakeJwt(testing::kPodBoundClaims);
  const auto out = ReadText("\n" + jwt + "\n", "token");
  CHECK(out.formats == std::vector<std::string>{"jwt"});
  const auto tokens = out.All<TokenRecord>();
  REQUIRE(tokens.size() == 1);
  CHECK(tokens[0].pod == "calico-node-px6bj");
  CHECK(tokens[0].source.line == 2);
  CHECK(tokens[0].source.text.str() == "[REDACTED:jwt:len=" + std::to_string(jwt.size()) + "]");
  CHECK(Contains(tokens[0].source.note.str(), "bound to pod calico-node-px6bj"));
}

TEST_CASE("jwt format: decoded claims are read, with the header before them", "[ingest]") {
  const auto out = ReadText("## of k8s01\n" + std::string(testing::kJwtHeader) + "\n{\n" +
                            ReplaceAll(testing::kPodBoundClaims.substr(1), ",\"", ",\n\"") +
                            "\n\n## next\n" + std::string(testing::kUnboundClaims) + "\n");
  const auto tokens = out.All<TokenRecord>();
  REQUIRE(tokens.size() == 2);
  CHECK(tokens[0].alg == "RS256");
  CHECK(tokens[0].kid == "gFH6VvaonQuIEFQLRxVsWOSb9fdW55_mfYmMvjab3ns");
  CHECK(tokens[0].pod == "calico-node-px6bj");
  CHECK(tokens[0].source.line == 3);
  CHECK(tokens[0].source.line_end > 10);
  CHECK(tokens[1].service_account == "calico-cni-plugin");
  CHECK(tokens[1].kid.empty());
  CHECK(out.All<ProblemRecord>().empty());
}

TEST_CASE("jwt format: a token that cannot be decoded is a problem", "[ingest]") {
  const std::string header = testing::Base64Url(testing::kJwtHeader);
  const auto out = ReadText(header + ".AAAA.AAAA\n");
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "the token cannot be decoded: second part is cut");
}

TEST_CASE("jwt format: a token that is cut behind its expiry says until when it holds",
          "[ingest]") {
  const std::string claims = R"({"aud":["https://kubernetes.default.svc"],"exp":1811016000,"iat":17)";
  const auto out =
      ReadText(testing::Base64Url(testing::kJwtHeader) + "." + testing::Base64Url(claims) + "\n");
  CHECK(out.All<ProblemRecord>().empty());
  const auto tokens = out.All<TokenRecord>();
  REQUIRE(tokens.size() == 1);
  CHECK(FormatUtc(tokens[0].expires.stamp.value) == "2027-05-22T20:00:00Z");
  CHECK(Contains(tokens[0].source.note.str(), "expires 2027-05-22T20:00:00Z, but"));
  CHECK(Contains(tokens[0].source.note.str(), "cut"));
}

TEST_CASE("jwt format: objects of Kubernetes are not claims", "[ingest]") {
  const auto out = ReadText(R"({"apiVersion":"v1","kind":"Pod","iss":1,"kubernetes.io/x":2})");
  CHECK(out.formats != std::vector<std::string>{"jwt"});
  CHECK(out.All<TokenRecord>().empty());
}

}  // namespace
}  // namespace howdunit
