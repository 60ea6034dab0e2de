// Several bundles of one cluster, diagnosed as one story.

#include "rules/across_bundles.h"

#include <filesystem>
#include <map>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "rules/engine.h"
#include "rules/incidents.h"
#include "rules/link_causes.h"
#include "store/case_file.h"
#include "support/judge.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using Members = std::map<std::string, std::string>;

// --- What rules said of each bundle

// One rule's finding in one bundle.
struct Part {
  const Rule* rule = nullptr;
  std::int64_t bundle = 0;
  Verdict verdict = Verdict::kConfirmed;
  const char* node = "n1";
  std::int64_t count = 0;
  std::optional<Micros> first, last;
  int answered = 1;
};

std::vector<Evaluated> Merged(const std::vector<Part>& parts) {
  std::vector<Evaluated> all;
  for (const Part& part : parts) {
    Evaluated one;
    one.rule = part.rule;
    one.values = {{"bundle", std::to_string(part.bundle)}, {"node", part.node}};
    Finding& finding = one.finding;
    finding.rule = part.rule->id;
    finding.kind = part.rule->kind;
    finding.bundle = part.bundle;
    finding.verdict = part.verdict;
    finding.subject.node = Redact(part.node);
    finding.count = part.count;
    finding.span = {.first_earliest = part.first,
                    .first_latest = part.first,
                    .last_earliest = part.last,
                    .last_latest = part.last};
    for (int i = 0; i < part.answered; ++i) finding.checks.push_back({.answer = Answer::kYes});
    all.push_back(std::move(one));
  }
  // Bundles 2, 1 and 3 were captured in this order; 4 is of another cluster.
  MergeBundles({.bundles = {{2, 1, 3}, {4}}}, all);
  return all;
}

Rule Symptom() {
  Rule rule;
  rule.id = "symptom";
  rule.kind = "symptom";
  return rule;
}

Rule Cause() {
  Rule rule;
  rule.id = "cause";
  rule.kind = "cause";
  rule.explains = {{.rule = "symptom", .on = {"node"}}};
  return rule;
}

std::vector<std::int64_t> BundlesOf(const Finding& finding) {
  std::vector<std::int64_t> bundles;
  for (const Standing& standing : finding.standings) bundles.push_back(standing.bundle);
  return bundles;
}

TEST_CASE("bundles: the strongest verdict tells it, then the better answered, then the later",
          "[rules]") {
  const Rule rule = Symptom();
  const auto base = [&](const Part& one, const Part& other) {
    const auto merged = Merged({one, other});
    REQUIRE(merged.size() == 1);
    return merged[0].finding.bundle;
  };
  CHECK(base({.rule = &rule, .bundle = 1, .verdict = Verdict::kLikely},
             {.rule = &rule, .bundle = 2, .verdict = Verdict::kConfirmed}) == 2);
  CHECK(base({.rule = &rule, .bundle = 1, .answered = 1},
             {.rule = &rule, .bundle = 2, .answered = 2}) == 2);
  CHECK(base({.rule = &rule, .bundle = 1}, {.rule = &rule, .bundle = 2}) == 1);
}

TEST_CASE("bundles: what one rules out is open again if a later one cannot tell", "[rules]") {
  const Rule rule = Cause();
  const auto verdict = [&](Verdict before, Verdict after) {
    const auto merged = Merged({{.rule = &rule, .bundle = 2, .verdict = before},
                                {.rule = &rule, .bundle = 3, .verdict = after}});
    REQUIRE(merged.size() == 1);
    return merged[0].finding.verdict;
  };
  CHECK(verdict(Verdict::kRuledOut, Verdict::kUndetermined) == Verdict::kUndetermined);
  CHECK(verdict(Verdict::kUndetermined, Verdict::kRuledOut) == Verdict::kRuledOut);
  CHECK(verdict(Verdict::kPossible, Verdict::kRuledOut) == Verdict::kPossible);
}

TEST_CASE("bundles: the span reaches over all that hold, and counts are not added", "[rules]") {
  const Rule rule = Symptom();
  const auto merged = Merged(
      {{.rule = &rule, .bundle = 1, .count = 25, .first = 100, .last = 200},
       {.rule = &rule, .bundle = 3, .count = 42, .first = 150, .last = 300},
       {.rule = &rule, .bundle = 2, .verdict = Verdict::kRuledOut, .count = 99, .first = 1}});
  REQUIRE(merged.size() == 1);
  const Finding& finding = merged[0].finding;
  CHECK(finding.count == 42);
  CHECK(finding.span.first_earliest == 100);
  CHECK(finding.span.last_latest == 300);
  CHECK(BundlesOf(finding) == std::vector<std::int64_t>{2, 1, 3});
  CHECK(merged[0].held.size() == 2);
}

