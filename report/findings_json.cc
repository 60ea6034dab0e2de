// findings.json: the contract of docs/findings.schema.json.

#include <nlohmann/json.hpp>

#include "core/text.h"
#include "core/time.h"
#include "report/model/evidence.h"
#include "report/model/statement.h"
#include "report/outputs.h"

namespace howdunit::report {
namespace {

using Json = nlohmann::ordered_json;

Json Time(const std::optional<std::int64_t>& time) {
  return time ? Json(FormatUtc(*time)) : Json();
}

std::string BundleId(std::int64_t id) { return "B" + std::to_string(id); }

Json ToJson(const Evidence& evidence) {
  Json json;
  if (!evidence.role.empty()) json["role"] = evidence.role;
  json["bundle"] = BundleId(evidence.source->bundle);
  json["member"] = evidence.source->member;
  json["line"] = evidence.source->line;
  json["line_end"] = evidence.source->line_end;
  json["text"] = evidence.source->text;
  if (!evidence.source->note.empty()) json["note"] = evidence.source->note;
  return json;
}

Json ToJson(const std::vector<Evidence>& all) {
  Json json = Json::array();
  for (const Evidence& evidence : all) json.push_back(ToJson(evidence));
  return json;
}

Json Lines(const Review& review, const SourceIds& ids) { return ToJson(LinesOf(review, ids)); }

Json ChecksOf(const Review& review, const Finding& finding) {
  Json checks = Json::array();
  for (const Check& check : finding.checks) {
    checks.push_back({{"id", check.name},
                      {"role", check.role},
                      {"answer", check.answer},
                      {"ask", check.ask},
                      {"evidence", Lines(review, check.sources)}});
  }
  return checks;
}

Json Gaps(const Finding& finding) {
  Json json = Json::array();
  for (const Gap& gap : GapsOf(finding)) {
    json.push_back({{"needs", gap.needs}, {"command", gap.command}});
  }
  return json;
}

Json Subject(const Finding& finding) {
  Json subject = Json::object();
  for (const auto& [key, value] : SubjectOf(finding)) subject[std::string(key)] = value;
  return subject;
}

Json Names(const Review& review, const std::vector<std::size_t>& findings) {
  Json names = Json::array();
  for (const std::size_t index : findings) names.push_back(review.findings[index].name);
  return names;
}

Json StandingsOf(const Review& review, const Finding& finding) {
  Json standings = Json::array();
  for (const Standing& standing : finding.standings) {
    standings.push_back({{"bundle", BundleId(standing.bundle)},
                         {"verdict", standing.verdict},
                         {"says", standing.says},
                         {"evidence", Lines(review, standing.sources)}});
  }
  return standings;
}

Json ToJson(const Review& review, const Finding& finding) {
  Json json = {{"id", finding.name},
               {"rule", finding.rule},
               {"kind", finding.kind},
               {"verdict", finding.verdict},
               {"severity", finding.severity},
               {"subject", Subject(finding)},
               {"title", finding.title},
               {"answer", AnswerOf(finding)},
               {"first_seen", Time(finding.first.earliest)},
               {"last_seen", Time(finding.last.latest)},
               {"count", finding.count},
               {"explains", Names(review, finding.explains)},
               {"checks", ChecksOf(review, finding)},
               {"evidence", ToJson(EvidenceOf(review, finding))},
               {"gaps", Gaps(finding)}};
  // Only bundles of one cluster have something to say of each other's findings.
  if (!finding.standings.empty()) json["standings"] = StandingsOf(review, finding);
  return json;
}

Json IncidentsOf(const Review& review) {
  Json incidents = Json::array();
  for (const Incident& incident : review.incidents) {
    std::vector<std::size_t> symptoms;
    std::vector<std::size_t> roots;
    for (const auto& [finding, role] : incident.roles) {
      if (role == "symptom") symptoms.push_back(finding);
      if (role == "root") roots.push_back(finding);
    }
    Json chains = Json::array();
    for (const Chain& chain : incident.chains) chains.push_back(Names(review, chain));
    incidents.push_back(
        {{"id", incident.name},
         {"window", {{"from", Time(incident.first.earliest)}, {"to", Time(incident.last.latest)}}},
         {"symptoms", Names(review, symptoms)},
         {"root_causes", Names(review, roots)},
         {"chains", chains}});
  }
  return incidents;
}

Json BundlesOf(const Review& review) {
  Json bundles = Json::array();
  for (const BundleRow& bundle : review.bundles) {
    bundles.push_back({{"id", BundleId(bundle.id)},
                       {"path", bundle.name},
                       {"sha256", bundle.sha256},
                       {"layout", bundle.layout},
                       {"captured_at",
                        {{"earliest", Time(bundle.captured.earliest)},
                         {"latest", Time(bundle.captured.latest)},
                         {"basis", bundle.captured_basis}}}});
  }
  return bundles;
}

Json TimelineOf(const Review& review) {
  Json timeline = Json::array();
  for (const TimelineRow& row : review.timeline) {
    timeline.push_back({{"earliest", Time(row.from.earliest)},
                        {"latest", Time(row.from.latest)},
                        {"until", Time(row.until.latest)},
                        {"basis", row.basis},
                        {"node", row.node},
                        {"text", row.text},
                        {"count", row.count},
                        {"evidence", Lines(review, row.sources)}});
  }
  return timeline;
}

Json UnexplainedOf(const Review& review) {
  Json unexplained = Json::array();
  for (const UnexplainedRow& row : review.unexplained) {
    unexplained.push_back(
        {{"text", row.text}, {"count", row.count}, {"evidence", Lines(review, {row.source})}});
  }
  return unexplained;
}

// "node k8s01", "pod openebs/store-1", "namespace openebs", "cluster".
std::string ScopeOf(const CoverageRow& row) {
  if (!row.name.empty()) return "pod " + row.space + "/" + row.name;
  std::vector<std::string> parts;
  if (!row.node.empty()) parts.push_back("node " + row.node);
  if (!row.space.empty()) parts.push_back("namespace " + row.space);
  return parts.empty() ? "cluster" : Join(parts, ", ");
}

Json CoverageOf(const Review& review) {
  Json coverage = Json::array();
  for (const CoverageRow& row : review.coverage) {
    coverage.push_back({{"topic", row.topic}, {"scope", ScopeOf(row)}, {"members", row.members}});
  }
  return coverage;
}

Json MembersOf(const Review& review) {
  Json members = Json::array();
  for (const MemberRow& member : review.members) {
    members.push_back({{"bundle", BundleId(member.bundle)},
                       {"path", member.path},
                       {"sha256", member.sha256},
                       {"bytes", member.bytes},
                       {"format", member.format},
                       {"status", member.status},
                       {"records", member.records},
                       {"problem", member.problem}});
  }
  return members;
}

}  // namespace

Result<std::string> RenderFindingsJson(const Review& review, const ReportOptions& options) {
  Json findings = Json::array();
  for (const Finding& finding : review.findings) findings.push_back(ToJson(review, finding));
  const Json document = {{"schema", "howdunit/findings/1"},
                         {"tool", {{"name", "howdunit"}, {"version", options.version}}},
                         {"bundles", BundlesOf(review)},
                         {"incidents", IncidentsOf(review)},
                         {"findings", std::move(findings)},
                         {"timeline", TimelineOf(review)},
                         {"unexplained", UnexplainedOf(review)},
                         {"coverage", CoverageOf(review)},
                         {"members", MembersOf(review)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace howdunit::report
