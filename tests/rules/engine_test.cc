#include "rules/engine.h"

#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/ingest.h"
#include "rules/evaluate.h"
#include "rules/fill.h"
#include "rules/rule.h"
#include "store/case_file.h"
#include "support/judge.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

constexpr Answer kYes = Answer::kYes;
constexpr Answer kNo = Answer::kNo;
constexpr Answer kUnknown = Answer::kUnknown;

Verdict JudgeAll(std::initializer_list<std::pair<const char*, Answer>> answers) {
  std::vector<CheckResult> checks;
  for (const auto& [role, answer] : answers) {
    checks.push_back({.name = "c", .role = role, .answer = answer});
  }
  return Judge(checks);
}

TEST_CASE("judge: what answers in their roles mean", "[rules]") {
  CHECK(JudgeAll({{"refutes", kYes}, {"decides", kYes}}) == Verdict::kRuledOut);
  CHECK(JudgeAll({{"requires", kNo}, {"decides", kYes}}) == Verdict::kRuledOut);
  CHECK(JudgeAll({{"requires", kYes}, {"decides", kYes}}) == Verdict::kConfirmed);
  CHECK(JudgeAll({{"decides", kYes}, {"refutes", kUnknown}}) == Verdict::kConfirmed);
  CHECK(JudgeAll({{"requires", kUnknown}, {"decides", kYes}}) == Verdict::kPossible);
  CHECK(JudgeAll({{"requires", kYes}, {"decides", kUnknown}, {"supports", kYes}}) ==
        Verdict::kLikely);
  CHECK(JudgeAll({{"requires", kYes}, {"decides", kUnknown}}) == Verdict::kPossible);
  CHECK(JudgeAll({{"requires", kUnknown}, {"supports", kYes}}) == Verdict::kPossible);
  CHECK(JudgeAll({{"requires", kYes}, {"decides", kNo}}) == Verdict::kRuledOut);
  CHECK(JudgeAll({{"requires", kUnknown}, {"decides", kUnknown}}) == Verdict::kUndetermined);
  CHECK(JudgeAll({{"supports", kNo}}) == Verdict::kUndetermined);
}

TEST_CASE("fill: a sentence with a hole is not said", "[rules]") {
  const Values values = {{"node", "n1"},
                         {"check.at", "1779504363000000"},
                         {"span", "2640000000"},
                         {"hash", "0123456789abcdef"},
                         {"empty", ""}};
  CHECK(Fill("on {node}", values) == "on n1");
  CHECK(Fill("on {other}", values).empty());
  CHECK(Fill("on {empty}", values).empty());
  CHECK(Fill("on {other|some node}", values) == "on some node");
  CHECK(Fill("calico-node {other|} on {node}", values) == "calico-node on n1");
  CHECK(Fill("at {check.at:time} for {span:duration}, {hash:short}", values) ==
        "at 2026-05-23T02:46:03Z for 44m, 0123456789ab");
  CHECK(Fill("{{literal}", values) == "{literal}");
}

TEST_CASE("fill: only plain values reach a command", "[rules]") {
  CHECK(FillCommand("kubectl describe node {node}", {{"node", "k8s01.example.org"}}) ==
        "kubectl describe node k8s01.example.org");
  CHECK(FillCommand("kubectl describe node {node}", {{"node", "x; rm -rf /"}}) ==
        "kubectl describe node NODE");
  CHECK(FillCommand("kubectl describe node {node}", {{"node", "--all"}}) ==
        "kubectl describe node NODE");
}

constexpr std::string_view kRule = R"(kind: cause
severity: warning
title: "Pod {pod} is bad"
question: "How?"
subject: SELECT bundle, namespace, name AS pod FROM pod
checks:
  - id: running
    role: decides
    ask: "Is it running?"
    yes: SELECT source, status FROM pod WHERE name = :pod AND status = 'Running'
    no: SELECT source FROM pod WHERE name = :pod AND status = 'Failed'
    covered: SELECT source FROM coverage WHERE topic = 'pods'
    needs: "the pod"
    gather: "kubectl get pod {pod}"
