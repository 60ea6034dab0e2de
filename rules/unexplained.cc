#include "rules/unexplained.h"

#include <algorithm>
#include <map>
#include <set>

#include "rules/cluster_rows.h"
#include "rules/query.h"
#include "rules/standing.h"

namespace howdunit {
namespace {

// The API server's log is about its callers, wherever they are; its own node says nothing.
bool IsAboutCallers(const std::string& signature) { return signature.starts_with("apiserver-"); }

bool Accounted(const std::string& signature, const std::string& node, std::int64_t bundle,
               const std::vector<Evaluated>& findings) {
  return std::any_of(findings.begin(), findings.end(), [&](const Evaluated& evaluated) {
    const Finding& finding = evaluated.finding;
    const auto& claimed = evaluated.rule->signatures;
    return HoldsIn(finding, bundle) &&
           std::find(claimed.begin(), claimed.end(), signature) != claimed.end() &&
           (finding.subject.node.empty() || node.empty() || IsAboutCallers(signature) ||
            finding.subject.node.str() == node);
  });
}

}  // namespace

Result<std::vector<Unexplained>> FindUnexplained(const Database& database, const RuleBook& book,
                                                 const Clusters& clusters,
                                                 const std::vector<Evaluated>& findings) {
  std::map<std::string, const Signature*> signatures;
  for (const Signature& signature : book.signatures) signatures[signature.id] = &signature;
  ClusterRows<Unexplained> unexplained;
  const auto add_hits = [&](std::size_t cluster, std::int64_t bundle) -> Result<void> {
    TRY_ASSIGN(const std::vector<QueryRow> rows,
               RunQuery(database,
                        "SELECT signature, node, sum(count) AS count, min(source) AS source "
                        "FROM hit WHERE bundle = :bundle "
                        "GROUP BY signature, node ORDER BY signature, node",
                        {{"bundle", std::to_string(bundle)}}));
    for (const QueryRow& row : rows) {
      const std::string& id = row.values.at("signature");
      const std::string& node = row.values.at("node");
      const auto known = signatures.find(id);
      if (known == signatures.end() || known->second->routine) continue;
      if (Accounted(id, node, bundle, findings)) continue;
      unexplained.Add(
          cluster, bundle,
          {.text = Redact(known->second->title + (node.empty() ? "" : " (" + node + ")")),
           .count = row.Number("count").value_or(1),
           .source = row.sources.front()});
    }
    return {};
  };
  for (std::size_t cluster = 0; cluster < clusters.bundles.size(); ++cluster) {
    for (const std::int64_t bundle : clusters.bundles[cluster]) TRY(add_hits(cluster, bundle));
  }
  std::set<std::size_t> explained;
  for (const Evaluated& evaluated : findings) {
    for (const std::size_t effect : evaluated.finding.explains) explained.insert(effect);
  }
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i].finding;
    if (finding.kind != "symptom" || finding.verdict > Verdict::kLikely) continue;
    if (explained.contains(i) || finding.checks.front().sources.empty()) continue;
    unexplained.Add(clusters.Of(finding.bundle).cluster, finding.bundle,
                    {.text = Redact("no cause established for: " + finding.title.str()),
                     .count = std::max<std::int64_t>(1, finding.count),
                     .source = finding.checks.front().sources.front()});
  }
  return unexplained.Take();
}

}  // namespace howdunit
