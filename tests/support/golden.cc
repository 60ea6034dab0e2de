#include "support/golden.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>

#include <catch2/catch.hpp>

namespace howdunit::testing {
namespace {

bool Accepting() {
  const char* value = std::getenv("HOWDUNIT_ACCEPT");
  return value != nullptr && std::string_view(value) == "1";
}

}  // namespace

void CheckGolden(const std::filesystem::path& file, const std::string& actual) {
  if (Accepting()) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << actual;
    WARN("accepted " << file.string());
    return;
  }
  std::ifstream in(file, std::ios::binary);
  INFO(file.string() << " (HOWDUNIT_ACCEPT=1 ctest accepts the new output)");
  REQUIRE(in.good());
  const std::string expected{std::istreambuf_iterator<char>(in), {}};
  CHECK(actual == expected);
}

}  // namespace howdunit::testing
