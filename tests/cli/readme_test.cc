// What README.md shows is what the program writes.

#include <string>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

TEST_CASE("README: quotes the review of a sample, word for word", "[cli]") {
  const std::string source = SOURCE_DIR;
  const std::string readme = testing::ReadFile(source + "/README.md");
  const std::string review =
      testing::ReadFile(source + "/tests/cli/golden/k8s01-path-mismatch.pir.md");
  std::string paragraph;
  int quoted = 0;
  const auto check = [&] {
    if (paragraph.empty()) return;
    INFO(paragraph);
    CHECK(Contains(review, "\n" + paragraph + "\n"));
    paragraph.clear();
    ++quoted;
  };
  for (std::string_view line : Split(readme, '\n')) {
    if (!line.starts_with("> ")) {
      check();
      continue;
    }
    line.remove_prefix(2);
    if (!paragraph.empty()) paragraph += " ";
    paragraph += line;
  }
  check();
  CHECK(quoted == 2);
}

}  // namespace
}  // namespace howdunit
