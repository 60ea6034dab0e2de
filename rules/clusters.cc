#include "rules/clusters.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "rules/query.h"

namespace howdunit {
namespace {

constexpr std::string_view kInOrderOfCapture =
    "SELECT id FROM bundle ORDER BY captured_earliest IS NULL, captured_earliest, id";

constexpr std::string_view kKubeSystem =
    "SELECT DISTINCT bundle, uid FROM object "
    "WHERE kind = 'Namespace' AND name = 'kube-system' AND uid <> ''";

// What shows that bundles are of one cluster, the surest first.
constexpr std::array kLinks = std::to_array<std::string_view>({
    R"(SELECT DISTINCT one.bundle AS a, other.bundle AS b
       FROM object one JOIN object other ON other.kind = one.kind AND other.name = one.name
         AND other.uid = one.uid AND other.bundle > one.bundle
       WHERE one.kind = 'Namespace' AND one.name = 'kube-system' AND one.uid <> '')",
    // A uid without dashes is a static pod's: a hash of its manifest and of its node's name, which
    // another cluster may have too.
    R"(SELECT one.id AS a, other.id AS b FROM bundle one JOIN bundle other ON other.id > one.id
       WHERE EXISTS (SELECT 1 FROM pod p JOIN pod q ON q.namespace = p.namespace
                       AND q.name = p.name AND q.uid = p.uid
                     WHERE p.bundle = one.id AND q.bundle = other.id AND p.uid LIKE '%-%-%-%-%')
          OR EXISTS (SELECT 1 FROM object p JOIN object q ON q.kind = p.kind
                       AND q.namespace = p.namespace AND q.name = p.name AND q.uid = p.uid
                     WHERE p.bundle = one.id AND q.bundle = other.id AND p.uid LIKE '%-%-%-%-%'))",
    // Names like "master" are common: a node of that name with another address, or made at another
    // moment, is another node.
    R"(WITH name (bundle, node) AS (
         SELECT bundle, name FROM node UNION SELECT bundle, node FROM member WHERE node <> ''
         UNION SELECT bundle, node FROM pod WHERE node <> '')
       SELECT DISTINCT one.bundle AS a, other.bundle AS b
       FROM name one JOIN name other ON other.node = one.node AND other.bundle > one.bundle
       WHERE NOT EXISTS (
         SELECT 1 FROM node p JOIN node q ON q.name = p.name
         WHERE p.bundle = one.bundle AND q.bundle = other.bundle
           AND ((p.internal_ip <> '' AND q.internal_ip <> '' AND p.internal_ip <> q.internal_ip)
                OR (p.created_latest - p.created_earliest < 2000000
                    AND q.created_latest - q.created_earliest < 2000000
                    AND (p.created_latest < q.created_earliest
                         OR q.created_latest < p.created_earliest)))))",
});

using Link = std::pair<std::int64_t, std::int64_t>;

// Union-find over bundle ids; the smallest id stands for its group.
class Groups {
 public:
  explicit Groups(const std::vector<std::int64_t>& bundles) {
    for (const std::int64_t bundle : bundles) parent_[bundle] = bundle;
  }

  std::int64_t Of(std::int64_t bundle) const {
    while (parent_.at(bundle) != bundle) bundle = parent_.at(bundle);
    return bundle;
  }

  void Join(const Link& link) {
    const auto [least, most] = std::minmax({Of(link.first), Of(link.second)});
    parent_[most] = least;
  }

 private:
  std::map<std::int64_t, std::int64_t> parent_;
};

// Joins what `links` link, but for what would bring two clusters together: none of
// those links then tells which of the clusters the rest is of.
Groups Joined(const Groups& groups, const std::vector<Link>& links,
              const std::vector<std::pair<std::int64_t, std::string>>& kube_system) {
  Groups all = groups;
  for (const Link& link : links) all.Join(link);
  std::map<std::int64_t, std::set<std::string>> uids;
  for (const auto& [bundle, uid] : kube_system) uids[all.Of(bundle)].insert(uid);
  Groups joined = groups;
  for (const Link& link : links) {
    if (uids[all.Of(link.first)].size() < 2) joined.Join(link);
  }
  return joined;
}

}  // namespace

Clusters::Place Clusters::Of(std::int64_t bundle) const {
  for (std::size_t cluster = 0; cluster < bundles.size(); ++cluster) {
    const auto found = std::find(bundles[cluster].begin(), bundles[cluster].end(), bundle);
    if (found == bundles[cluster].end()) continue;
    return {.cluster = cluster,
            .number = static_cast<std::size_t>(found - bundles[cluster].begin())};
  }
  return {.cluster = bundles.size()};
}

Result<Clusters> FindClusters(const Database& database) {
  TRY_ASSIGN(const std::vector<QueryRow> rows, RunQuery(database, kInOrderOfCapture, {}));
  std::vector<std::int64_t> bundles;
  bundles.reserve(rows.size());
  for (const QueryRow& row : rows) bundles.push_back(row.Number("id").value_or(0));
  Groups groups(bundles);
  if (bundles.size() > 1) {
    std::vector<std::pair<std::int64_t, std::string>> kube_system;
    TRY_ASSIGN(const std::vector<QueryRow> stated, RunQuery(database, kKubeSystem, {}));
    for (const QueryRow& row : stated) {
      kube_system.emplace_back(row.Number("bundle").value_or(0), row.values.at("uid"));
    }
    for (const std::string_view query : kLinks) {
      TRY_ASSIGN(const std::vector<QueryRow> found, RunQuery(database, query, {}));
      std::vector<Link> links;
      for (const QueryRow& row : found) {
        links.emplace_back(row.Number("a").value_or(0), row.Number("b").value_or(0));
      }
      groups = Joined(groups, links, kube_system);
    }
  }
  std::map<std::int64_t, std::vector<std::int64_t>> by_group;
  for (const std::int64_t bundle : bundles) by_group[groups.Of(bundle)].push_back(bundle);
  Clusters clusters;
  for (auto& [first, group] : by_group) clusters.bundles.push_back(std::move(group));
  return clusters;
}

}  // namespace howdunit
