#include <map>
#include <unordered_map>

#include "report/model/load.h"

namespace howdunit::report {
namespace {

using Index = std::unordered_map<std::int64_t, std::size_t>;  // of findings, by row id

Index FindingsById(const Review& review) {
  Index index;
  for (std::size_t i = 0; i < review.findings.size(); ++i) index[review.findings[i].id] = i;
  return index;
}

Result<void> LoadFindingRows(const Database& database, Review& review) {
  return ForEachRow(
      database,
      "SELECT id, name, rule, kind, verdict, severity, node, namespace, pod, workload, component,"
      "  title, question, mechanism, count, first_earliest, first_latest, last_earliest,"
      "  last_latest, bundle FROM finding ORDER BY id",
      [&](const Statement& row) {
        Finding finding;
        finding.id = row.Int(0);
        finding.name = row.Text(1);
        finding.rule = row.Text(2);
        finding.kind = row.Text(3);
        finding.verdict = row.Text(4);
        finding.severity = row.Text(5);
        finding.node = row.Text(6);
        finding.space = row.Text(7);
        finding.pod = row.Text(8);
        finding.workload = row.Text(9);
        finding.component = row.Text(10);
        finding.title = row.Text(11);
        finding.question = row.Text(12);
        finding.mechanism = row.Text(13);
        finding.count = row.Int(14);
        finding.first = ReadMoment(row, 15);
        finding.last = ReadMoment(row, 17);
        finding.bundle = row.Int(19);
        review.findings.push_back(std::move(finding));
      });
}

// Ids of sources by the id of the row they are under.
Result<std::map<std::int64_t, SourceIds>> LoadLinks(const Database& database,
                                                    std::string_view sql) {
  std::map<std::int64_t, SourceIds> links;
  TRY(ForEachRow(database, sql,
                 [&](const Statement& row) { links[row.Int(0)].push_back(row.Int(1)); }));
  return links;
}

Result<void> LoadSentences(const Database& database, const Index& index, Review& review) {
  TRY_ASSIGN(auto links, LoadLinks(database,
                                   "SELECT statement, source FROM statement_source"
                                   " ORDER BY statement, source"));
  return ForEachRow(
      database, "SELECT id, finding, text FROM statement ORDER BY finding, id",
      [&](const Statement& row) {
        const auto at = index.find(row.Int(1));
        if (at == index.end()) return;
        review.findings[at->second].sentences.push_back({row.Text(2), links[row.Int(0)]});
      });
}

Result<void> LoadChecks(const Database& database, const Index& index, Review& review) {
  TRY_ASSIGN(auto links, LoadLinks(database,
                                   "SELECT finding_check, source FROM check_source"
                                   " ORDER BY finding_check, source"));
  return ForEachRow(database,
                    "SELECT id, finding, name, role, answer, ask, needs, command FROM finding_check"
                    " ORDER BY finding, id",
                    [&](const Statement& row) {
                      const auto at = index.find(row.Int(1));
                      if (at == index.end()) return;
                      review.findings[at->second].checks.push_back(
                          {row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6),
                           row.Text(7), links[row.Int(0)]});
                    });
}

Result<void> LoadAdvice(const Database& database, const Index& index, Review& review) {
  return ForEachRow(
      database, "SELECT finding, kind, text, command, priority FROM advice ORDER BY finding, id",
      [&](const Statement& row) {
        const auto at = index.find(row.Int(0));
        if (at == index.end()) return;
        review.findings[at->second].advice.push_back(
            {row.Text(1), row.Text(2), row.Text(3), row.Text(4)});
      });
}

Result<void> LoadStandings(const Database& database, const Index& index, Review& review) {
  TRY_ASSIGN(auto links, LoadLinks(database,
                                   "SELECT standing, source FROM standing_source"
                                   " ORDER BY standing, source"));
  return ForEachRow(database, "SELECT id, finding, bundle, verdict, says FROM standing ORDER BY id",
                    [&](const Statement& row) {
                      const auto at = index.find(row.Int(1));
                      if (at == index.end()) return;
                      review.findings[at->second].standings.push_back(
                          {row.Int(2), row.Text(3), row.Text(4), links[row.Int(0)]});
                    });
}

Result<void> LoadExplains(const Database& database, const Index& index, Review& review) {
  return ForEachRow(database, "SELECT cause, effect FROM explains ORDER BY cause, effect",
                    [&](const Statement& row) {
                      const auto cause = index.find(row.Int(0));
                      const auto effect = index.find(row.Int(1));
                      if (cause == index.end() || effect == index.end()) return;
                      Finding& finding = review.findings[cause->second];
                      auto& effects = finding.verdict == "undetermined" ? finding.would_explain
                                                                        : finding.explains;
                      effects.push_back(effect->second);
                    });
}

Result<void> LoadChains(const Database& database, const Index& index,
                        std::map<std::int64_t, Incident>& incidents) {
  std::map<std::pair<std::int64_t, std::int64_t>, Chain> chains;
  TRY(ForEachRow(database,
                 "SELECT incident, number, finding FROM chain ORDER BY incident, number, level, id",
                 [&](const Statement& row) {
                   const auto at = index.find(row.Int(2));
                   if (at != index.end()) chains[{row.Int(0), row.Int(1)}].push_back(at->second);
                 }));
  for (auto& [place, chain] : chains) incidents[place.first].chains.push_back(std::move(chain));
  return {};
}

Result<void> LoadTimeline(const Database& database, const Index& index, Review& review) {
  TRY_ASSIGN(auto links, LoadLinks(database,
                                   "SELECT timeline, source FROM timeline_source"
                                   " ORDER BY timeline, source"));
  return ForEachRow(
      database,
      "SELECT id, earliest, latest, until_earliest, until_latest, basis, node, text, count,"
      "  weight, finding FROM timeline ORDER BY earliest, latest, id",
      [&](const Statement& row) {
        const auto finding = index.find(row.OptionalInt(10).value_or(-1));
        review.timeline.push_back(
            {.from = ReadMoment(row, 1),
             .until = ReadMoment(row, 3),
             .basis = row.Text(5),
             .node = row.Text(6),
             .text = row.Text(7),
             .count = row.Int(8),
             .weight = row.Int(9),
             .finding = finding == index.end() ? std::nullopt : std::optional(finding->second),
             .sources = links[row.Int(0)]});
      });
}

}  // namespace

