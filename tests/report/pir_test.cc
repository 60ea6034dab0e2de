#include <filesystem>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "report/incident.h"
#include "support/golden.h"
#include "support/temp_folder.h"

namespace howdunit::testing {
namespace {

const std::filesystem::path kGolden = std::filesystem::path(SOURCE_DIR) / "tests/report/golden";

std::set<std::string> Matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) {
    found.insert((*at)[1].str());
  }
  return found;
}

// The templates' and sections' own prose: without evidence in code and fences.
std::string WithoutEvidence(const std::string& text) {
  const std::string fenced = std::regex_replace(text, std::regex("\n```[^]*?\n```"), "\n");
  return std::regex_replace(fenced, std::regex("<code>[^<]*</code>"), "");
}

}  // namespace

TEST_CASE("pir: an incident with two chains and hostile evidence", "[golden]") {
  CheckGolden(kGolden / "incident.md", Render(OpenIncident(), "pir.md", "Australia/Sydney"));
}

TEST_CASE("pir: a bundle without an incident says so", "[golden]") {
  CheckGolden(kGolden / "healthy.md", Render(OpenHealthy(), "pir.md"));
}

TEST_CASE("pir: the same case file gives the same bytes") {
  CHECK(Render(OpenIncident(), "pir.md") == Render(OpenIncident(), "pir.md"));
}

TEST_CASE("pir: every citation is in the register, every entry is cited") {
  for (const std::string& text :
       {Render(OpenIncident(), "pir.md"), Render(OpenHealthy(), "pir.md")}) {
    const std::set<std::string> cited = Matches(text, R"([^\\]\[E([0-9]+)\])");
    CHECK_FALSE(cited.empty());
    CHECK(cited == Matches(text, R"(\n\| E([0-9]+) \|)"));
  }
}

TEST_CASE("pir: lines that are cited twice have one number") {
  const std::string text = Render(OpenIncident(), "pir.md");
  // Sources 1 and 15 are the same line.
  CHECK(Matches(text, R"(\n\| (E[0-9]+) \| <code>describe-pod.txt:88</code>)").size() == 1);
}

TEST_CASE("pir: what is possible behind the end of a chain is told with its evidence") {
  const Database database = OpenIncident();
  REQUIRE(
      database.Execute("UPDATE finding SET verdict = 'possible' WHERE id = 7;"
                       "INSERT INTO explains VALUES (7, 5);"
                       "INSERT INTO statement VALUES (99, 7, 'Its clock was stepped.');"
                       "INSERT INTO statement_source VALUES (99, 4)"));
  const std::string text = Render(database, "pir.md");
  CHECK(Matches(text, R"(not shown:\n\n(- \*\*.+\*\* Its clock was stepped\. \[E))").size() == 1);
  // One that has no sentence is told by the questions that speak for it.
  REQUIRE(database.Execute(
      "DELETE FROM statement_source WHERE statement = 99;"
      "DELETE FROM statement WHERE id = 99;"
      "INSERT INTO finding_check (id, finding, name, role, ask, answer, needs, command)"
      " VALUES (99, 7, 'stepped', 'supports', 'Was its clock stepped?', 'yes', '', '');"
      "INSERT INTO check_source VALUES (99, 4)"));
  const std::string asked = Render(database, "pir.md");
  CHECK(Matches(asked, R"(not shown:\n\n(- \*\*.+\*\* Was its clock stepped\? yes \[E))").size() ==
        1);
}

TEST_CASE("pir: what one command answers is not asked for again by a part of it") {
  const Database database = OpenIncident();
  REQUIRE(database.Execute(
      "INSERT INTO finding_check (id, finding, name, role, ask, answer, needs, command) VALUES"
      " (98, 5, 'log', 'supports', 'Was it?', 'unknown', 'the log', 'kubectl logs api'),"
      " (99, 5, 'keys', 'supports', 'Were they?', 'unknown', 'the log and the keys',"
      "  'kubectl logs api; kubectl get keys')"));
  const std::string text = Render(database, "pir.md");
  CHECK(Contains(text, "\n- the log and the keys\n"));
  CHECK_FALSE(Contains(text, "\n- the log\n"));
  CHECK_FALSE(Contains(text, "\nkubectl logs api\n"));
}

TEST_CASE("pir: chains that end with the same questions tell them once") {
  const Database database = OpenIncident();
  REQUIRE(database.Execute(
      "DELETE FROM chain WHERE number = 2 AND level > 1;"
      "INSERT INTO finding_check (id, finding, name, role, ask, answer, needs, command)"
      " SELECT 99, 3, name, role, ask, answer, needs, command FROM finding_check WHERE id = 8"));
  const std::string text = Render(database, "pir.md");
  CHECK(Contains(text, "**The evidence ends here.** To go further:"));
  CHECK(Contains(text, "**The evidence ends here**, as in chain 1;"));
  REQUIRE(database.Execute("UPDATE finding_check SET needs = 'another' WHERE id = 99"));
  CHECK_FALSE(Contains(Render(database, "pir.md"), "as in chain 1"));
}

