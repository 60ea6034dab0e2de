#include "codec/sha256.h"

// OpenSSL calls these old, and means EVP: that takes 1.3 ms for the first digest of a program, to
// read the machine's configuration and build tables of all that there is.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <array>

#include "core/check.h"
#include "core/text.h"

namespace howdunit {

struct Sha256::Context {
  SHA256_CTX sha;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  HOWDUNIT_CHECK(SHA256_Init(&context_->sha) == 1);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::Update(std::string_view bytes) {
  HOWDUNIT_CHECK(SHA256_Update(&context_->sha, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::Finish() {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  HOWDUNIT_CHECK(SHA256_Final(digest.data(), &context_->sha) == 1);
  return ToHex(std::string(digest.begin(), digest.end()));
}

std::string Sha256::Of(std::string_view bytes) {
  Sha256 digest;
  digest.Update(bytes);
  return digest.Finish();
}

}  // namespace howdunit
