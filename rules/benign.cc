#include "rules/benign.h"

#include <algorithm>

#include "rules/cluster_rows.h"

namespace howdunit {

std::vector<Benign> FindBenign(const Clusters& clusters, const std::vector<Evaluated>& findings) {
  ClusterRows<Benign> rows;
  for (const Evaluated& evaluated : findings) {
    const Finding& finding = evaluated.finding;
    if (finding.kind != "benign" || finding.checks.front().sources.empty()) continue;
    rows.Add(clusters.Of(finding.bundle).cluster, finding.bundle,
             {.rule = finding.rule,
              .text = finding.title,
              .reason = finding.mechanism,
              .count = std::max<std::int64_t>(1, finding.count),
              .source = finding.checks.front().sources.front()});
  }
  return rows.Take();
}

}  // namespace howdunit
