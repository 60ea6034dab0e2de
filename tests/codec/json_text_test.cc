#include "codec/json_text.h"

#include <limits>

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

TEST_CASE("json text: strings are ASCII and safe to print", "[codec]") {
  CHECK(JsonString("a \"b\" \\ \n") == R"("a \"b\" \\ \n")");
  CHECK(JsonString("\x1b[31m \x7f \xc2\x9b é 🐳") ==
        R"("\u001b[31m \u007f \u009b \u00e9 \ud83d\udc33")");
  CHECK(JsonString("a\xff") == R"("a\ufffd")");
}

TEST_CASE("json text: a real number stays one", "[codec]") {
  CHECK(JsonReal(1) == "1.0");
  CHECK(JsonReal(0.1) == "0.1");
  CHECK(JsonReal(-2.5e300) == "-2.5e+300");
  CHECK(JsonReal(std::numeric_limits<double>::infinity()) == "9e999");
  CHECK(JsonReal(-std::numeric_limits<double>::infinity()) == "-9e999");
}

}  // namespace
}  // namespace howdunit
