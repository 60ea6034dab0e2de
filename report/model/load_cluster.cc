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
  TRY(ForEachRow(database, "SELECT bundle, count(*) FROM pod GROUP BY bundle",
                 [&](const Statement& row) { listed[row.Int(0)] = row.Int(1); }));
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

// Only signatures with a hit that an incident's findings stand on.
constexpr std::string_view kSignatures = R"(
  WITH cited AS (
    SELECT statement_source.source, role FROM statement_source
      JOIN statement ON statement.id = statement_source.statement
      JOIN incident_finding USING (finding) WHERE role IN ('symptom', 'link', 'root')
    UNION
    SELECT check_source.source, incident_finding.role FROM check_source
      JOIN finding_check ON finding_check.id = check_source.finding_check
      JOIN incident_finding USING (finding)
      WHERE incident_finding.role IN ('symptom', 'link', 'root')
  ), used AS (
    SELECT signature, max(role = 'symptom') AS of_symptom
    FROM hit JOIN cited ON cited.source IN (hit.source, hit.last_source) GROUP BY signature
  )
  SELECT signature, origin, node, count, first_earliest, first_latest, last_earliest,
         last_latest, source, of_symptom
  FROM hit JOIN used USING (signature)
  ORDER BY signature, origin, source, hit.id)";

void Widen(SignatureGroup& group, const Moment& first, const Moment& last, SourceId source) {
  if (first.known() && (!group.first.known() || *first.earliest < *group.first.earliest)) {
    group.first = first;
    group.first_source = source;
  }
  if (last.known() && (!group.last.known() || *last.latest > *group.last.latest)) group.last = last;
}

void AddNode(SignatureGroup& group, const std::string& node) {
  if (node.empty()) return;
  for (const std::string& known : group.nodes) {
    if (known == node) return;
  }
  group.nodes.push_back(node);
}

Result<void> LoadSignatures(const Database& database, Review& review) {
  return ForEachRow(database, kSignatures, [&](const Statement& row) {
    const bool same = !review.signatures.empty() &&
                      review.signatures.back().signature == row.Text(0) &&
                      review.signatures.back().origin == row.Text(1);
    if (!same) {
      SignatureGroup next;
      next.signature = row.Text(0);
      next.origin = row.Text(1);
      next.source = row.Int(8);
      next.of_symptom = row.Int(9) != 0;
      review.signatures.push_back(std::move(next));
    }
    SignatureGroup& group = review.signatures.back();
    ++group.places;
    group.count += row.Int(3);
    AddNode(group, row.Text(2));
    Widen(group, ReadMoment(row, 4), ReadMoment(row, 6), row.Int(8));
  });
}

}  // namespace

Result<void> LoadCluster(const Database& database, Review& review) {
  TRY(LoadNodes(database, review));
  TRY(LoadPods(database, review));
  return LoadSignatures(database, review);
}

}  // namespace howdunit::report