answer:
  - says: "It is {running.status}."
    from: [running]
  - says: "It is not."
    from: ["!running"]
tests:
  - { name: a, verdict: silent }
  - { name: b, verdict: confirmed }
)";

BundleContents OnePod(const std::string& status) {
  BundleContents contents;
  contents.bundle.sha256 = "x";
  contents.members.resize(1);
  PodRecord pod;
  pod.source.line = 1;
  pod.name = "web";
  pod.status = Redact(status);
  contents.pods.push_back(pod);
  return contents;
}

Finding FindingFor(const std::string& status, bool covered, bool with_source = true) {
  const auto rule = ParseRule("catalog/test.yaml", kRule);
  if (!rule) FAIL(rule.error().message);
  Rule changed = *rule;
  if (!with_source) changed.checks[0].yes = "SELECT status FROM pod WHERE status = 'Running'";
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  BundleContents contents = OnePod(status);
  if (covered) {
    CoverageRecord coverage;
    coverage.topic = "pods";
    coverage.source.line = 2;
    contents.coverage.push_back(coverage);
  }
  REQUIRE(file->AddBundle(contents));
  Queries queries(file->database());
  const auto evaluated = EvaluateRule(queries, changed);
  if (!evaluated) FAIL(evaluated.error().message);
  REQUIRE(evaluated->findings.size() == 1);
  return evaluated->findings.front().finding;
}

TEST_CASE("diagnose: a rule that finds no end is given up and named; the others are asked",
          "[rules]") {
  const auto rule = ParseRule("catalog/test.yaml", kRule);
  REQUIRE(rule);
  Rule endless = *rule;
  endless.id = "endless";
  endless.subject =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
      " SELECT i AS bundle FROM n WHERE i < 0";
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(OnePod("Running")));
  RuleBook book;
  book.rules = {endless, *rule};
  const auto diagnosis = Diagnose(file->database(), book);
  if (!diagnosis) FAIL(diagnosis.error().message);
  CHECK(diagnosis->unasked == std::vector<std::string>{"endless"});
  CHECK(diagnosis->findings.size() == 1);
  REQUIRE(file->ReplaceDiagnosis(*diagnosis));
  REQUIRE(file->ReplaceDiagnosis(*diagnosis));  // again, as `howdunit diagnose` does
  Statement said =
      file->database().Prepare("SELECT value FROM setting WHERE name LIKE 'rules not asked%'");
  REQUIRE(said.Step());
  CHECK(said.Text(0) == "endless");
}

TEST_CASE("diagnose: a rule with more subjects than are asked about is named", "[rules]") {
  const auto rule = ParseRule("catalog/test.yaml", kRule);
  REQUIRE(rule);
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(OnePod("Running")));
  RuleBook book;
  book.rules = {*rule};
  const auto unasked = [&](int subjects) {
    book.rules[0].subject =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
        std::to_string(subjects) + ") SELECT 1 AS bundle, 'pod-' || i AS pod FROM n";
    const auto diagnosis = Diagnose(file->database(), book);
    if (!diagnosis) FAIL(diagnosis.error().message);
    return diagnosis->unasked;
  };
  CHECK(unasked(5000).empty());
  CHECK(unasked(5001) == std::vector<std::string>{rule->id + " beyond its first 5000 subjects"});
}

TEST_CASE("diagnose: a dated symptom whose rule tells no more is on the timeline by its title",
          "[rules]") {
  const auto rule = ParseRule("catalog/test.yaml", kRule);
  REQUIRE(rule);
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(OnePod("Running")));
  const auto timeline = [&](const std::string& kind, const std::string& first) {
    RuleBook book;
    book.rules = {*rule};
    book.rules[0].kind = kind;
    book.rules[0].subject = "SELECT bundle, name AS pod, 3 AS count, " + first +
                            " AS first_earliest, 7 AS first_latest, 9 AS last_latest FROM pod";
    const auto diagnosis = Diagnose(file->database(), book);
    if (!diagnosis) FAIL(diagnosis.error().message);
    return diagnosis->timeline;
  };
  const std::vector<TimelineRow> rows = timeline("symptom", "5");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].text.str() == "Pod web is bad");
  CHECK(rows[0].earliest == 5);
  CHECK(rows[0].latest == 7);
  CHECK(rows[0].until_latest == 9);
  CHECK(rows[0].count == 3);
  CHECK(rows[0].sources.size() == 1);
  CHECK(timeline("symptom", "NULL").empty());
  CHECK(timeline("cause", "5").empty());
}

