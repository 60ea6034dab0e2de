#include "codec/x509.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>
#include <string>

#include "codec/base64.h"
#include "codec/sha256.h"
#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostCertificates = 1000;
constexpr std::size_t kMostNameBytes = 1024;

template <auto free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    free(object);
  }
};
using X509Ptr = std::unique_ptr<X509, Freed<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using BignumPtr = std::unique_ptr<BIGNUM, Freed<BN_free>>;

// "O=system:nodes,CN=system:node:k8s01"
std::string NameText(const X509_NAME* name) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  // In the order of the certificate, which is the order that openssl prints.
  const unsigned long flags =
      XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB | XN_FLAG_DN_REV);
  if (!out || X509_NAME_print_ex(out.get(), name, 0, flags) < 0) return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return Shorten(RepairUtf8({text, static_cast<std::size_t>(size)}), kMostNameBytes);
}

std::string SerialText(const ASN1_INTEGER* serial) {
  const BignumPtr number(ASN1_INTEGER_to_BN(serial, nullptr));
  if (!number || BN_num_bytes(number.get()) > 64) return {};
  char* text = BN_bn2hex(number.get());
  std::string hex = text == nullptr ? "" : ToLower(text);
  OPENSSL_free(text);
  return hex;
}

When TimeOf(const ASN1_TIME* time) {
  std::tm tm{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &tm) != 1) return {};
  const auto value =
      FromCivil(tm.tm_year + 1900LL, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
  if (!value) return {};
  When when;
  when.stamp =
      Stamp{.kind = Stamp::Kind::kUtc, .value = *value, .width = kSecond, .basis = Basis::kClaim};
  return when;
}

std::string KeyDigest(const X509& certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(&certificate), &der);
  if (size <= 0) return {};
  std::string digest =
      Sha256::Of({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return digest;
}

Result<CertificateRecord> ReadDer(const std::string& der) {
  // What is read hangs on nothing that the machine's openssl.cnf says, and does not wait for it.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* end = bytes;
  const X509Ptr certificate(d2i_X509(nullptr, &end, static_cast<long>(der.size())));
  if (!certificate) {
    ERR_clear_error();
    return Error{"not a certificate in DER"};
  }
  CertificateRecord record;
  record.subject = Redact(NameText(X509_get_subject_name(certificate.get())));
  record.issuer = Redact(NameText(X509_get_issuer_name(certificate.get())));
  record.serial = RedactIdentifier(SerialText(X509_get0_serialNumber(certificate.get())));
  record.sha256 = RedactIdentifier(
      Sha256::Of(std::string_view(der).substr(0, static_cast<std::size_t>(end - bytes))));
  record.key_sha256 = RedactIdentifier(KeyDigest(*certificate));
  record.authority = X509_check_ca(certificate.get()) >= 1;
  record.not_before = TimeOf(X509_get0_notBefore(certificate.get()));
  record.not_after = TimeOf(X509_get0_notAfter(certificate.get()));
  ERR_clear_error();  // of what could not be printed or read above
  return record;
}

}  // namespace

// The armour is taken off here and not by PEM_read_bio: that one asks for a password at the
// terminal when a header says that the block is encrypted.
Result<std::vector<CertificateRecord>> ReadPemCertificates(std::string_view text) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  std::vector<CertificateRecord> certificates;
  std::string problem;
  while (certificates.size() < kMostCertificates) {
    const std::size_t begin = text.find(kBegin);
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin + kBegin.size());
    const std::size_t end = text.find(kEnd);
    const std::size_t next = text.find(kBegin);
    if (end == std::string_view::npos || next < end) {
      problem = "a certificate is cut";
      continue;
    }
    const auto der = DecodeBase64(text.substr(0, end));
    if (!der) {
      problem = "a certificate is not base64";
      continue;
    }
    auto certificate = ReadDer(*der);
    if (certificate) {
      certificates.push_back(*std::move(certificate));
    } else {
      problem = certificate.error().message;
    }
  }
  if (!certificates.empty()) return certificates;
  return Error{problem.empty() ? "no certificate" : problem};
}

Redacted DescribeCertificate(const CertificateRecord& certificate) {
  std::string text =
      certificate.subject.empty() ? "certificate without subject" : certificate.subject.str();
  if (certificate.not_before.stamp.kind == Stamp::Kind::kUtc &&
      certificate.not_after.stamp.kind == Stamp::Kind::kUtc) {
    text += ", valid " + FormatUtc(certificate.not_before.stamp.value) + " to " +
            FormatUtc(certificate.not_after.stamp.value);
  }
  if (!certificate.sha256.empty()) text += ", sha256 " + certificate.sha256.str().substr(0, 8);
  return RedactIdentifier(text);
}

}  // namespace howdunit
