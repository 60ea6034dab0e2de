#include "rules/link_causes.h"

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

// Whether a cause of one subject is linked to an effect of another, where the rule joins them `on`.
bool Links(const Subject& cause, const Subject& effect, std::vector<std::string> on) {
  Rule why;
  why.id = "why";
  why.explains = {{.rule = "what", .on = std::move(on), .within = 0}};
  Rule what;
  what.id = "what";
  std::vector<Evaluated> findings(2);
  findings[0].rule = &why;
  findings[1].rule = &what;
  for (Evaluated& one : findings) {
    one.finding.rule = one.rule->id;
    one.finding.verdict = Verdict::kConfirmed;
  }
  findings[0].finding.subject = cause;
  findings[1].finding.subject = effect;
  LinkCauses(findings, [](const Finding&) { return false; });
  return !findings[0].finding.explains.empty();
}

Subject On(const char* node, const char* pod) {
  return {.node = Redact(node), .space = {}, .pod = Redact(pod), .workload = {}, .component = {}};
}

TEST_CASE("link causes: subjects agree where both name it", "[rules]") {
  CHECK(Links(On("n1", "a"), On("n1", "a"), {"node", "pod"}));
  CHECK_FALSE(Links(On("n1", "a"), On("n2", "a"), {"node"}));
  CHECK(Links(On("n1", "a"), On("n2", "a"), {"pod"}));
  CHECK_FALSE(Links(On("n1", "a"), On("", "a"), {"node"}));
}

TEST_CASE("link causes: what names no node may be about the only one, of pods there are many",
          "[rules]") {
  CHECK(Links(On("", "a"), On("", "a"), {"node"}));
  CHECK_FALSE(Links(On("n1", ""), On("n1", ""), {"pod"}));
  CHECK(Links(On("n1", ""), On("n1", ""), {"node", "pod"}));
}

TEST_CASE("link causes: without columns, what both name agrees", "[rules]") {
  CHECK(Links(On("n1", ""), On("", "a"), {}));
  CHECK_FALSE(Links(On("n1", "a"), On("n1", "b"), {}));
}

}  // namespace
}  // namespace howdunit
