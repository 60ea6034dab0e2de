// The rules that the program ships.

#include <set>

#include <catch2/catch.hpp>

#include "cli/rule_tests.h"
#include "ingest/signature_scanner.h"
#include "rules/engine.h"
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

TEST_CASE("catalog: every rule has a test that fires or decides, and one that stays silent",
          "[rules]") {
  const auto book = LoadRuleBook();
  REQUIRE(book);
  for (const Rule& rule : book->rules) {
    INFO(rule.file);
    std::set<std::string> verdicts;
    for (const RuleTest& test : rule.tests) verdicts.insert(test.verdict);
    CHECK(verdicts.contains("silent"));
    CHECK(verdicts.size() > 1);
  }
}

TEST_CASE("catalog: every signature matches its examples and compiles", "[rules]") {
  const auto book = LoadRuleBook();
  REQUIRE(book);
  const auto scanner = SignatureScanner::Create(book->signatures);
  if (!scanner) FAIL(scanner.error().message);
}

TEST_CASE("catalog: every SELECT compiles against the case file", "[rules]") {
  const auto book = LoadRuleBook();
  REQUIRE(book);
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  const auto checked = CheckRuleSql(file->database(), *book);
  if (!checked) FAIL(checked.error().message);
}

}  // namespace
}  // namespace howdunit