TEST_CASE("pir: words that claim more than evidence can show do not occur") {
  const std::string text = WithoutEvidence(Render(OpenIncident(), "pir.md"));
  for (const char* word : {"human error", "should have", "could have", "obviously", "simply",
                           "just", "caused by", "MTTR"}) {
    INFO(word);
    CHECK_FALSE(
        std::regex_search(text, std::regex("\\b" + std::string(word) + "\\b", std::regex::icase)));
  }
}

TEST_CASE("pir: the number of TODOs is theirs, not the evidence's") {
  const std::string text = Render(OpenIncident(), "pir.md");
  const auto todos = Matches(text, R"(\n> \*\*TODO\(human\) ([a-z]+-[0-9]+):\*\*)");
  CHECK(todos.contains("impact-1"));
  CHECK(text.find("**" + std::to_string(todos.size()) + " places need a human**") !=
        std::string::npos);
}

TEST_CASE("pir: a long case file is cut to what a GitHub issue holds, and says so") {
  const Database database = OpenIncident();
  REQUIRE(database.Execute(R"(
      WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
      INSERT INTO source SELECT i, 4, i, i, printf('%.*c', 2000, '#'), '' FROM n)"));
  REQUIRE(database.Execute(R"(
      INSERT INTO finding SELECT id, 'F' || id, 1, 'a-rule', 'cause', 'possible', 'info', '', '', '',
        '', '', 'Cause number ' || id, '', '', 0, NULL, NULL, NULL, NULL FROM source WHERE id >= 100)"));
  REQUIRE(database.Execute(R"(
      INSERT INTO finding_check SELECT id, id, 'c', 'supports', 'yes', 'Is it so ' || id || '?', '', ''
        FROM source WHERE id >= 100)"));
  REQUIRE(database.Execute("INSERT INTO check_source SELECT id, id FROM source WHERE id >= 100"));
  REQUIRE(database.Execute(R"(
      INSERT INTO timeline SELECT id, 1, id * 1000000, id * 1000000, NULL, NULL, 'stated', '', 'event ' || id,
        1, NULL, 5 FROM source WHERE id >= 100)"));
  const std::string text = Render(database, "pir.md");
  CHECK(text.size() <= 60'000);
  CHECK(text.find("more in pir.html") != std::string::npos);
}

TEST_CASE("pir: an unknown zone and an unknown format are errors that tell what is known") {
  const Database database = OpenIncident();
  auto files = RenderReport(database, {.zone = "Mars/Olympus"});
  REQUIRE_FALSE(files);
  CHECK(files.error().message ==
        "unknown time zone \"Mars/Olympus\"; give an IANA name such as Australia/Sydney "
        "(package tzdata)");
  files = RenderReport(database, {.formats = {"pdf"}});
  REQUIRE_FALSE(files);
  CHECK(files.error().message ==
        "unknown report format \"pdf\"; known are md, html, json, csv, timesketch, "
        "actions, actions-json, sarif, junit");
}

TEST_CASE("pir: an earlier review in the folder that the program is called in is no template") {
  const TempFolder folder;
  folder.Write("pir.md", "an earlier review");
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  const std::string text = Render(OpenIncident(), "pir.md");
  std::filesystem::current_path(before);
  CHECK(text.find("an earlier review") == std::string::npos);
}

TEST_CASE("pir: documents that are made one after the other are those that are made alone") {
  const Database incident = OpenIncident();
  const ReportOptions options{.templates = {"ticket.md"}, .version = "1.2.3"};
  Reporter reporter(incident, options);
  for (int i = 0; i < 2; ++i) {
    const auto files = reporter.Render();
    const auto alone = RenderReport(incident, options);
    REQUIRE(files);
    REQUIRE(alone);
    REQUIRE(files->size() == alone->size());
    for (std::size_t file = 0; file < files->size(); ++file) {
      INFO((*alone)[file].name);
      CHECK((*files)[file].name == (*alone)[file].name);
      CHECK((*files)[file].text == (*alone)[file].text);
    }
    REQUIRE(incident.Execute("UPDATE finding SET title = 'another ' || title; DELETE FROM advice"));
  }
}

TEST_CASE("pir: a template that is missing or broken is an error that names it") {
  const Database database = OpenIncident();
  auto files = RenderReport(database, {.templates = {"no/such.md"}});
  REQUIRE_FALSE(files);
  CHECK(files.error().message ==
        "cannot open the template no/such.md, and none of that name is built in; there are " +
            Join(TemplateNames(), ", "));
}

}  // namespace howdunit::testing
