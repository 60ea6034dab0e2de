#include "rules/incidents.h"

#include <catch2/catch.hpp>

#include "core/time.h"
#include "rules/link_causes.h"
#include "rules/rule.h"

namespace howdunit {
namespace {

TEST_CASE("incidents: a cause alone is one where no symptom is in the evidence at all", "[rules]") {
  const auto finding = [](const char* kind, Verdict verdict) {
    Finding made;
    made.kind = kind;
    made.verdict = verdict;
    made.rule = kind;
    return made;
  };
  const Finding cause = finding("cause", Verdict::kConfirmed);
  const std::vector<Incident> alone = BuildIncidents({cause});
  REQUIRE(alone.size() == 1);
  CHECK(alone[0].chains == std::vector<std::vector<std::size_t>>{{0}});
  CHECK(alone[0].findings.front().role == "root");
  CHECK(BuildIncidents({finding("cause", Verdict::kPossible)}).empty());
  CHECK(BuildIncidents({finding("risk", Verdict::kConfirmed)}).empty());
  const std::vector<Incident> beside =
      BuildIncidents({finding("symptom", Verdict::kConfirmed), cause});
  REQUIRE(beside.size() == 1);
  CHECK(beside[0].chains == std::vector<std::vector<std::size_t>>{{0}});
  // What it may have led to is not shown.
  Finding leading = cause;
  leading.explains = {1};
  const std::vector<Incident> leads =
      BuildIncidents({leading, finding("cause", Verdict::kPossible)});
  REQUIRE(leads.size() == 1);
  CHECK(leads[0].chains == std::vector<std::vector<std::size_t>>{{0}});
}

TEST_CASE("incidents: a symptom whose effects are causes only begins its chain itself", "[rules]") {
  const auto finding = [](const char* kind, std::vector<std::size_t> explains) {
    Finding made;
    made.kind = kind;
    made.verdict = Verdict::kConfirmed;
    made.explains = std::move(explains);
    return made;
  };
  // The kubelet is down, so the node is not Ready, so it is tainted: no pod waits because of that.
  const std::vector<Incident> incidents =
      BuildIncidents({finding("cause", {1}), finding("symptom", {2}), finding("cause", {})});
  REQUIRE(incidents.size() == 1);
  CHECK(incidents[0].chains == std::vector<std::vector<std::size_t>>{{1, 0}});
  // Where a pod does wait, the chain begins with it.
  const std::vector<Incident> waiting =
      BuildIncidents({finding("cause", {1}), finding("symptom", {2}), finding("cause", {3}),
                      finding("symptom", {})});
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].chains == std::vector<std::vector<std::size_t>>{{1, 0}, {3, 2, 1}});
}

TEST_CASE("incidents: of causes of one rule the one that began last is told", "[rules]") {
  const auto finding = [](const char* kind, std::int64_t began, std::vector<std::size_t> explains) {
    Finding made;
    made.kind = kind;
    made.verdict = Verdict::kConfirmed;
    made.span.first_earliest = began;
    made.explains = std::move(explains);
    return made;
  };
  using Chains = std::vector<std::vector<std::size_t>>;
  std::vector<Finding> findings = {finding("symptom", 30, {}), finding("cause", 10, {0}),
                                   finding("cause", 20, {0}), finding("cause", 0, {0})};
  findings[3].span = {};
  CHECK(BuildIncidents(findings)[0].chains == Chains{{0, 2}});
  findings[2].rule = "another";
  CHECK(BuildIncidents(findings)[0].chains == Chains{{0, 1}});
  findings[2].rule = "";
  // One that something further explains goes before it.
  findings.push_back(finding("cause", 5, {1}));
  CHECK(BuildIncidents(findings)[0].chains == Chains{{0, 1, 4}});
  findings[2].verdict = Verdict::kLikely;
  findings.pop_back();
  CHECK(BuildIncidents(findings)[0].chains == Chains{{0, 1}});
}

