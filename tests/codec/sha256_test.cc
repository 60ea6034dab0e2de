#include "codec/sha256.h"

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

TEST_CASE("sha256: the vectors of FIPS 180-2", "[codec]") {
  CHECK(Sha256::Of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(Sha256::Of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("sha256: bytes may arrive in pieces", "[codec]") {
  Sha256 digest;
  digest.Update("a");
  digest.Update("");
  Sha256 moved = std::move(digest);
  moved.Update("bc");
  CHECK(moved.Finish() == Sha256::Of("abc"));
}

}  // namespace
}  // namespace howdunit
