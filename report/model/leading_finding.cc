#include "report/model/leading_finding.h"

#include <algorithm>

#include "core/severity.h"
#include "report/model/verdict.h"

namespace howdunit::report {

const Finding* LeadingFinding(const Review& review) {
  for (const Incident& incident : review.incidents) {
    if (incident.chains.empty()) continue;
    const Chain& chain = incident.chains.front();
    // A risk behind the last cause made it possible; it is not what happened.
    const Finding* leading = &review.findings[chain.front()];
    for (const std::size_t at : chain) {
      const Finding& finding = review.findings[at];
      if (finding.kind == "cause" && IsStrong(finding)) leading = &finding;
    }
    return leading;
  }
  return nullptr;
}

bool IsBehind(const Finding& finding, std::size_t other) {
  return std::find(finding.explains.begin(), finding.explains.end(), other) !=
         finding.explains.end();
}

bool HoldsCause(const Review& review, const Chain& chain) {
  return std::any_of(chain.begin(), chain.end(),
                     [&](std::size_t at) { return review.findings[at].kind == "cause"; });
}

bool HasEnoughToJudge(const Review& review) {
  return !review.coverage.empty() || !review.nodes.empty();
}

const Finding* PossibleCause(const Review& review) {
  const Finding* worst = nullptr;
  for (const Finding& finding : review.findings) {
    if (finding.kind != "cause" || finding.verdict != "possible") continue;
    if (worst == nullptr || SeverityRank(finding.severity) < SeverityRank(worst->severity)) {
      worst = &finding;
    }
  }
  return worst;
}

std::string WhyNothing(const Review& review) {
  if (PossibleCause(review) != nullptr) return "nothing confirmed or likely";
  return HasEnoughToJudge(review) ? "no known failure pattern found"
                                  : "not enough evidence to judge";
}

}  // namespace howdunit::report
