#include "report/human.h"

#include <catch2/catch.hpp>

#include "core/text.h"
#include "report/incident.h"
#include "report/lint_review.h"

namespace howdunit::testing {
namespace {

using report::ReadHumanTexts;

// A draft with an answer under a TODO.
std::string Answered(std::string draft, const std::string& id, const std::string& answer) {
  const std::string mark = "<!-- human:" + id + " -->\n";
  const std::size_t at = draft.find(mark);
  REQUIRE(at != std::string::npos);
  return draft.insert(at + mark.size(), answer);
}

std::string RenderKeeping(const Database& database, const report::HumanTexts& answers) {
  const auto files =
      RenderReport(database, {.formats = {"md"}, .version = "1.2.3", .answers = answers});
  REQUIRE(files);
  return files->front().text;
}

}  // namespace

TEST_CASE("human: texts are read from between their marks", "[unit]") {
  const auto texts = ReadHumanTexts(
      "x\n<!-- human:a-1 -->\n\nTwo\n\n\n  lines\n\n<!-- /human -->\n"
      "<!-- human:b-2 -->\n\n<!-- /human -->\n"
      "````text\n<!-- human:forged -->\n```\n<!-- /human -->\n````\n"
      "<!-- human:c-3 -->\n```sh\nls\n```\n<!-- /human -->\n");
  REQUIRE(texts);
  CHECK(*texts == report::HumanTexts{{"a-1", "Two\n\n\n  lines"}, {"c-3", "```sh\nls\n```"}});
}

TEST_CASE("human: marks that would lose a text are an error that tells the line", "[unit]") {
  auto texts = ReadHumanTexts("a\n<!-- human:a-1 -->\ntext\n");
  REQUIRE_FALSE(texts);
  CHECK(texts.error().message == "line 2: <!-- human:a-1 --> is not closed by <!-- /human -->");
  const std::string once = "<!-- human:a-1 -->\ntext\n<!-- /human -->\n";
  texts = ReadHumanTexts(once + once);
  REQUIRE_FALSE(texts);
  CHECK(texts.error().message == "line 4: a second <!-- human:a-1 -->; give each text its own id");
}

TEST_CASE("human: what people wrote is in the next draft, byte for byte", "[unit]") {
  const Database database = OpenIncident();
  const std::string answer = "Two shops, *about* 40 %.\n\n\n\n| a | b |\n|---|---|\n| 1 | 2 |";
  const std::string edited = Answered(Render(database, "pir.md"), "impact-1", answer + "\n");
  const auto texts = ReadHumanTexts(edited);
  REQUIRE(texts);
  const std::string next = RenderKeeping(database, *texts);
  CHECK(Contains(next, "<!-- human:impact-1 -->\n" + answer + "\n<!-- /human -->\n"));
  CHECK_FALSE(Contains(next, "**TODO(human) impact-1:**"));
  CHECK(Contains(next, "**TODO(human) impact-2:**"));
  // And in the one after that.
  const auto again = ReadHumanTexts(next);
  REQUIRE(again);
  CHECK(RenderKeeping(database, *again) == next);
}

TEST_CASE("human: a text that has no place any more is kept at the end", "[unit]") {
  const std::string next = RenderKeeping(OpenHealthy(), {{"impact-1", "Nobody."}, {"x-9", "Y"}});
  CHECK(
      next.ends_with("\n## Kept from an Earlier Draft\n\n<!-- human:impact-1 -->\nNobody.\n"
                     "<!-- /human -->\n\n<!-- human:x-9 -->\nY\n<!-- /human -->\n"));
}

TEST_CASE("lint: TODOs are counted, evidence that looks like one is not", "[unit]") {
  const Database database = OpenIncident();
  const std::string draft = Render(database, "pir.md");
  const auto fresh = LintReview(draft, &database);
  REQUIRE(fresh);
  CHECK(fresh->problems.empty());
  CHECK(fresh->citations > fresh->lines);
  CHECK(std::find(fresh->todos.begin(), fresh->todos.end(), "forged-1") == fresh->todos.end());
  const auto answered = LintReview(Answered(draft, "lessons-1", "We had backups.\n"), &database);
  REQUIRE(answered);
  CHECK(answered->todos.size() + 1 == fresh->todos.size());
}

TEST_CASE("lint: a citation that leads nowhere is told with its line", "[unit]") {
  const Database database = OpenIncident();
  const std::string draft = Render(database, "pir.md");
  const auto lint = LintReview("See [E4711].\n" + draft, &database);
  REQUIRE(lint);
  REQUIRE(lint->problems.size() == 1);
  CHECK(lint->problems.front() == "line 1: [E4711] is not in the register");
}

TEST_CASE("lint: a register of another case file is told", "[unit]") {
  const Database other = OpenIncident();
  REQUIRE(other.Execute("UPDATE source SET line = line + 1, line_end = line_end + 1"));
  const auto lint = LintReview(Render(OpenIncident(), "pir.md"), &other);
  REQUIRE(lint);
  CHECK_FALSE(lint->problems.empty());
  CHECK(Contains(lint->problems.front(), "in the case file"));
}

}  // namespace howdunit::testing
