#include "report/model/evidence_gap.h"

#include <algorithm>

#include "report/model/leading_finding.h"
#include "report/model/verdict.h"

namespace howdunit::report {
namespace {

// Whether a cause that holds explains the finding.
bool IsExplained(const Review& review, std::size_t effect) {
  return std::any_of(review.findings.begin(), review.findings.end(), [&](const Finding& cause) {
    return IsStrong(cause) && IsBehind(cause, effect);
  });
}

}  // namespace

std::vector<EvidenceGap> EvidenceGapsOf(const Review& review) {
  std::vector<EvidenceGap> gaps;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    const Finding& finding = review.findings[i];
    if (finding.verdict == "ruled-out") continue;
    // What was observed needs more evidence only while nothing explains it.
    if (finding.kind == "symptom" && IsExplained(review, i)) continue;
    for (const Check& check : finding.checks) {
      if (check.answer != "unknown" || check.needs.empty()) continue;
      auto gap = std::find_if(gaps.begin(), gaps.end(), [&](const EvidenceGap& known) {
        return known.needs == check.needs && known.command == check.command;
      });
      if (gap == gaps.end()) {
        gaps.push_back({check.needs, check.command, VerdictRank(finding.verdict), {}});
        gap = std::prev(gaps.end());
      }
      gap->rank = std::min(gap->rank, VerdictRank(finding.verdict));
      if (gap->findings.empty() || gap->findings.back() != &finding)
        gap->findings.push_back(&finding);
    }
  }
  std::stable_sort(gaps.begin(), gaps.end(), [](const EvidenceGap& a, const EvidenceGap& b) {
    if (a.rank != b.rank) return a.rank < b.rank;
    return a.findings.size() > b.findings.size();
  });
  return gaps;
}

}  // namespace howdunit::report
