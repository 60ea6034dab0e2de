#include "codec/base64.h"

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

TEST_CASE("base64: the vectors of RFC 4648 decode and encode", "[codec]") {
  struct Row {
    const char* bytes;
    const char* text;
  };
  const std::vector<Row> rows = {{"", ""},
                                 {"f", "Zg=="},
                                 {"fo", "Zm8="},
                                 {"foo", "Zm9v"},
                                 {"foob", "Zm9vYg=="},
                                 {"fooba", "Zm9vYmE="},
                                 {"foobar", "Zm9vYmFy"}};
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(EncodeBase64(row.bytes) == row.text);
    CHECK(DecodeBase64(row.text) == std::string(row.bytes));
  }
}

TEST_CASE("base64: both alphabets, missing padding and line ends are accepted", "[codec]") {
  CHECK(DecodeBase64("-_-_") == DecodeBase64("+/+/"));
  CHECK(DecodeBase64("Zm8") == std::string("fo"));
  CHECK(DecodeBase64(" Zm9v\r\nYmFy\n") == std::string("foobar"));
  CHECK(DecodeBase64("AP8=") == std::string("\0\xFF", 2));
}

TEST_CASE("base64: other bytes and impossible lengths are nothing", "[codec]") {
  for (const char* text : {"Zm9v*", "Z", "Zm9vY", "Zm9v====", "Zg=", "Zg==Zg==", "Zm9v\x01", "…"}) {
    INFO(text);
    CHECK_FALSE(DecodeBase64(text));
  }
}

TEST_CASE("base64: every byte survives encoding", "[codec]") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  CHECK(DecodeBase64(EncodeBase64(bytes)) == bytes);
}

}  // namespace
}  // namespace howdunit