// What was found, in words.
std::vector<std::string> Told(const Diagnosis& diagnosis) {
  std::vector<std::string> told;
  for (const Finding& finding : diagnosis.findings) {
    told.push_back(finding.name + " " + finding.rule + " " +
                   std::string(VerdictName(finding.verdict)) + " " + finding.subject.node.str() +
                   " " + finding.subject.pod.str() + ": " + finding.title.str());
    for (const AnswerSentence& said : finding.answer) told.push_back(said.text.str());
  }
  for (const std::string& rule : diagnosis.unasked) told.push_back("not asked: " + rule);
  return told;
}

TEST_CASE("diagnose: two threads find what one finds", "[rules]") {
  const auto& [book, scanner] = testing::TheJudge();
  for (const char* sample : {"k8s01-path-mismatch", "signing-key-rotated", "typha-unhealthy"}) {
    INFO(sample);
    const testing::TempFolder folder;
    auto file = CaseFile::Open(folder / "case.db", Durability::kNone);
    REQUIRE(file);
    auto contents = IngestBundle(std::string(SOURCE_DIR "/samples/") + sample, scanner, {});
    REQUIRE(contents);
    REQUIRE(file->AddBundle(*std::move(contents)));
    auto twin = file->database().OpenTwin();
    REQUIRE(twin);
    const auto alone = Diagnose(file->database(), book);
    const auto together = Diagnose(file->database(), book, &*twin);
    REQUIRE(alone);
    REQUIRE(together);
    CHECK(Told(*alone).size() > 3);
    CHECK(Told(*together) == Told(*alone));
  }
}

TEST_CASE("evaluate: rows for yes, rows for no, coverage, or nothing", "[rules]") {
  const Finding yes = FindingFor("Running", false);
  CHECK(yes.verdict == Verdict::kConfirmed);
  CHECK(yes.title.str() == "Pod web is bad");
  REQUIRE(yes.answer.size() == 1);
  CHECK(yes.answer[0].text.str() == "It is Running.");
  CHECK(yes.answer[0].sources.size() == 1);
  CHECK(FindingFor("Failed", false).verdict == Verdict::kRuledOut);
  CHECK(FindingFor("Pending", true).checks[0].answer == Answer::kNo);
  const Finding unknown = FindingFor("Pending", false);
  CHECK(unknown.verdict == Verdict::kUndetermined);
  CHECK(unknown.checks[0].needs.str() == "the pod");
  CHECK(unknown.checks[0].command.str() == "kubectl get pod web");
  CHECK(unknown.answer.empty());
}

TEST_CASE("evaluate: rows of one subject become one finding, by the strongest verdict", "[rules]") {
  auto rule =
      ParseRule("catalog/test.yaml",
                ReplaceAll(kRule, "SELECT bundle, namespace, name AS pod FROM pod",
                           "SELECT pod.bundle, namespace, pod.name AS component, wanted, 3 AS count"
                           " FROM pod JOIN (SELECT 'none' AS wanted UNION ALL SELECT 'web'"
                           " UNION ALL SELECT 'wobble' UNION ALL SELECT 'web2')"));
  if (!rule) FAIL(rule.error().message);
  rule->title = "{wanted}";
  rule->answer = {{.says = "It is {running.name}.", .from = {"running"}}};
  rule->checks[0].yes = "SELECT source, name FROM pod WHERE name = :wanted";
  rule->checks[0].no = "";
  BundleContents contents = OnePod("Running");
  contents.pods.push_back(contents.pods[0]);
  contents.pods[1].name = "web2";
  contents.pods[1].source.line = 7;
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(contents));
  rule->subject += " WHERE pod.name = 'web'";
  Queries queries(file->database());
  const auto evaluated = EvaluateRule(queries, *rule);
  if (!evaluated) FAIL(evaluated.error().message);
  REQUIRE(evaluated->findings.size() == 1);
  const Finding& finding = evaluated->findings.front().finding;
  CHECK(finding.verdict == Verdict::kConfirmed);
  CHECK(finding.title.str() == "web");
  CHECK(finding.count == 3);
  REQUIRE(finding.answer.size() == 2);
  CHECK(finding.answer[0].text.str() == "It is web.");
  CHECK(finding.answer[1].text.str() == "It is web2.");
  CHECK(finding.checks[0].sources.size() == 2);
}

