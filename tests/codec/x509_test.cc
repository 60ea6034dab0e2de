#include "codec/x509.h"

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/certificates.h"

namespace howdunit {
namespace {

using testing::kCaPem;
using testing::kClientPem;
using testing::kRenewedCaPem;

std::string At(const When& when) { return FormatUtc(when.stamp.value); }

TEST_CASE("x509: a certificate says who it is for and for how long", "[codec]") {
  const auto all = ReadPemCertificates(kCaPem);
  REQUIRE(all);
  REQUIRE(all->size() == 1);
  const CertificateRecord& ca = (*all)[0];
  CHECK(ca.subject == "CN=10.152.183.1");
  CHECK(ca.issuer == "CN=10.152.183.1");
  CHECK(ca.serial == "1000");
  CHECK(ca.sha256.str() == testing::kCaSha256);
  CHECK(ca.key_sha256.str() == testing::kCaKeySha256);
  CHECK(ca.authority);
  CHECK(At(ca.not_before) == "2021-09-14T03:45:01Z");
  CHECK(At(ca.not_after) == "2050-01-01T00:00:00Z");
  CHECK(ca.not_after.stamp.basis == Basis::kClaim);
  CHECK(DescribeCertificate(ca).str() ==
        "CN=10.152.183.1, valid 2021-09-14T03:45:01Z to 2050-01-01T00:00:00Z, sha256 efedbd1e");
}

TEST_CASE("x509: a renewed authority keeps its key and changes its digest", "[codec]") {
  const auto all = ReadPemCertificates(std::string(kCaPem) + std::string(kRenewedCaPem));
  REQUIRE(all);
  REQUIRE(all->size() == 2);
  CHECK((*all)[0].key_sha256 == (*all)[1].key_sha256);
  CHECK((*all)[0].sha256 != (*all)[1].sha256);
}

TEST_CASE("x509: a client certificate names its group and is no authority", "[codec]") {
  const auto all = ReadPemCertificates(kClientPem);
  REQUIRE(all);
  CHECK((*all)[0].subject == "CN=system:node:k8s01,O=system:nodes");
  CHECK((*all)[0].issuer == "CN=10.152.183.1");
  CHECK_FALSE((*all)[0].authority);
}

TEST_CASE("x509: line ends, indentation and text around do not matter", "[codec]") {
  const std::string text = "subject=CN = x\r\n    " + ReplaceAll(kCaPem, "\n", "\r\n    ") + "tail";
  const auto all = ReadPemCertificates(text);
  REQUIRE(all);
  CHECK((*all)[0].sha256.str() == testing::kCaSha256);
}

TEST_CASE("x509: what cannot be read is named, and costs only itself", "[codec]") {
  const std::string cut(kCaPem.substr(0, 200));
  CHECK(ReadPemCertificates(cut).error().message == "a certificate is cut");
  CHECK(ReadPemCertificates("").error().message == "no certificate");
  const std::string junk = "-----BEGIN CERTIFICATE-----\nTWFu\n-----END CERTIFICATE-----\n";
  CHECK(ReadPemCertificates(junk).error().message == "not a certificate in DER");
  const std::string odd = "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n";
  CHECK(ReadPemCertificates(odd).error().message == "a certificate is not base64");
  const auto all = ReadPemCertificates(cut + "\n" + junk + std::string(kClientPem));
  REQUIRE(all);
  CHECK(all->size() == 1);
}

TEST_CASE("x509: a flipped byte never crashes", "[codec]") {
  for (std::size_t i = 28; i + 26 < kCaPem.size(); ++i) {
    for (const char c : {'A', '/', '9'}) {
      std::string text(kCaPem);
      text[i] = c;
      const auto all = ReadPemCertificates(text);
      if (all) CHECK_FALSE(DescribeCertificate((*all)[0]).empty());
    }
  }
}

}  // namespace
}  // namespace howdunit
