#include "rules/flat_book.h"

#include <catch2/catch.hpp>

#include "cli/load_book.h"

namespace howdunit {
namespace {

auto Members(const Signature& signature) {
  return std::tie(signature.id, signature.title, signature.literals, signature.beside,
                  signature.pattern, signature.key, signature.stage, signature.routine,
                  signature.matches, signature.non_matches);
}

void CheckSame(const RuleBook& one, const RuleBook& other) {
  CHECK(one.rules == other.rules);
  CHECK(one.sha256 == other.sha256);
  CHECK(one.checked == other.checked);
  REQUIRE(one.signatures.size() == other.signatures.size());
  for (std::size_t i = 0; i < one.signatures.size(); ++i) {
    INFO(one.signatures[i].id);
    CHECK(Members(one.signatures[i]) == Members(other.signatures[i]));
  }
}

TEST_CASE("flat book: what is written is read again", "[rules]") {
  const RuleBook book{
      .rules = {{.id = "a", .checks = {{.id = "c", .yes = "SELECT 1 \n", .line = 12}}},
                {.id = "", .timeline = {{.query = "q", .says = "s", .weight = 9}}}},
      .signatures = {{.id = "12 x", .literals = {"", "3 abc"}, .beside = {"x"}, .routine = true}},
      .sha256 = "",
      .checked = false};
  CheckSame(ReadFlatBook(WriteFlatBook(book)), book);
  CheckSame(ReadFlatBook(WriteFlatBook({})), {});
}

TEST_CASE("flat book: the one in the program holds all of its rules", "[rules]") {
  const auto parsed = LoadRuleBook("", BookUse::kRun);
  REQUIRE(parsed);
  const auto built_in = LoadBook();
  REQUIRE(built_in);
  CheckSame(*built_in, *parsed);
}

}  // namespace
}  // namespace howdunit