TEST_CASE("incidents: the same root at the same time on several nodes is one", "[rules]") {
  const auto finding = [](const char* kind, const char* node, std::vector<std::size_t> explains) {
    Finding made;
    made.kind = kind;
    made.rule = kind;
    made.verdict = Verdict::kConfirmed;
    made.subject.node = RedactIdentifier(node);
    made.explains = std::move(explains);
    return made;
  };
  std::vector<Finding> findings = {finding("symptom", "w1", {}), finding("symptom", "w2", {}),
                                   finding("cause", "w1", {0}), finding("cause", "w2", {1})};
  const std::vector<Incident> one = BuildIncidents(findings);
  REQUIRE(one.size() == 1);
  CHECK(one[0].chains == std::vector<std::vector<std::size_t>>{{0, 2}, {1, 3}});

  SECTION("not if it was over on one when it began on the other") {
    findings[0].span = {
        .first_earliest = 10, .first_latest = 10, .last_earliest = 20, .last_latest = 20};
    findings[1].span = {
        .first_earliest = 30, .first_latest = 30, .last_earliest = 40, .last_latest = 40};
    CHECK(BuildIncidents(findings).size() == 2);
    findings[1].span.first_earliest = 20;
    CHECK(BuildIncidents(findings).size() == 1);
  }
  SECTION("not if it is about something else there") {
    findings[3].subject.component = RedactIdentifier("runc");
    CHECK(BuildIncidents(findings).size() == 2);
  }
  SECTION("not if nothing was seen of it there") {
    findings[3].explains = {};
    const std::vector<Incident> two = BuildIncidents(findings);
    REQUIRE(two.size() == 2);
    CHECK(two[0].chains == std::vector<std::vector<std::size_t>>{{0, 2}});
  }
}

TEST_CASE("incidents: what begins on several nodes within a minute is one, also without a cause",
          "[rules]") {
  const auto symptom = [](const char* node, Micros seconds) {
    Finding made;
    made.kind = "symptom";
    made.rule = "disk-errors";
    made.verdict = Verdict::kConfirmed;
    made.subject.node = RedactIdentifier(node);
    const Micros at = seconds * kSecond;
    made.span = {
        .first_earliest = at, .first_latest = at, .last_earliest = at, .last_latest = at + kMinute};
    return made;
  };
  CHECK(BuildIncidents({symptom("w1", 0), symptom("w2", 60)}).size() == 1);
  CHECK(BuildIncidents({symptom("w1", 0), symptom("w2", 61)}).size() == 2);

  std::vector<Finding> findings = {symptom("w1", 0), symptom("w2", 1)};
  SECTION("not if it says something else there") {
    findings[1].subject.pod = RedactIdentifier("web-1");
    CHECK(BuildIncidents(findings).size() == 2);
  }
  SECTION("not if nobody knows when it began") {
    findings[1].span.first_earliest.reset();
    CHECK(BuildIncidents(findings).size() == 2);
  }
  SECTION("not if a cause of one of them is known") {
    Finding cause = symptom("w2", 0);
    cause.kind = "cause";
    cause.explains = {1};
    findings.push_back(cause);
    CHECK(BuildIncidents(findings).size() == 2);
  }
}

TEST_CASE("incidents: the graver and wider comes first, whatever its rules are called", "[rules]") {
  const auto finding = [](const char* rule, const char* kind, const char* severity,
                          std::vector<std::size_t> explains) {
    Finding made;
    made.kind = kind;
    made.rule = rule;
    made.severity = severity;
    made.verdict = Verdict::kConfirmed;
    made.explains = std::move(explains);
    return made;
  };
  const auto first_symptom = [](const std::vector<Finding>& findings) {
    return findings[BuildIncidents(findings).front().chains.front().front()].rule;
  };
  CHECK(first_symptom({finding("a", "symptom", "warning", {}),
                       finding("b", "symptom", "critical", {}), finding("c", "cause", "", {0}),
                       finding("d", "cause", "", {1})}) == "b");
  CHECK(first_symptom({finding("a", "symptom", "warning", {}),
                       finding("b", "symptom", "warning", {}), finding("c", "cause", "", {1})}) ==
        "b");
  CHECK(
      first_symptom({finding("a", "symptom", "warning", {}), finding("b", "symptom", "warning", {}),
                     finding("e", "symptom", "warning", {}), finding("c", "cause", "", {0}),
                     finding("d", "cause", "", {1, 2})}) == "b");
  CHECK(first_symptom({finding("a", "symptom", "warning", {}),
                       finding("b", "symptom", "critical", {}), finding("c", "cause", "", {0})}) ==
        "b");
  // Many of a kind are not more than one of it.
  CHECK(
      first_symptom({finding("a", "symptom", "warning", {}), finding("b", "symptom", "warning", {}),
                     finding("b", "symptom", "warning", {}), finding("c", "cause", "", {0}),
                     finding("d", "cause", "", {1, 2})}) == "a");
}

struct Part {
  const char* rule;
  const char* kind;
  Verdict verdict;
  const char* node;
  std::optional<Micros> first;
};

bool BeganWhenSeen(const Finding&) { return false; }
bool MayBeOlder(const Finding&) { return true; }

