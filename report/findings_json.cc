// findings.json: the contract of docs/findings.schema.json.

#include <algorithm>
#include <set>
#include <tuple>

#include <nlohmann/json.hpp>

#include "core/text.h"
#include "core/time.h"
#include "report/outputs.h"

namespace howdunit::report {
namespace {

using Json = nlohmann::ordered_json;

Json Time(const std::optional<std::int64_t>& time) {
  return time ? Json(FormatUtc(*time)) : Json();
}

std::string BundleId(std::int64_t id) { return "B" + std::to_string(id); }

// One line of evidence, ordered by where it stands.
struct Evidence {
  std::string role;
  const Source* source;

  auto place() const {
    return std::tie(source->bundle, source->member, source->line, source->line_end, source->text);
  }
};

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

Json ToJson(std::vector<Evidence> all) {
  std::sort(all.begin(), all.end(), [](const Evidence& a, const Evidence& b) {
    return std::tuple_cat(a.place(), std::tie(a.role)) <
           std::tuple_cat(b.place(), std::tie(b.role));
  });
  Json json = Json::array();
  for (const Evidence& evidence : all) json.push_back(ToJson(evidence));
  return json;
}

Json Lines(const Review& review, const SourceIds& ids) {
  std::vector<Evidence> all;
  for (const SourceId id : ids) {
    const auto source = review.sources.find(id);
    if (source != review.sources.end()) all.push_back({"", &source->second});
  }
  return ToJson(std::move(all));
}

// The lines under a finding. What any check takes for it is for it, even if
// another one reads the line against it.
Json EvidenceOf(const Review& review, const Finding& finding) {
  std::set<SourceId> speaks_for;
  std::set<SourceId> against;
  for (const Check& check : finding.checks) {
    const bool is_for = check.answer != "unknown" && check.speaks_for();
    (is_for ? speaks_for : against).insert(check.sources.begin(), check.sources.end());
  }
  for (const Sentence& sentence : finding.sentences) {
    auto& side = finding.verdict == "ruled-out" ? against : speaks_for;
    for (const SourceId id : sentence.sources) {
      if (!speaks_for.contains(id) && !against.contains(id)) side.insert(id);
    }
  }
  std::vector<Evidence> all;
  const auto add = [&](SourceId id, const char* role) {
    const auto source = review.sources.find(id);
    if (source != review.sources.end()) all.push_back({role, &source->second});
  };
  for (const SourceId id : speaks_for) add(id, "for");
  for (const SourceId id : against) {
    if (!speaks_for.contains(id)) add(id, "against");
  }
  return ToJson(std::move(all));
}

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

Json GapsOf(const Finding& finding) {
  std::set<std::pair<std::string, std::string>> gaps;
  for (const Check& check : finding.checks) {
    if (check.answer == "unknown" && !check.needs.empty())
      gaps.insert({check.needs, check.command});
  }
  Json json = Json::array();
  for (const auto& [needs, command] : gaps) {
    json.push_back({{"needs", needs}, {"command", command}});
  }
  return json;
}

Json SubjectOf(const Finding& finding) {
  Json subject = Json::object();
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) subject[key] = value;
  };
  add("node", finding.node);
  add("namespace", finding.space);
  add("pod", finding.pod);
  add("workload", finding.workload);
  add("component", finding.component);
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
  std::vector<std::string> answer;
  for (const Sentence& sentence : finding.sentences) answer.push_back(sentence.text);
  Json json = {{"id", finding.name},
          {"rule", finding.rule},
          {"kind", finding.kind},
          {"verdict", finding.verdict},
          {"severity", finding.severity},
          {"subject", SubjectOf(finding)},
          {"title", finding.title},
          {"answer", Join(answer, " ")},
          {"first_seen", Time(finding.first.earliest)},
          {"last_seen", Time(finding.last.latest)},
          {"count", finding.count},
          {"explains", Names(review, finding.explains)},
          {"checks", ChecksOf(review, finding)},
          {"evidence", EvidenceOf(review, finding)},
          {"gaps", GapsOf(finding)}};
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
