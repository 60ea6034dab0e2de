#include "rules/fingerprint.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "codec/sha256.h"
#include "core/severity.h"
#include "rules/query.h"

namespace howdunit {
namespace {

constexpr std::string_view kFailures =
    "SELECT DISTINCT signature, stage, source, coalesce(log_source, source) AS source2,"
    " last_source AS source3 FROM v_cni_failure ORDER BY signature, stage, source, source3";

// A failed CNI call, by the lines that tell it.
struct Failure {
  std::string signature;
  std::string stage;
};
using Failures = std::multimap<std::int64_t, Failure>;

Result<Failures> FindFailures(const Database& database) {
  TRY_ASSIGN(const std::vector<QueryRow> rows, RunQuery(database, kFailures, {}));
  Failures failures;
  for (const QueryRow& row : rows) {
    for (const std::int64_t source : row.sources) {
      failures.insert({source, {row.values.at("signature"), row.values.at("stage")}});
    }
  }
  return failures;
}

bool IsStrong(const Finding& finding) { return finding.verdict <= Verdict::kLikely; }

class Describer {
 public:
  Describer(const Failures& failures, const RuleBook& book, const std::vector<Finding>& findings)
      : failures_(failures), findings_(findings) {
    for (const Rule& rule : book.rules) rules_[rule.id] = &rule;
  }

  void Describe(Incident& incident) const {
    FindTraits(incident);
    incident.fingerprint = Fingerprint(incident.traits);
    const bool sure = incident.cause && findings_[*incident.cause].verdict == Verdict::kConfirmed;
    if (!sure) FindMissing(incident);
  }

 private:
  void FindTraits(Incident& incident) const {
    std::set<Trait> traits;
    for (const IncidentFinding& part : incident.findings) {
      const Finding& finding = findings_[part.finding];
      if (part.role == "considered") {
        if (finding.kind == "cause") traits.insert({"suspect", finding.rule});
        continue;
      }
      traits.insert({part.role == "root" ? "cause" : part.role, finding.rule});
      for (const CheckResult& check : finding.checks) {
        if (part.role == "root" && check.role == "decides" && check.answer == Answer::kYes) {
          traits.insert({"decided", finding.rule + "/" + check.name});
        }
        if (part.role == "symptom") AddFailures(check, traits);
      }
    }
    incident.traits.assign(traits.begin(), traits.end());
  }

  void AddFailures(const CheckResult& check, std::set<Trait>& traits) const {
    for (const std::int64_t source : check.sources) {
      const auto [first, last] = failures_.equal_range(source);
      for (auto at = first; at != last; ++at) {
        traits.insert({"sign", at->second.signature});
        traits.insert({"stage", at->second.stage});
      }
    }
  }

  static std::string Fingerprint(const std::vector<Trait>& traits) {
    const bool known = std::any_of(traits.begin(), traits.end(),
                                   [](const Trait& trait) { return trait.kind == "cause"; });
    const std::set<std::string_view> telling =
        known ? std::set<std::string_view>{"cause", "decided"}
              : std::set<std::string_view>{"suspect", "symptom", "stage"};
    std::string text;
    for (const Trait& trait : traits) {
      if (telling.contains(trait.kind)) text += trait.kind + " " + trait.text + "\n";
    }
    constexpr std::size_t kLength = 16;  // 64 bits: enough to tell millions apart
    return Sha256::Of(text).substr(0, kLength);
  }

  // Of a cause that is not ruled out, in the incident or beside it.
  bool MayHaveCaused(const Finding& cause, const Incident& incident) const {
    if (cause.kind != "cause" || cause.verdict == Verdict::kConfirmed ||
        cause.verdict == Verdict::kRuledOut) {
      return false;
    }
    const auto rule = rules_.find(cause.rule);
    if (rule == rules_.end()) return false;
    return std::any_of(
        incident.findings.begin(), incident.findings.end(), [&](const IncidentFinding& part) {
          const Finding& effect = findings_[part.finding];
          const auto& explains = rule->second->explains;
          return part.role == "symptom" && effect.bundle == cause.bundle &&
                 (cause.subject.node.empty() || effect.subject.node.empty() ||
                  cause.subject.node == effect.subject.node) &&
                 std::any_of(explains.begin(), explains.end(), [&](const Explains& explained) {
                   return explained.rule == effect.rule;
                 });
        });
  }

  void FindMissing(Incident& incident) const {
    std::map<std::pair<std::string, std::string>, const CheckResult*> missing;
    for (const Finding& finding : findings_) {
      if (!MayHaveCaused(finding, incident)) continue;
      for (const CheckResult& check : finding.checks) {
        if (check.answer == Answer::kUnknown && !check.needs.empty()) {
          missing.try_emplace({finding.rule, check.name}, &check);
        }
      }
    }
    for (const auto& [key, check] : missing) {
      incident.missing.push_back({key.first, key.second, check->needs, check->command});
    }
  }

  const Failures& failures_;
  const std::vector<Finding>& findings_;
  std::map<std::string_view, const Rule*> rules_;
};

// The ends of the first chain, and how bad it is.
void FindLeading(const std::vector<Finding>& findings, Incident& incident) {
  if (!incident.chains.empty()) {
    for (const std::size_t at : incident.chains.front()) {
      // A risk behind the last cause made it possible; it is not what happened.
      if (findings[at].kind == "cause" && IsStrong(findings[at])) incident.cause = at;
    }
    const std::size_t first = incident.chains.front().front();
    if (findings[first].kind == "symptom") incident.symptom = first;
  }
  incident.severity = "info";
  for (const IncidentFinding& part : incident.findings) {
    const Finding& finding = findings[part.finding];
    if (IsStrong(finding) && SeverityRank(finding.severity) < SeverityRank(incident.severity)) {
      incident.severity = finding.severity;
    }
  }
}

}  // namespace

Result<void> DescribeIncidents(const Database& database, const RuleBook& book,
                               const std::vector<Finding>& findings,
                               std::vector<Incident>& incidents) {
  if (incidents.empty()) return {};
  TRY_ASSIGN(const Failures failures, FindFailures(database));
  const Describer describer(failures, book, findings);
  for (Incident& incident : incidents) {
    FindLeading(findings, incident);
    describer.Describe(incident);
  }
  return {};
}

}  // namespace howdunit
