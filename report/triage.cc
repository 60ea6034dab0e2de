#include "report/triage.h"

#include <algorithm>

#include "core/text.h"
#include "report/model/advice.h"
#include "report/model/evidence_gap.h"
#include "report/model/leading_finding.h"
#include "report/model/load.h"
#include "report/model/verdict.h"

namespace howdunit {
namespace {

using report::Finding;
using report::Review;

std::string SubjectOf(const Finding& finding) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view kind, const std::string& name) {
    if (!name.empty()) parts.push_back(std::string(kind) + " " + name);
  };
  add("pod", finding.space.empty() || finding.pod.empty() ? finding.pod
                                                          : finding.space + "/" + finding.pod);
  add("workload", finding.workload);
  add("component", finding.component);
  if (finding.pod.empty()) add("namespace", finding.space);
  add("node", finding.node);
  return Join(parts, ", ");
}

// What is true and will hurt, where nothing hurts yet.
const Finding* WorstRisk(const Review& review) {
  const auto found =
      std::find_if(review.findings.begin(), review.findings.end(), [](const Finding& finding) {
        return finding.kind == "risk" && IsStrong(finding) && finding.severity != "info";
      });
  return found == review.findings.end() ? nullptr : &*found;
}

void TellFinding(const Finding& finding, TriageLine& line) {
  line.finding = finding.name;
  line.rule = finding.rule;
  line.title = Redact(finding.title);
  line.subject = Redact(SubjectOf(finding));
  line.severity = finding.severity;
  line.verdict = finding.verdict;
}

void TellLeading(const Review& review, const Finding& leading, TriageLine& line) {
  TellFinding(leading, line);
  if (leading.kind != "cause") line.verdict = "unknown";
  // The incident is as bad as the worst of it, whatever its cause is called.
  const report::Incident& incident = review.incidents.front();
  for (const auto& [finding, role] : incident.roles) {
    if (role == "symptom" && review.findings[finding].severity == "critical") {
      line.severity = "critical";
    }
  }
}

// Not before the cause is known: what is done then cures a consequence at best.
void TellNext(const Review& review, TriageLine& line) {
  if (line.verdict == "unknown") return;
  const auto remedies = RemediesOf(review);
  if (remedies.empty()) return;
  line.next = Redact(remedies.front().advice->text);
  line.next_command = Redact(remedies.front().advice->command);
}

// What would make the leading cause certain, or tell which it is.
void TellWhatToAsk(const Review& review, const Finding& leading, TriageLine& line) {
  if (line.verdict == "confirmed") return;
  for (const report::EvidenceGap& gap : EvidenceGapsOf(review)) {
    const bool about =
        std::any_of(gap.findings.begin(), gap.findings.end(), [&](const Finding* finding) {
          return line.verdict == "likely" ? finding == &leading : finding->kind == "cause";
        });
    if (!about) continue;
    line.ask = Redact(gap.needs);
    line.ask_command = Redact(gap.command);
    return;
  }
}

void TellNothingFound(const Review& review, TriageLine& line) {
  line.severity = "none";
  line.verdict = "none";
  line.title = Redact(WhyNothing(review));
  if (!HasEnoughToJudge(review)) {
    line.ask = "a bundle that holds the state and the logs of the cluster";
    line.ask_command = "howdunit gather > gather.sh";
  }
}

void TellRisk(const Finding& risk, TriageLine& line) {
  TellFinding(risk, line);
  line.verdict = "risk";
  for (const report::Advice& advice : risk.advice) {
    if (advice.kind != "remedy" && advice.kind != "prevent") continue;
    line.next = Redact(advice.text);
    line.next_command = Redact(advice.command);
    break;
  }
}

// Nothing shows that anybody is hurt.
void TellPossible(const Review& review, const Finding& possible, TriageLine& line) {
  TellFinding(possible, line);
  line.severity = "info";
  TellWhatToAsk(review, possible, line);
}

}  // namespace

Result<TriageLine> TriageOf(const Database& database) {
  Review review;
  TRY(LoadEvidence(database, review));
  TRY(LoadFindings(database, review));
  TRY(LoadIncidents(database, review));
  if (review.bundles.empty()) return Error{"case file: it holds no bundle"};
  const report::BundleRow& bundle = review.bundles.front();
  TriageLine line{.bundle = Redact(bundle.name),
                  .cluster = RedactIdentifier(bundle.cluster_name),
                  .captured_earliest = bundle.captured.earliest,
                  .captured_latest = bundle.captured.latest};
  if (const Finding* leading = LeadingFinding(review); leading != nullptr) {
    TellLeading(review, *leading, line);
    TellNext(review, line);
    TellWhatToAsk(review, *leading, line);
  } else if (const Finding* risk = WorstRisk(review); risk != nullptr) {
    TellNothingFound(review, line);
    TellRisk(*risk, line);
  } else if (const Finding* possible = PossibleCause(review); possible != nullptr) {
    TellPossible(review, *possible, line);
  } else {
    TellNothingFound(review, line);
  }
  return line;
}

}  // namespace howdunit
