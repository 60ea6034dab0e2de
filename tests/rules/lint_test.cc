// What `howdunit rules lint` tells of a rule that is well formed.

#include "rules/lint.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "rules/rule.h"
#include "store/case_file.h"

namespace howdunit {
namespace {

// Of a rule with this title, and this command.
std::vector<std::string> ProblemsOf(const std::string& title, const std::string& command = "true") {
  const std::string text = "kind: symptom\nseverity: warning\ntitle: '" + title + R"('
question: "How?"
subject: SELECT bundle, node, min(created_earliest) AS born FROM pod GROUP BY bundle, node
checks:
  - id: seen
    role: decides
    ask: "Is there one?"
    yes: SELECT source, name FROM pod WHERE bundle = :bundle AND node = :node
answer:
  - { says: "There is {seen.name}.", from: [seen] }
remedy:
  - { do: "Mend it", run: ')" +
                           command + R"(' }
tests:
  - { name: a, verdict: confirmed }
  - { name: b, verdict: silent }
  - { name: c, verdict: silent }
)";
  const auto rule = ParseRule("catalog/test.yaml", text);
  if (!rule) FAIL(rule.error().message);
  RuleBook book;
  book.rules = {*rule};
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  return FindRuleProblems(file->database(), book);
}

using Problems = std::vector<std::string>;

TEST_CASE("lint: a placeholder names a column and a format that there are", "[rules]") {
  CHECK(ProblemsOf("On {node|a node}: {seen.name}, {born:time|once}, {{as it is}").empty());
  CHECK(ProblemsOf("On {nod}") ==
        Problems{"catalog/test.yaml:1: \"{nod}\" is no column of this rule"});
  CHECK(ProblemsOf("At {born:tme}") ==
        Problems{"catalog/test.yaml:1: \"{born:tme\": there is no format \"tme\""});
}

TEST_CASE("lint: a subject has no parameters", "[rules]") {
  RuleBook book;
  book.rules = {{.id = "test",
                 .file = "catalog/test.yaml",
                 .subject = "SELECT bundle FROM pod WHERE bundle = :bundle"}};
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  const Problems problems = FindRuleProblems(file->database(), book);
  REQUIRE_FALSE(problems.empty());
  CHECK(problems.front() ==
        "catalog/test.yaml:1: subject: nothing gives it the parameter \"bundle\"");
}

TEST_CASE("lint: a placeholder is closed and holds no other", "[rules]") {
  CHECK(ProblemsOf("On {node|one of {seen.rows} nodes}") ==
        Problems{"catalog/test.yaml:1: \"{node|one of {seen.rows\" holds another placeholder"});
  CHECK(ProblemsOf("On {node|a node") ==
        Problems{"catalog/test.yaml:1: \"{node|a node\" is not closed; \"{{\" is a brace"});
}

TEST_CASE("lint: a command is whole once it is filled", "[rules]") {
  CHECK(ProblemsOf("a", R"(kubectl patch node {node} -p "{{\"a\":{{\"b\":1}}")").empty());
  CHECK(ProblemsOf("a", R"(grep -o "x{{[^}]*}" {node|NODE})").empty());
  const std::string braces =
      "its braces do not match; of what is not filled in, \"{{\" is one and \"}\" is one";
  CHECK(ProblemsOf("a", R"(kubectl patch node {node} -p "{{\"a\":{{\"b\":1}}}}")") ==
        Problems{"catalog/test.yaml:1: remedy: " + braces});
  CHECK(ProblemsOf("a", "ssh {node} date; for") ==
        Problems{"catalog/test.yaml:1: remedy: no shell can parse it"});
}

}  // namespace
}  // namespace howdunit