TEST_CASE("rule files: what several questions begin from is written once", "[rules]") {
  const auto parse = [](const std::string& with) {
    return ParseRule(
        "catalog/test.yaml",
        "with:\n" + with +
            "kind: cause\nseverity: warning\ntitle: a\nquestion: a\n"
            "subject: SELECT bundle, pod FROM failed\n"
            "checks:\n"
            "  - id: own\n    role: decides\n    ask: a\n"
            "    yes: |\n"
            "      -- By the last.\n"
            "      with recursive last(n) AS (SELECT 1)\n"
            "      SELECT source FROM failed_pods, last\n"
            "    no: SELECT source FROM pod WHERE name <> 'unfailed'\n"
            "answer:\n  - { says: a, from: [own] }\n"
            "timeline:\n  - { query: SELECT 1 FROM failed, says: a }\n"
            "tests:\n  - { name: a, verdict: silent }\n  - { name: b, verdict: silent }\n");
  };
  const std::string tables =
      "  failed: SELECT * FROM failed_pods -- all\n"
      "  failed_pods: SELECT bundle, name AS pod, source FROM pod WHERE status = 'Failed'\n";
  const auto rule = parse(tables);
  if (!rule) FAIL(rule.error().message);
  const std::string both =
      "failed AS (SELECT * FROM failed_pods -- all\n),\n"
      "failed_pods AS (SELECT bundle, name AS pod, source FROM pod WHERE status = 'Failed'\n)";
  CHECK(rule->subject == "WITH " + both + "\nSELECT bundle, pod FROM failed");
  CHECK(rule->checks[0].yes ==
        "-- By the last.\nWITH RECURSIVE " + both +
            ",\nlast(n) AS (SELECT 1)\nSELECT source FROM failed_pods, last\n");
  CHECK(rule->checks[0].no == "SELECT source FROM pod WHERE name <> 'unfailed'");
  CHECK(rule->timeline[0].query == "WITH " + both + "\nSELECT 1 FROM failed");
  const auto unused = parse(tables + "  lost: SELECT 1 FROM lost\n");
  REQUIRE_FALSE(unused);
  CHECK(unused.error().message == "catalog/test.yaml:4: with: no question names \"lost\"");
}

TEST_CASE("evaluate: an answer without evidence is no answer", "[rules]") {
  CHECK(FindingFor("Running", false, false).checks[0].answer == Answer::kUnknown);
}

TEST_CASE("rule files: errors name file, line and what is wrong", "[rules]") {
  const auto error = [](const std::string& from, const std::string& to) {
    const auto rule = ParseRule("catalog/test.yaml", ReplaceAll(kRule, from, to));
    REQUIRE_FALSE(rule);
    return rule.error().message;
  };
  CHECK(Contains(error("severity: warning", "severity: fatal"), "catalog/test.yaml:2: [severity]"));
  CHECK(Contains(error("role: decides", "role: proves"), "catalog/test.yaml:8: [checks][0][role]"));
  CHECK(error("from: [running]", "from: [walking]") ==
        "catalog/test.yaml:1: answer: there is no check \"walking\"");
  CHECK(Contains(error("kind: cause", "kind: [cause"), "catalog/test.yaml"));
}

}  // namespace
}  // namespace howdunit
