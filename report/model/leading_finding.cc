#include "report/model/leading_finding.h"

#include "report/model/verdict.h"

namespace howdunit::report {

namespace {

// The last strong cause of a chain; null if it has none. A risk behind it made it possible; it is
// not what happened.
const Finding* LastStrongCause(const Review& review, const Chain& chain) {
  const Finding* last = nullptr;
  for (const std::size_t at : chain) {
    const Finding& finding = review.findings[at];
    if (finding.kind == "cause" && IsStrong(finding)) last = &finding;
  }
  return last;
}

}  // namespace

const Finding* LeadingFinding(const Review& review) {
  for (const Incident& incident : review.incidents) {
    if (incident.chains.empty()) continue;
    // A symptom without a known cause may itself be behind one that is known.
    for (const Chain& chain : incident.chains) {
      if (const Finding* cause = LastStrongCause(review, chain)) return cause;
    }
    return &review.findings[incident.chains.front().front()];
  }
  return nullptr;
}

bool HasEnoughToJudge(const Review& review) {
  return !review.coverage.empty() || !review.nodes.empty();
}

std::string WhyNothing(const Review& review) {
  return HasEnoughToJudge(review) ? "no known failure pattern found"
                                  : "not enough evidence to judge";
}

}  // namespace howdunit::report
