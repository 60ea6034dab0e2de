// The rules that the program ships.

#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "cli/rule_tests.h"
#include "core/text.h"
#include "ingest/signatures/signature_scanner.h"
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

// What a run leaves out stands at the end of each file, and nothing else stands there.
TEST_CASE("catalog: for a run it is the same but for tests and examples", "[rules]") {
  const auto whole = LoadRuleBook();
  const auto run = LoadRuleBook("", BookUse::kRun);
  REQUIRE(whole);
  REQUIRE(run);
  CHECK(whole->checked);
  CHECK_FALSE(run->checked);
  CHECK(run->sha256 == whole->sha256);
  REQUIRE(run->rules.size() == whole->rules.size());
  for (std::size_t i = 0; i < run->rules.size(); ++i) {
    const Rule& one = run->rules[i];
    const Rule& other = whole->rules[i];
    INFO(one.id);
    CHECK(one.tests.empty());
    CHECK(one.id == other.id);
    CHECK(one.checks.size() == other.checks.size());
    CHECK(one.answer.size() == other.answer.size());
    CHECK(one.explains.size() == other.explains.size());
    CHECK(one.signatures == other.signatures);
    CHECK(one.actions.size() == other.actions.size());
    CHECK(one.timeline.size() == other.timeline.size());
  }
  REQUIRE(run->signatures.size() == whole->signatures.size());
  for (std::size_t i = 0; i < run->signatures.size(); ++i) {
    const Signature& one = run->signatures[i];
    const Signature& other = whole->signatures[i];
    INFO(one.id);
    CHECK(one.matches.empty());
    CHECK(one.pattern == other.pattern);
    CHECK(one.literals == other.literals);
    CHECK(one.beside == other.beside);
    CHECK(one.key == other.key);
    CHECK(one.stage == other.stage);
    CHECK(one.routine == other.routine);
  }
}

TEST_CASE("catalog: the page of signatures lists each with its stage", "[rules]") {
  const auto book = LoadRuleBook();
  REQUIRE(book);
  std::ifstream file(SOURCE_DIR "/docs/signatures.md");
  const std::string page((std::istreambuf_iterator<char>(file)), {});
  for (const Signature& signature : book->signatures) {
    const std::string row = "\n| " + signature.id + " | " + signature.stage + " |";
    if (!Contains(page, row)) FAIL_CHECK("docs/signatures.md lacks" << row);
  }
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
