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
                 [&](const Statement& row) {
                   listed[row.Int(0)] = row.Int(1);
                   review.pods_listed += row.Int(1);
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

// Only signatures with a hit that an incident's findings stand on.
constexpr std::string_view kSignatures = R"(
  WITH cited AS (
    SELECT statement_source.source FROM statement_source
      JOIN statement ON statement.id = statement_source.statement
      JOIN incident_finding USING (finding) WHERE role IN ('symptom', 'link', 'root')
    UNION
    SELECT check_source.source FROM check_source
      JOIN finding_check ON finding_check.id = check_source.finding_check
      JOIN incident_finding USING (finding)
      WHERE incident_finding.role IN ('symptom', 'link', 'root')
  )
  SELECT signature, origin, node, count, first_earliest, first_latest, last_earliest,
         last_latest, source
  FROM hit
  WHERE signature IN (SELECT signature FROM hit WHERE source IN cited OR last_source IN cited)
  ORDER BY signature, origin, source, id)";

// Of each incident and origin the earliest hit, not before it began, of a signature that one of its
// symptoms stands on.
constexpr std::string_view kFirstSigns = R"(
  WITH cited AS (
    SELECT incident, statement_source.source FROM statement_source
      JOIN statement ON statement.id = statement_source.statement
      JOIN incident_finding USING (finding) WHERE role = 'symptom'
    UNION
    SELECT incident, check_source.source FROM check_source
      JOIN finding_check ON finding_check.id = check_source.finding_check
      JOIN incident_finding USING (finding) WHERE incident_finding.role = 'symptom'
  ), used AS (
    SELECT incident, signature FROM cited JOIN hit ON hit.source = cited.source
    UNION
    SELECT incident, signature FROM cited JOIN hit ON hit.last_source = cited.source
  )
  SELECT name, origin, signature, first_earliest, first_latest, source,
         EXISTS (SELECT 1 FROM coverage JOIN source log ON log.id = coverage.source
                   JOIN source line ON line.id = first.source
                 WHERE coverage.topic LIKE 'log/%' AND log.member = line.member
                   AND first.first_earliest - coverage.earliest < 60000000)
  FROM (SELECT incident.name, origin, signature, hit.first_earliest, hit.first_latest, hit.source,
               row_number() OVER (PARTITION BY incident.id, origin
                                  ORDER BY hit.first_earliest, hit.source, signature) AS place
        FROM used JOIN hit USING (signature) JOIN incident ON incident.id = used.incident
        WHERE hit.first_earliest >= incident.first_earliest AND origin IN ('log', 'event')) first
  WHERE place = 1)";

void Widen(SignatureGroup& group, const Moment& first, const Moment& last) {
  if (first.known() && (!group.first.known() || *first.earliest < *group.first.earliest)) {
    group.first = first;
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
      review.signatures.push_back(std::move(next));
    }
    SignatureGroup& group = review.signatures.back();
    ++group.rows;
    group.count += row.Int(3);
    AddNode(group, row.Text(2));
    Widen(group, ReadMoment(row, 4), ReadMoment(row, 6));
  });
}

Result<void> LoadFirstSigns(const Database& database, Review& review) {
  return ForEachRow(database, kFirstSigns, [&](const Statement& row) {
    for (Incident& incident : review.incidents) {
      if (incident.name != row.Text(0)) continue;
      auto& sign = row.Text(1) == "log" ? incident.first_line : incident.first_event;
      sign = FirstSign{.at = ReadMoment(row, 3),
                       .signature = row.Text(2),
                       .log_begins = row.Int(6) != 0,
                       .source = row.Int(5)};
    }
  });
}

}  // namespace

Result<void> LoadCluster(const Database& database, Review& review) {
  TRY(LoadNodes(database, review));
  TRY(LoadPods(database, review));
  TRY(LoadUnready(database, review));
  TRY(LoadSignatures(database, review));
  return LoadFirstSigns(database, review);
}

}  // namespace howdunit::report
