#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/certificates.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::kCaPem;
using testing::ReadText;

TEST_CASE("certificate: each of a PEM file is a record with its lines", "[ingest]") {
  const auto out = ReadText(std::string(kCaPem) + "\n" + std::string(testing::kClientPem));
  const auto certificates = out.All<CertificateRecord>();
  REQUIRE(certificates.size() == 2);
  CHECK(certificates[0].usage == "file");
  CHECK(certificates[0].sha256.str() == testing::kCaSha256);
  CHECK(certificates[0].source.line == 1);
  CHECK(certificates[0].source.line_end == 10);
  CHECK(certificates[0].source.text == "-----BEGIN CERTIFICATE-----");
  CHECK(certificates[1].subject == "CN=system:node:k8s01,O=system:nodes");
  CHECK(certificates[1].source.line == 12);
}

TEST_CASE("certificate: a cut one is a problem, and the next one is read", "[ingest]") {
  const auto out = ReadText(std::string(kCaPem.substr(0, 200)) + "\n" + std::string(kCaPem));
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "the PEM block cannot be read: a certificate is cut");
  CHECK(out.All<CertificateRecord>().size() == 1);
}

TEST_CASE("certificate: openssl's text tells the same as the PEM", "[ingest]") {
  const auto out = ReadText(
      "Certificate:\n    Data:\n        Version: 3 (0x2)\n        Serial Number:\n"
      "            0c:3f:aa:01\n        Signature Algorithm: ecdsa-with-SHA256\n"
      "        Issuer: CN = 10.152.183.1\n        Validity\n"
      "            Not Before: Nov  5 00:00:00 2025 GMT\n"
      "            Not After : Nov 15 00:00:00 2050 GMT\n"
      "        Subject: CN = system:node:k8s01, O = system:nodes\n"
      "        X509v3 extensions:\n            X509v3 Basic Constraints: critical\n"
      "                CA:TRUE\n    Signature Algorithm: x\n" +
      std::string(testing::kClientPem));
  const auto certificates = out.All<CertificateRecord>();
  REQUIRE(certificates.size() == 2);
  CHECK(certificates[0].subject == certificates[1].subject);
  CHECK(certificates[0].issuer == certificates[1].issuer);
  CHECK(certificates[0].serial == "0c3faa01");
  CHECK(certificates[0].authority);
  CHECK(FormatUtc(certificates[0].not_before.stamp.value) == "2025-11-05T00:00:00Z");
  CHECK(FormatUtc(certificates[0].not_after.stamp.value) == "2050-11-15T00:00:00Z");
  CHECK(certificates[0].source.line == 7);
  CHECK(certificates[0].source.line_end == 11);
}

TEST_CASE("certificate: openssl's one-line outputs make one record", "[ingest]") {
  const auto out = ReadText(
      "subject=CN=10.152.183.1\nissuer=CN=10.152.183.1\nserial=1000\n"
      "notBefore=Sep 14 03:45:01 2021 GMT\nnotAfter=Jan  1 00:00:00 2050 GMT\n"
      "sha256 Fingerprint=EF:ED:BD:1E\nnotAfter=Jan  1 00:00:00 2051 GMT\n");
  const auto certificates = out.All<CertificateRecord>();
  REQUIRE(certificates.size() == 2);
  CHECK(certificates[0].sha256 == "efedbd1e");
  CHECK(certificates[0].serial == "1000");
  CHECK(certificates[0].source.line_end == 6);
  CHECK(certificates[1].source.line == 7);
  CHECK(certificates[1].subject.empty());
}

TEST_CASE("certificate: the name of its file may stand above each", "[ingest]") {
  const auto out = ReadText(
      "$ for i in /etc/k/*.crt; do echo $i; openssl x509 -in $i -noout -enddate; done\n"
      "/etc/k/admin.crt\nnotAfter=Mar 29 16:18:19 2018 GMT\n"
      "/etc/k/ca.crt:\nnotAfter=Mar 28 16:18:17 2021 GMT\n");
  const auto certificates = out.All<CertificateRecord>();
  REQUIRE(certificates.size() == 2);
  CHECK(certificates[0].place.host_path == "/etc/k/admin.crt");
  CHECK(certificates[0].source.line == 3);
  CHECK(certificates[1].place.host_path == "/etc/k/ca.crt");
  CHECK(ReadText("/etc/k/ca.crt\n").All<CertificateRecord>().empty());
}

TEST_CASE("certificate: lines that were picked from openssl's text tell what they hold",
          "[ingest]") {
  const std::string dates =
      "            Not Before: Mar 27 06:57:00 2019 GMT\n"
      "            Not After : Mar 28 06:39:47 2019 GMT\n";
  const auto two = ReadText("$ cat client.txt | grep Not\n" + dates +
                            "[root@n1 pki]# cat server.txt | grep Not\n" + dates + "and so on\n")
                       .All<CertificateRecord>();
  REQUIRE(two.size() == 2);
  CHECK(FormatUtc(two[0].not_before.stamp.value) == "2019-03-27T06:57:00Z");
  CHECK(FormatUtc(two[0].not_after.stamp.value) == "2019-03-28T06:39:47Z");
  CHECK(two[0].not_after.stamp.basis == Basis::kClaim);
  CHECK(two[0].subject.empty());
  CHECK(two[0].source.note.empty());
  CHECK(two[0].source.line == 2);
  CHECK(two[0].source.line_end == 3);
  const auto named = ReadText("        Issuer: CN = kubernetes\n        Validity\n" + dates +
                              "        Subject: O = system:nodes, CN = system:node:k8s03\n")
                         .All<CertificateRecord>();
  REQUIRE(named.size() == 1);
  CHECK(named[0].subject == "O=system:nodes,CN=system:node:k8s03");
  CHECK(named[0].issuer == "CN=kubernetes");
  for (const std::string other :
       {"Not Before: we met\n", "Subject: it is down\n\nNot After : all\n", "Validity\n",
        "Not After : Mar 28 06:3\n"}) {
    INFO(other);
    CHECK(ReadText(other).All<CertificateRecord>().empty());
  }
}

TEST_CASE("certificate: a private key is dropped and named", "[ingest]") {
  const std::string body(64, 'k');
  for (const char* kind : {"RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", ""}) {
    const std::string label = std::string(kind) + "PRIVATE KEY";
    const auto out = ReadText("-----BEGIN " + label + "-----\n" + body + "\nab" + body.substr(8) +
                              "\n-----END " + label + "-----\n");
    CHECK(out.formats == std::vector<std::string>{"certificate"});
    REQUIRE(out.records.size() == 1);
    const auto problems = out.All<ProblemRecord>();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].reason == "the bundle holds a private key; it was dropped");
    CHECK(problems[0].source.text == "a private key");
  }
}

TEST_CASE("certificate: a public key tells the key id of its tokens", "[ingest]") {
  const auto out = ReadText(
      "-----BEGIN PUBLIC KEY-----\n"
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE3FZzB95sz6MN4ek2r3iMu4wvlyIv\n"
      "CslRRmxK2Jl+5K7C+9CJ+eUk1Oq0sGTQBsrsb5GNl+Jj68khFYdp8HrOrQ==\n"
      "-----END PUBLIC KEY-----\n");
  const auto keys = out.All<CertificateRecord>();
  REQUIRE(keys.size() == 1);
  CHECK(keys[0].usage == "public-key");
  CHECK(keys[0].key_sha256.str() == testing::kCaKeySha256);
  CHECK(keys[0].source.note.str().starts_with("key id pLs3"));
}

}  // namespace
}  // namespace howdunit
