// findings.json: the contract of docs/findings.schema.json.

#include "codec/json_writer.h"
#include "core/text.h"
#include "core/time.h"
#include "report/model/evidence.h"
#include "report/model/statement.h"
#include "report/outputs.h"

namespace howdunit::report {
namespace {

void WriteTime(JsonWriter& json, std::string_view name, const std::optional<std::int64_t>& time) {
  json.Key(name);
  if (time) {
    json.Value(FormatUtc(*time));
  } else {
    json.Null();
  }
}

std::string BundleId(std::int64_t id) { return "B" + std::to_string(id); }

void WriteEvidence(JsonWriter& json, const std::vector<Evidence>& all) {
  json.Objects("evidence", all, [&](const Evidence& evidence) {
    const Source& source = *evidence.source;
    if (!evidence.role.empty()) json.Member("role", evidence.role);
    json.Member("bundle", BundleId(source.bundle));
    json.Member("member", source.member);
    json.Member("line", source.line);
    json.Member("line_end", source.line_end);
    json.Member("text", source.text);
    if (!source.note.empty()) json.Member("note", source.note);
  });
}

std::vector<std::string> Names(const Review& review, const std::vector<std::size_t>& findings) {
  std::vector<std::string> names;
  for (const std::size_t index : findings) names.push_back(review.findings[index].name);
  return names;
}

void WriteChecks(JsonWriter& json, const Review& review, const Finding& finding) {
  json.Objects("checks", finding.checks, [&](const Check& check) {
    json.Member("id", check.name);
    json.Member("role", check.role);
    json.Member("answer", check.answer);
    json.Member("ask", check.ask);
    WriteEvidence(json, LinesOf(review, check.sources));
  });
}

void WriteGaps(JsonWriter& json, const Finding& finding) {
  json.Objects("gaps", GapsOf(finding), [&](const Gap& gap) {
    json.Member("needs", gap.needs);
    json.Member("command", gap.command);
  });
}

// Only bundles of one cluster have something to say of each other's findings.
void WriteStandings(JsonWriter& json, const Review& review, const Finding& finding) {
  if (finding.standings.empty()) return;
  json.Objects("standings", finding.standings, [&](const Standing& standing) {
    json.Member("bundle", BundleId(standing.bundle));
    json.Member("verdict", standing.verdict);
    json.Member("says", standing.says);
    WriteEvidence(json, LinesOf(review, standing.sources));
  });
}

void WriteFindings(JsonWriter& json, const Review& review) {
  json.Objects("findings", review.findings, [&](const Finding& finding) {
    json.Member("id", finding.name);
    json.Member("rule", finding.rule);
    json.Member("kind", finding.kind);
    json.Member("verdict", finding.verdict);
    json.Member("severity", finding.severity);
    json.Key("subject");
    json.BeginObject();
    for (const auto& [key, value] : SubjectOf(finding)) json.Member(key, value);
    json.EndObject();
    json.Member("title", finding.title);
    json.Member("answer", AnswerOf(finding));
    WriteTime(json, "first_seen", finding.first.earliest);
    WriteTime(json, "last_seen", finding.last.latest);
    json.Member("count", finding.count);
    json.Member("explains", Names(review, finding.explains));
    WriteChecks(json, review, finding);
    WriteEvidence(json, EvidenceOf(review, finding));
    WriteGaps(json, finding);
    WriteStandings(json, review, finding);
  });
}

void WriteIncidents(JsonWriter& json, const Review& review) {
  json.Objects("incidents", review.incidents, [&](const Incident& incident) {
    std::vector<std::size_t> symptoms;
    std::vector<std::size_t> roots;
    for (const auto& [finding, role] : incident.roles) {
      if (role == "symptom") symptoms.push_back(finding);
      if (role == "root") roots.push_back(finding);
    }
    json.Member("id", incident.name);
    json.Key("window");
    json.BeginObject();
    WriteTime(json, "from", incident.first.earliest);
    WriteTime(json, "to", incident.last.latest);
    json.EndObject();
    json.Member("symptoms", Names(review, symptoms));
    json.Member("root_causes", Names(review, roots));
    json.Key("chains");
    json.BeginArray();
    for (const Chain& chain : incident.chains) json.Value(Names(review, chain));
    json.EndArray();
  });
}

void WriteBundles(JsonWriter& json, const Review& review) {
  json.Objects("bundles", review.bundles, [&](const BundleRow& bundle) {
    json.Member("id", BundleId(bundle.id));
    json.Member("path", bundle.name);
    json.Member("sha256", bundle.sha256);
    json.Member("layout", bundle.layout);
    json.Key("captured_at");
    json.BeginObject();
    WriteTime(json, "earliest", bundle.captured.earliest);
    WriteTime(json, "latest", bundle.captured.latest);
    json.Member("basis", bundle.captured_basis);
    json.EndObject();
  });
}

void WriteTimeline(JsonWriter& json, const Review& review) {
  json.Objects("timeline", review.timeline, [&](const TimelineRow& row) {
    WriteTime(json, "earliest", row.from.earliest);
    WriteTime(json, "latest", row.from.latest);
    WriteTime(json, "until", row.until.latest);
    json.Member("basis", row.basis);
    json.Member("node", row.node);
    json.Member("text", row.text);
    json.Member("count", row.count);
    WriteEvidence(json, LinesOf(review, row.sources));
  });
}

void WriteUnexplained(JsonWriter& json, const Review& review) {
  json.Objects("unexplained", review.unexplained, [&](const UnexplainedRow& row) {
    json.Member("text", row.text);
    json.Member("count", row.count);
    WriteEvidence(json, LinesOf(review, {row.source}));
  });
}

// "node k8s01", "pod openebs/store-1", "namespace openebs", "cluster".
std::string ScopeOf(const CoverageRow& row) {
  if (!row.name.empty()) return "pod " + row.space + "/" + row.name;
  std::vector<std::string> parts;
  if (!row.node.empty()) parts.push_back("node " + row.node);
  if (!row.space.empty()) parts.push_back("namespace " + row.space);
  return parts.empty() ? "cluster" : Join(parts, ", ");
}

void WriteCoverage(JsonWriter& json, const Review& review) {
  json.Objects("coverage", review.coverage, [&](const CoverageRow& row) {
    json.Member("topic", row.topic);
    json.Member("scope", ScopeOf(row));
    json.Member("members", row.members);
  });
}

void WriteMembers(JsonWriter& json, const Review& review) {
  json.Objects("members", review.members, [&](const MemberRow& member) {
    json.Member("bundle", BundleId(member.bundle));
    json.Member("path", member.path);
    json.Member("sha256", member.sha256);
    json.Member("bytes", member.bytes);
    json.Member("format", member.format);
    json.Member("status", member.status);
    json.Member("records", member.records);
    json.Member("problem", member.problem);
  });
}

}  // namespace

Result<std::string> RenderFindingsJson(const Review& review, const ReportOptions& options) {
  JsonWriter json;
  json.BeginObject();
  json.Member("schema", "howdunit/findings/1");
  json.Key("tool");
  json.BeginObject();
  json.Member("name", "howdunit");
  json.Member("version", options.version);
  json.EndObject();
  WriteBundles(json, review);
  WriteIncidents(json, review);
  WriteFindings(json, review);
  WriteTimeline(json, review);
  WriteUnexplained(json, review);
  WriteCoverage(json, review);
  WriteMembers(json, review);
  json.EndObject();
  return json.Take();
}

}  // namespace howdunit::report
