#include "rules/benign.h"

#include <algorithm>

#include "rules/cluster_rows.h"

namespace howdunit {

std::vector<Benign> FindBenign(const Clusters& clusters, const std::vector<Evaluated>& findings) {
  ClusterRows<Benign> rows;
  for (const Evaluated& evaluated : findings) {
    const Finding& finding = evaluated.finding;
    if (finding.kind != "benign") continue;
    const auto shown = std::find_if(
        finding.checks.begin(), finding.checks.end(),
        [](const auto& check) { return check.answer == Answer::kYes && !check.sources.empty(); });
    if (shown == finding.checks.end()) continue;
    rows.Add(clusters.Of(finding.bundle).cluster, finding.bundle,
             {.rule = finding.rule,
              .text = finding.title,
              .reason = finding.mechanism,
              .count = std::max<std::int64_t>(1, finding.count),
              .source = shown->sources.front()});
  }
  return rows.Take();
}

}  // namespace howdunit