Result<void> LoadFindings(const Database& database, Review& review) {
  TRY(LoadFindingRows(database, review));
  const Index index = FindingsById(review);
  TRY(LoadSentences(database, index, review));
  TRY(LoadChecks(database, index, review));
  TRY(LoadAdvice(database, index, review));
  TRY(LoadStandings(database, index, review));
  return LoadExplains(database, index, review);
}

Result<void> LoadIncidents(const Database& database, Review& review) {
  const Index index = FindingsById(review);
  std::map<std::int64_t, Incident> incidents;  // in the order of their ids
  TRY(ForEachRow(
      database,
      "SELECT id, name, first_earliest, first_latest, last_earliest, last_latest"
      " FROM incident ORDER BY id",
      [&](const Statement& row) {
        incidents[row.Int(0)] = {row.Text(1), ReadMoment(row, 2), ReadMoment(row, 4), {}, {}};
      }));
  TRY(ForEachRow(database, "SELECT incident, finding, role FROM incident_finding ORDER BY 1, 2",
                 [&](const Statement& row) {
                   const auto at = index.find(row.Int(1));
                   if (at == index.end()) return;
                   incidents[row.Int(0)].roles[at->second] = row.Text(2);
                 }));
  TRY(LoadChains(database, index, incidents));
  for (auto& [id, incident] : incidents) review.incidents.push_back(std::move(incident));
  TRY(LoadTimeline(database, index, review));
  TRY(ForEachRow(database, "SELECT text, count, source FROM unexplained ORDER BY id",
                 [&](const Statement& row) {
                   review.unexplained.push_back({row.Text(0), row.Int(1), row.Int(2)});
                 }));
  return ForEachRow(database, "SELECT text, reason, count, source FROM benign ORDER BY id",
                    [&](const Statement& row) {
                      review.benign.push_back({row.Text(0), row.Text(1), row.Int(2), row.Int(3)});
                    });
}

}  // namespace howdunit::report
