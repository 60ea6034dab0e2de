#include "report/model/advice.h"

#include <algorithm>
#include <tuple>

#include "report/model/leading_finding.h"
#include "report/model/verdict.h"

namespace howdunit::report {
namespace {

// Whether two pieces say the same: in the same words, by the same command, or at the same place of
// the same rule.
bool SaysTheSame(const AdviceOf& known, const Finding& finding, const Advice& advice) {
  if (known.advice->text == advice.text && known.advice->command == advice.command) return true;
  if (!advice.command.empty() && known.advice->command == advice.command) return true;
  const Finding& first = *known.findings.front();
  return first.rule == finding.rule &&
         known.advice - first.advice.data() == &advice - finding.advice.data();
}

// Advice of one kind under the incidents' findings with one of `roles`.
std::vector<AdviceOf> CollectAdvice(const Review& review, const std::string& kind,
                                    const std::vector<std::string>& roles) {
  std::vector<AdviceOf> all;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    const Finding& finding = review.findings[i];
    if (!review.HasRole(i, roles) || !IsStrong(finding)) continue;
    for (const Advice& advice : finding.advice) {
      if (advice.kind != kind) continue;
      const auto same = std::find_if(all.begin(), all.end(), [&](const AdviceOf& known) {
        return SaysTheSame(known, finding, advice);
      });
      if (same != all.end()) {
        same->findings.push_back(&finding);
      } else {
        all.push_back({&advice, {&finding}});
      }
    }
  }
  return all;
}

int PriorityRank(const std::string& priority) {
  if (priority == "high") return 0;
  return priority == "medium" ? 1 : 2;
}

}  // namespace

std::vector<AdviceOf> RemediesOf(const Review& review) {
  std::vector<AdviceOf> remedies = CollectAdvice(review, "remedy", {"link", "root"});
  const auto rank = [&](const AdviceOf& item) {
    const Finding& finding = *item.findings.front();
    const auto at = review.IndexOf(finding);
    return std::tuple(&finding != LeadingFinding(review), !review.HasRole(at, {"root"}),
                      VerdictRank(finding.verdict), item.advice->command.empty());
  };
  std::stable_sort(remedies.begin(), remedies.end(),
                   [&](const AdviceOf& a, const AdviceOf& b) { return rank(a) < rank(b); });
  return remedies;
}

std::vector<AdviceOf> VerificationsOf(const Review& review) {
  return CollectAdvice(review, "verify", {"symptom", "link", "root"});
}

std::vector<AdviceOf> PreventionsOf(const Review& review) {
  std::vector<AdviceOf> preventions = CollectAdvice(review, "prevent", {"root", "link", "symptom"});
  std::stable_sort(preventions.begin(), preventions.end(),
                   [](const AdviceOf& a, const AdviceOf& b) {
                     return PriorityRank(a.advice->priority) < PriorityRank(b.advice->priority);
                   });
  return preventions;
}

}  // namespace howdunit::report
