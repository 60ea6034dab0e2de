// The rules that the program ships.

#include <catch2/catch.hpp>

#include "cli/rule_tests.h"
#include "ingest/signature_scanner.h"
#include "rules/lint.h"
#include "rules/rule.h"
#include "store/case_file.h"

namespace howdunit {
namespace {

TEST_CASE("catalog: every rule passes the tests in its file", "[rules]") {
  const auto book = LoadRuleBook();
  REQUIRE(book);
  const auto results = RunRuleTests(*book, SOURCE_DIR "/samples", "");
  REQUIRE(results);
  for (const std::string& failure : results->failures) FAIL_CHECK(failure);
  CHECK(results->passed >= 2 * book->rules.size());
}

TEST_CASE("catalog: every signature matches its examples and compiles", "[rules]") {
  const auto book = LoadRuleBook();
  REQUIRE(book);
  const auto scanner = SignatureScanner::Create(book->signatures);
  if (!scanner) FAIL(scanner.error().message);
}

TEST_CASE("catalog: lint finds nothing", "[rules]") {
  const auto book = LoadRuleBook();
  REQUIRE(book);
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  for (const std::string& problem : FindRuleProblems(file->database(), *book)) FAIL_CHECK(problem);
}

}  // namespace
}  // namespace howdunit
