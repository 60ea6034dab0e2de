#include "report/model/evidence_gap.h"

#include <catch2/catch.hpp>

namespace howdunit::report {
namespace {

TEST_CASE("evidence gap: a command runs another one too, if that is one of its statements") {
  CHECK(RunsToo("kubectl get nodes", "kubectl get nodes"));
  CHECK(RunsToo("kubectl get nodes; kubectl get pods -A", "kubectl get pods -A"));
  CHECK(RunsToo("date; kubectl get nodes; free", "kubectl get nodes"));
  CHECK(RunsToo("date; kubectl get nodes; free", "date; kubectl get nodes"));
  // It prints less, something else, or elsewhere.
  CHECK_FALSE(RunsToo("kubectl get pods -A | grep calico", "kubectl get pods -A"));
  CHECK_FALSE(RunsToo("kubectl get pods -A -o wide", "kubectl get pods -A"));
  CHECK_FALSE(RunsToo("ssh n1 'date; free'", "free"));
  CHECK_FALSE(RunsToo("date", ""));
}

TEST_CASE("evidence gap: what another one's command gets too counts as that one") {
  Review review;
  const auto add = [&](const std::string& needs, const std::string& command) {
    Finding finding;
    finding.kind = "cause";
    finding.verdict = "possible";
    finding.checks.push_back({.role = "requires",
                              .answer = "unknown",
                              .ask = "Was it?",
                              .needs = needs,
                              .command = command,
                              .sources = {}});
    review.findings.push_back(finding);
  };
  add("the log", "logs");
  add("the log, or the keys", "logs; keys");
  add("the keys", "keys");
  add("the clock", "date");
  add("the time", "date");
  add("what people saw", "");
  const auto gaps = EvidenceGapsOf(review);
  REQUIRE(gaps.size() == 3);
  CHECK(gaps[0].needs == "the log, or the keys");
  CHECK(gaps[0].findings.size() == 3);
  CHECK(gaps[1].needs == "the clock");
  CHECK(gaps[1].findings.size() == 2);
  CHECK(gaps[2].needs == "what people saw");
}

}  // namespace
}  // namespace howdunit::report
