#include "report/model/leading_finding.h"

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

}  // namespace howdunit::report
