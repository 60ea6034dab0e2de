#include "store/diagnosis_writer.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/text.h"
#include "store/insert.h"

namespace howdunit {
namespace {

// Children before parents.
constexpr std::array kTables = std::to_array<std::string_view>(
    {"standing_source", "standing", "cluster_bundle", "timeline_source", "timeline", "benign",
     "unexplained", "incident_gap", "incident_trait", "chain", "incident_finding", "incident",
     "explains", "advice", "check_source", "finding_check", "statement_source", "statement",
     "finding"});

class DiagnosisWriter {
 public:
  DiagnosisWriter(const Database& database, const Diagnosis& diagnosis)
      : database_(database), diagnosis_(diagnosis) {}

  Result<void> Write() {
    for (const Finding& finding : diagnosis_.findings) WriteFinding(finding);
    WriteExplains();
    for (const Incident& incident : diagnosis_.incidents) WriteIncident(incident);
    WriteTimeline();
    WriteUnexplained();
    WriteBenign();
    WriteClusters();
    WriteStandings();
    WriteClustersOfIncidents();
    WriteUnasked();
    if (!error_.empty()) return Error{"case file: " + error_};
    return {};
  }

 private:
  std::int64_t Keep(Insert& insert) {
    const std::int64_t id = insert.Done();
    if (error_.empty()) error_ = insert.error();
    return id;
  }

  static Insert& PutSpan(Insert& insert, const Span& span) {
    return insert.Put(span.first_earliest)
        .Put(span.first_latest)
        .Put(span.last_earliest)
        .Put(span.last_latest);
  }

  std::int64_t Id(std::size_t finding) const { return ids_[finding]; }

  void WriteFinding(const Finding& finding) {
    finding_.PutWord(finding.name).Put(finding.bundle).PutWord(finding.rule);
    finding_.PutWord(finding.kind).PutWord(VerdictName(finding.verdict));
    finding_.PutWord(finding.severity).Put(finding.subject.node).Put(finding.subject.space);
    finding_.Put(finding.subject.pod).Put(finding.subject.workload);
    finding_.Put(finding.subject.component).Put(finding.title).Put(finding.question);
    finding_.Put(finding.mechanism).Put(finding.count);
    const std::int64_t id = Keep(PutSpan(finding_, finding.span));
    ids_.push_back(id);
    for (const AnswerSentence& sentence : finding.answer) {
      const std::int64_t statement = Keep(statement_.Put(id).Put(sentence.text));
      for (const std::int64_t source : sentence.sources) {
        Keep(statement_source_.Put(statement).Put(source));
      }
    }
    for (const CheckResult& check : finding.checks) {
      check_.Put(id).PutWord(check.name).PutWord(check.role).PutWord(AnswerName(check.answer));
      const std::int64_t row = Keep(check_.Put(check.ask).Put(check.needs).Put(check.command));
      for (const std::int64_t source : check.sources) Keep(check_source_.Put(row).Put(source));
    }
    for (const Advice& advice : finding.advice) {
      advice_.Put(id).PutWord(advice.kind).Put(advice.text).Put(advice.command);
      Keep(advice_.PutWord(advice.priority));
    }
  }

  void WriteExplains() {
    Insert insert(database_, "explains", "cause, effect");
    for (std::size_t cause = 0; cause < diagnosis_.findings.size(); ++cause) {
      const Finding& finding = diagnosis_.findings[cause];
      for (const auto* effects : {&finding.explains, &finding.would_explain}) {
        for (const std::size_t effect : *effects) Keep(insert.Put(Id(cause)).Put(Id(effect)));
      }
    }
  }

  void WriteIncident(const Incident& incident) {
    const std::vector<Finding>& findings = diagnosis_.findings;
    const auto rule = [&](const std::optional<std::size_t>& finding) {
      return finding ? std::string_view(findings[*finding].rule) : "";
    };
    incident_.Put(findings[incident.findings.front().finding].bundle).PutWord(incident.name);
    incident_.PutWord(rule(incident.symptom)).PutWord(rule(incident.cause));
    incident_.PutWord(incident.cause ? VerdictName(findings[*incident.cause].verdict) : "");
    incident_.PutWord(incident.severity).PutWord(incident.fingerprint);
    for (int i = 0; i < 5; ++i) incident_.PutWord("");  // see WriteClustersOfIncidents
    const std::int64_t id = Keep(PutSpan(incident_, incident.span));
    for (const Trait& trait : incident.traits) {
      Keep(incident_trait_.Put(id).PutWord(trait.kind).PutWord(trait.text));
    }
    for (const MissingEvidence& missing : incident.missing) {
      incident_gap_.Put(id).PutWord(missing.rule).PutWord(missing.check);
      Keep(incident_gap_.Put(missing.needs).Put(missing.command));
    }
    for (const IncidentFinding& part : incident.findings) {
      Keep(incident_finding_.Put(id).Put(Id(part.finding)).PutWord(part.role));
    }
    for (std::size_t number = 0; number < incident.chains.size(); ++number) {
      std::int64_t level = 0;
      for (const std::size_t finding : incident.chains[number]) {
        chain_.Put(id).Put(static_cast<std::int64_t>(number) + 1).Put(++level);
        Keep(chain_.Put(Id(finding)));
      }
    }
  }