TEST_CASE("bundles: other clusters, other subjects and nodes without a name stay apart",
          "[rules]") {
  const Rule rule = Symptom();
  CHECK(Merged({{.rule = &rule, .bundle = 1}, {.rule = &rule, .bundle = 4}}).size() == 2);
  CHECK(Merged({{.rule = &rule, .bundle = 1}, {.rule = &rule, .bundle = 2, .node = "n2"}}).size() ==
        2);
  CHECK(Merged({{.rule = &rule, .bundle = 1, .node = ""}, {.rule = &rule, .bundle = 2, .node = ""}})
            .size() == 2);
}

TEST_CASE("bundles: a cause explains only what some bundle shows together with it", "[rules]") {
  const Rule symptom = Symptom();
  const Rule cause = Cause();
  const auto explains = [&](const std::vector<Part>& parts) {
    auto merged = Merged(parts);
    LinkCauses(merged, [](const Finding&) { return false; });
    return std::any_of(merged.begin(), merged.end(),
                       [](const Evaluated& one) { return !one.finding.explains.empty(); });
  };
  const Part seen_first{.rule = &symptom, .bundle = 2};
  const Part cause_later{.rule = &cause, .bundle = 1};
  CHECK_FALSE(explains({seen_first, cause_later}));
  CHECK_FALSE(explains(
      {seen_first, cause_later, {.rule = &cause, .bundle = 2, .verdict = Verdict::kRuledOut}}));
  CHECK(explains({seen_first, cause_later, {.rule = &symptom, .bundle = 1}}));
}

// --- Whole bundles

Diagnosis DiagnoseAll(const std::vector<Members>& bundles) {
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  for (const Members& members : bundles) {
    REQUIRE(file->AddBundle(IngestTexts(members, testing::TheJudge().scanner, {})));
  }
  auto diagnosis = Diagnose(file->database(), testing::TheJudge().book);
  if (!diagnosis) FAIL(diagnosis.error().message);
  REQUIRE(file->ReplaceDiagnosis(*diagnosis));
  return std::move(*diagnosis);
}

Members NodesAt(const std::string& date, const std::string& status) {
  return {{"date.txt", date + "\n"},
          {"get-nodes.txt",
           "NAME   STATUS     ROLES    AGE   VERSION\n"
           "n1     Ready      <none>   41d   v1.29.3\n"
           "n2     " +
               status + "   <none>   41d   v1.29.3\n"}};
}

Members ReadSample(const std::string& name) {
  Members members;
  const std::filesystem::path folder = std::filesystem::path(SOURCE_DIR) / "samples" / name;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    members[entry.path().lexically_relative(folder).string()] =
        testing::ReadFile(entry.path().string());
  }
  return members;
}

const Finding& TheFinding(const Diagnosis& diagnosis, const std::string& rule) {
  const Finding* found = nullptr;
  for (const Finding& finding : diagnosis.findings) {
    if (finding.rule != rule) continue;
    CHECK(found == nullptr);
    found = &finding;
  }
  REQUIRE(found != nullptr);
  return *found;
}

const Members kBefore = NodesAt("2026-05-23T02:00:00Z", "Ready   ");
const Members kDuring = NodesAt("2026-05-23T02:30:00Z", "NotReady");
const Members kAfter = NodesAt("2026-05-23T03:00:00Z", "Ready   ");

TEST_CASE("bundles: before, during and after are one finding with three standings", "[rules]") {
  const Diagnosis diagnosis = DiagnoseAll({kAfter, kDuring, kBefore});
  CHECK(diagnosis.clusters == std::vector<std::vector<std::int64_t>>{{3, 2, 1}});
  const Finding& finding = TheFinding(diagnosis, "node-not-ready");
  CHECK(finding.bundle == 2);
  CHECK(BundlesOf(finding) == std::vector<std::int64_t>{3, 2, 1});
  CHECK(finding.standings[0].verdict == Verdict::kRuledOut);
  CHECK(finding.standings[1].verdict == Verdict::kConfirmed);
  CHECK(finding.standings[1].says.str() == "Does a list of nodes show n2 as not Ready? yes");
  CHECK(finding.standings[2].verdict == Verdict::kRuledOut);
  CHECK(finding.standings[2].says.str() ==
        "Is the condition Ready of n2 not True? no; Does a list of nodes show n2 as not Ready? no");
  CHECK(finding.standings[2].sources.size() == 1);
}

