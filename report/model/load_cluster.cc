#include <map>

#include "report/model/load.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kPodSources = 3;

// A node that several bundles show is one row: as the last of them shows it.
Result<void> LoadNodes(const Database& database, Review& review) {
  std::map<std::string, NodeRow> nodes;
  TRY(ForEachRow(database,
                 "SELECT name, status, roles, kubelet_version, runtime_version, os_image, source"
                 " FROM node ORDER BY bundle, name, id",
                 [&](const Statement& row) {
                   nodes[row.Text(0)] = {row.Text(0), row.Text(1), row.Text(2), row.Text(3),
                                         row.Text(4), row.Text(5), row.Int(6)};
                 }));
  for (auto& [name, node] : nodes) review.nodes.push_back(std::move(node));
  return {};
}

Result<void> LoadPods(const Database& database, Review& review) {
  std::map<std::int64_t, std::int64_t> listed;
  TRY(ForEachRow(database,
                 "SELECT bundle, count(*), sum(status IN ('Running', 'Completed', 'Succeeded')),"
                 " sum(status = 'Running' AND ready < total)"
                 " FROM pod GROUP BY bundle",
                 [&](const Statement& row) {
                   listed[row.Int(0)] = row.Int(1);
                   review.pods_listed += row.Int(1);
                   review.pods_well += row.Int(2);
                   review.pods_unready += row.Int(3);
                 }));
  return ForEachRow(database,
                    "SELECT bundle, status, status_source FROM pod"
                    " WHERE status NOT IN ('', 'Running', 'Completed', 'Succeeded')"
                    " ORDER BY bundle, status, status_source, id",
                    [&](const Statement& row) {
                      const bool same = !review.pods.empty() &&
                                        review.pods.back().bundle == row.Int(0) &&
                                        review.pods.back().status == row.Text(1);
                      if (!same)
                        review.pods.push_back({row.Int(0), row.Text(1), 0, listed[row.Int(0)], {}});
                      PodGroup& group = review.pods.back();
                      ++group.count;
                      const SourceId source = row.Int(2);
                      if (group.sources.size() < kPodSources &&
                          (group.sources.empty() || group.sources.back() != source)) {
                        group.sources.push_back(source);
                      }
                    });
}

Result<void> LoadEvents(const Database& database, Review& review) {
  return ForEachRow(database, "SELECT count(*), total(source <> last_source) > 0 FROM event",
                    [&](const Statement& row) {
                      review.events = row.Int(0);
                      review.more_events = row.Int(1) != 0;
                    });
}

Result<void> LoadUnready(const Database& database, Review& review) {
  return ForEachRow(
      database,
      "SELECT bundle, namespace, name, state, source FROM v_state"
      " WHERE kind = 'DaemonSet'"
      "   AND CAST(state AS INTEGER) < CAST(substr(state, instr(state, ' of ') + 4) AS INTEGER)"
      " ORDER BY bundle, namespace, name",
      [&](const Statement& row) {
        review.unready.push_back({row.Int(0), row.Text(1), row.Text(2), row.Text(3), row.Int(4)});
      });
}

}  // namespace

Result<void> LoadCluster(const Database& database, Review& review) {
  TRY(LoadNodes(database, review));
  TRY(LoadPods(database, review));
  TRY(LoadEvents(database, review));
  TRY(LoadUnready(database, review));
  return LoadSignatures(database, review);
}

}  // namespace howdunit::report