  void WriteUnasked() {
    if (diagnosis_.unasked.empty()) return;
    Insert insert(database_, "setting", "name, value");
    Keep(insert.PutWord(kUnaskedRules).PutWord(Join(diagnosis_.unasked, ", ")));
  }

  // See table incident.
  void WriteClustersOfIncidents() {
    if (diagnosis_.incidents.empty()) return;
    const auto done = database_.Execute(
        "UPDATE incident SET (cluster, cluster_basis, kubernetes, calico, month) ="
        " (SELECT bundle.cluster, bundle.cluster_basis, bundle.kubernetes, bundle.calico,"
        "    coalesce(strftime('%Y-%m', coalesce(incident.first_earliest, captured_earliest)"
        "                               / 1000000, 'unixepoch'), '')"
        "  FROM bundle WHERE bundle.id = incident.bundle)");
    if (!done && error_.empty()) error_ = done.error().message;
  }

  void WriteTimeline() {
    Insert insert(
        database_, "timeline",
        "bundle, earliest, latest, until_earliest, until_latest, basis, node, text, count, "
        "finding, weight");
    Insert source_row(database_, "timeline_source", "timeline, source");
    for (const TimelineRow& row : diagnosis_.timeline) {
      insert.Put(row.bundle)
          .Put(row.earliest)
          .Put(row.latest)
          .Put(row.until_earliest)
          .Put(row.until_latest);
      insert.Put(row.basis).Put(row.node).Put(row.text).Put(row.count);
      insert.Put(row.finding ? std::optional(Id(*row.finding)) : std::nullopt);
      const std::int64_t id = Keep(insert.Put(std::int64_t{row.weight}));
      for (const std::int64_t source : row.sources) Keep(source_row.Put(id).Put(source));
    }
  }

  void WriteUnexplained() {
    Insert insert(database_, "unexplained", "text, count, source");
    for (const Unexplained& text : diagnosis_.unexplained) {
      Keep(insert.Put(text.text).Put(text.count).Put(text.source));
    }
  }

  void WriteBenign() {
    Insert insert(database_, "benign", "text, reason, count, source");
    for (const Benign& text : diagnosis_.benign) {
      Keep(insert.Put(text.text).Put(text.reason).Put(text.count).Put(text.source));
    }
  }

  void WriteClusters() {
    Insert insert(database_, "cluster_bundle", "cluster, place, bundle");
    for (const std::vector<std::int64_t>& bundles : diagnosis_.clusters) {
      const std::int64_t cluster = *std::min_element(bundles.begin(), bundles.end());
      std::int64_t place = 0;
      for (const std::int64_t bundle : bundles) Keep(insert.Put(cluster).Put(++place).Put(bundle));
    }
  }

  void WriteStandings() {
    Insert insert(database_, "standing", "finding, bundle, verdict, says");
    Insert source_row(database_, "standing_source", "standing, source");
    for (std::size_t finding = 0; finding < diagnosis_.findings.size(); ++finding) {
      for (const Standing& standing : diagnosis_.findings[finding].standings) {
        insert.Put(Id(finding)).Put(standing.bundle).PutWord(VerdictName(standing.verdict));
        const std::int64_t id = Keep(insert.Put(standing.says));
        for (const std::int64_t source : standing.sources) Keep(source_row.Put(id).Put(source));
      }
    }
  }

  const Database& database_;
  const Diagnosis& diagnosis_;
  std::vector<std::int64_t> ids_;  // of the findings' rows
  std::string error_;
  Insert finding_{database_, "finding",
                  "name, bundle, rule, kind, verdict, severity, node, namespace, pod, workload, "
                  "component, title, question, mechanism, count, first_earliest, first_latest, "
                  "last_earliest, last_latest"};
  Insert statement_{database_, "statement", "finding, text"};
  Insert statement_source_{database_, "statement_source", "statement, source"};
  Insert check_{database_, "finding_check", "finding, name, role, answer, ask, needs, command"};
  Insert check_source_{database_, "check_source", "finding_check, source"};
  Insert advice_{database_, "advice", "finding, kind, text, command, priority"};
  Insert incident_{database_, "incident",
                   "bundle, name, symptom, cause, verdict, severity, fingerprint, cluster, "
                   "cluster_basis, kubernetes, calico, month, first_earliest, "
                   "first_latest, last_earliest, last_latest"};
  Insert incident_finding_{database_, "incident_finding", "incident, finding, role"};
  Insert incident_trait_{database_, "incident_trait", "incident, kind, trait"};
  Insert incident_gap_{database_, "incident_gap", "incident, rule, name, needs, command"};
  Insert chain_{database_, "chain", "incident, number, level, finding"};
};

}  // namespace

Result<void> ClearDiagnosis(const Database& database) {
  for (const std::string_view table : kTables) {
    TRY(database.Execute("DELETE FROM " + std::string(table)));
  }
  Statement unasked = database.Prepare("DELETE FROM setting WHERE name = ?");
  TRY(unasked.Bind(1, Redact(kUnaskedRules)).Run());
  return {};
}

Result<void> WriteDiagnosis(const Database& database, const Diagnosis& diagnosis) {
  return DiagnosisWriter(database, diagnosis).Write();
}

}  // namespace howdunit