TEST_CASE("bundles: one that does not say how it is leaves it open", "[rules]") {
  const Members silent = {
      {"get-pods.txt",
       "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   "
       "READINESS GATES\n"
       "shop        web-1   1/1     Running   0          3h    10.0.0.1   n2     <none>           "
       "<none>\n"}};
  const Diagnosis diagnosis = DiagnoseAll({kDuring, silent});
  REQUIRE(diagnosis.clusters.size() == 1);
  const Finding& finding = TheFinding(diagnosis, "node-not-ready");
  REQUIRE(finding.standings.size() == 2);
  CHECK(finding.standings[1].verdict == Verdict::kUndetermined);
  CHECK(finding.standings[1].sources.empty());
}

TEST_CASE("bundles: a symptom that stays is one finding, told by the later bundle", "[rules]") {
  const Members still = NodesAt("2026-05-23T02:50:00Z", "NotReady");
  const Diagnosis diagnosis = DiagnoseAll({kDuring, still});
  const Finding& finding = TheFinding(diagnosis, "node-not-ready");
  CHECK(finding.bundle == 2);
  CHECK(diagnosis.incidents.size() == 1);
}

TEST_CASE("bundles: of one bundle there are no standings, and of two clusters neither", "[rules]") {
  CHECK(TheFinding(DiagnoseAll({kDuring}), "node-not-ready").standings.empty());
  Members elsewhere = kDuring;
  std::string& nodes = elsewhere["get-nodes.txt"];
  for (std::size_t at = nodes.find("\nn"); at != std::string::npos;
       at = nodes.find("\nn", at + 1)) {
    nodes[at + 1] = 'm';
  }
  const Diagnosis two = DiagnoseAll({kDuring, elsewhere});
  CHECK(two.clusters.size() == 2);
  CHECK(two.findings.size() == 2);
  for (const Finding& finding : two.findings) CHECK(finding.standings.empty());
}

// All that a diagnosis says, without the ids of bundles and sources.
std::string Told(const Diagnosis& diagnosis) {
  std::string all;
  const auto tell = [&](const std::string& text) { all += text + "\n"; };
  for (const Finding& finding : diagnosis.findings) {
    tell(finding.name + " " + finding.rule + " " + std::string(VerdictName(finding.verdict)) + " " +
         finding.title.str() + " " + std::to_string(finding.count));
    for (const AnswerSentence& sentence : finding.answer) tell(sentence.text.str());
    for (const std::size_t effect : finding.explains) tell("explains " + std::to_string(effect));
    for (const Standing& standing : finding.standings) {
      tell(std::string(VerdictName(standing.verdict)) + ": " + standing.says.str() + " " +
           std::to_string(standing.sources.size()));
    }
  }
  for (const Incident& incident : diagnosis.incidents) {
    for (const IncidentFinding& part : incident.findings) {
      tell(incident.name + " " + part.role + " " + std::to_string(part.finding));
    }
  }
  for (const TimelineRow& row : diagnosis.timeline) {
    tell(std::to_string(row.earliest) + " " + row.text.str() + " " + std::to_string(row.count) +
         " " + std::to_string(row.sources.size()));
  }
  for (const Unexplained& row : diagnosis.unexplained) {
    tell(row.text.str() + " " + std::to_string(row.count));
  }
  for (const Benign& row : diagnosis.benign) tell(row.text.str() + " " + std::to_string(row.count));
  return all;
}

TEST_CASE("bundles: the order in which they are given changes nothing", "[rules]") {
  const Members quiet = ReadSample("healthy");
  const Members failing = ReadSample("k8s01-path-mismatch");
  const Diagnosis diagnosis = DiagnoseAll({quiet, failing});
  REQUIRE(diagnosis.clusters.size() == 1);
  CHECK(Told(diagnosis) == Told(DiagnoseAll({failing, quiet})));
  CHECK(Told(DiagnoseAll({kBefore, kDuring, kAfter})) ==
        Told(DiagnoseAll({kAfter, kBefore, kDuring})));
}

TEST_CASE("bundles: one failure that two bundles show is told once", "[rules]") {
  const Members once = ReadSample("k8s01-path-mismatch");
  Members again = once;
  again["note.txt"] = "the same, copied\n";
  const Diagnosis alone = DiagnoseAll({once});
  const Diagnosis both = DiagnoseAll({once, again});
  CHECK(both.findings.size() == alone.findings.size());
  CHECK(both.incidents.size() == alone.incidents.size());
  CHECK(both.benign.size() == alone.benign.size());
  REQUIRE(both.timeline.size() == alone.timeline.size());
  for (std::size_t i = 0; i < alone.timeline.size(); ++i) {
    CHECK(both.timeline[i].text == alone.timeline[i].text);
    CHECK(both.timeline[i].count == alone.timeline[i].count);
  }
}

}  // namespace
}  // namespace howdunit