std::vector<Evaluated> Link(const std::vector<Rule>& rules, const std::vector<Part>& parts,
                            bool (*begins_open)(const Finding&) = BeganWhenSeen) {
  std::vector<Evaluated> all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Evaluated one;
    one.rule = &rules[i];
    one.finding.rule = parts[i].rule;
    one.finding.kind = parts[i].kind;
    one.finding.verdict = parts[i].verdict;
    one.finding.subject.node = Redact(parts[i].node);
    one.finding.span.first_earliest = parts[i].first;
    one.finding.span.first_latest = parts[i].first;
    all.push_back(std::move(one));
  }
  LinkCauses(all, begins_open);
  return all;
}

std::vector<Rule> ChainRules() {
  std::vector<Rule> rules(4);
  rules[1].explains = {{.rule = "symptom", .on = {"node"}}};
  rules[2].explains = {{.rule = "cause", .on = {"node"}}};
  rules[3].explains = {{.rule = "symptom", .on = {"node"}}};
  return rules;
}

TEST_CASE("incidents: chains go from symptom to root along what holds", "[rules]") {
  const auto rules = ChainRules();
  const auto all = Link(rules, {{"symptom", "symptom", Verdict::kConfirmed, "n1", 100},
                                {"cause", "cause", Verdict::kConfirmed, "n1", 50},
                                {"root", "cause", Verdict::kConfirmed, "n1", {}},
                                {"other", "cause", Verdict::kRuledOut, "n1", {}}});
  CHECK(all[1].finding.explains == std::vector<std::size_t>{0});
  CHECK(all[3].finding.explains.empty());
  std::vector<Finding> findings;
  for (const Evaluated& one : all) findings.push_back(one.finding);
  const auto incidents = BuildIncidents(findings);
  REQUIRE(incidents.size() == 1);
  CHECK(incidents[0].chains == std::vector<std::vector<std::size_t>>{{0, 1, 2}});
  CHECK(incidents[0].findings[2].role == "root");
}

TEST_CASE("incidents: a cause that starts after its effect, or elsewhere, explains nothing",
          "[rules]") {
  const auto rules = ChainRules();
  const auto late = Link(rules, {{"symptom", "symptom", Verdict::kConfirmed, "n1", 100},
                                 {"cause", "cause", Verdict::kConfirmed, "n1", 101}});
  CHECK(late[1].finding.explains.empty());
  // Its list tells only when it was seen last.
  const auto open = Link(rules,
                         {{"symptom", "symptom", Verdict::kConfirmed, "n1", 100},
                          {"cause", "cause", Verdict::kConfirmed, "n1", 101}},
                         MayBeOlder);
  CHECK(open[1].finding.explains == std::vector<std::size_t>{0});
  const auto days_later = Link(rules,
                               {{"symptom", "symptom", Verdict::kConfirmed, "n1", 100},
                                {"cause", "cause", Verdict::kConfirmed, "n1", 2 * kDay}},
                               MayBeOlder);
  CHECK(days_later[1].finding.explains.empty());
  const auto elsewhere = Link(rules, {{"symptom", "symptom", Verdict::kConfirmed, "n1", 100},
                                      {"cause", "cause", Verdict::kConfirmed, "n2", 50}});
  CHECK(elsewhere[1].finding.explains.empty());
}

TEST_CASE("incidents: what is undetermined says what it would explain, and joins nothing",
          "[rules]") {
  const auto linked = Link(ChainRules(), {{"symptom", "symptom", Verdict::kConfirmed, "n1", 100},
                                          {"cause", "cause", Verdict::kUndetermined, "n1", 50}});
  CHECK(linked[1].finding.explains.empty());
  CHECK(linked[1].finding.would_explain == std::vector<std::size_t>{0});
  CHECK(BuildIncidents({linked[0].finding, linked[1].finding}).front().findings.size() == 1);
}

TEST_CASE("incidents: what ended long before explains nothing that begins later", "[rules]") {
  auto rules = ChainRules();
  rules[1].explains[0].within = 60;
  std::vector<Evaluated> all =
      Link(rules, {{"symptom", "symptom", Verdict::kConfirmed, "n1", 100 * kMinute},
                   {"cause", "cause", Verdict::kConfirmed, "n1", 1}});
  const auto explained = [&](std::optional<Micros> last_seen) {
    all[1].finding.explains.clear();
    all[1].finding.span.last_latest = last_seen;
    LinkCauses(all, BeganWhenSeen);
    return !all[1].finding.explains.empty();
  };
  CHECK(explained(40 * kMinute));
  CHECK_FALSE(explained(40 * kMinute - 1));
  CHECK(explained(std::nullopt));
}

}  // namespace
}  // namespace howdunit
