// What the evidence means: what the rule engine hands to the store.
//
// Sources are ids of the case file's table `source`. Findings are referred to by
// their index in Diagnosis::findings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/redacted.h"
#include "core/time.h"

namespace howdunit {

enum class Verdict { kConfirmed, kLikely, kPossible, kRuledOut, kUndetermined };
std::string_view VerdictName(Verdict verdict);  // "confirmed", …, "ruled-out", "undetermined"
std::optional<Verdict> VerdictFromName(std::string_view name);

enum class Answer { kYes, kNo, kUnknown };
std::string_view AnswerName(Answer answer);

// What a finding is about; empty parts do not apply.
struct Subject {
  Redacted node, space, pod, workload, component;
  auto operator<=>(const Subject&) const = default;
};

// A sentence and the evidence under it.
struct AnswerSentence {
  Redacted text;
  std::vector<std::int64_t> sources;
};

struct CheckResult {
  std::string name;
  std::string role;  // "requires", "refutes", "decides", "supports"
  Answer answer = Answer::kUnknown;
  Redacted ask;
  Redacted needs;    // what would answer it, where it is unknown
  Redacted command;  // … and the command that gets it
  std::vector<std::int64_t> sources;
};

struct Advice {
  std::string kind;  // "remedy", "verify", "prevent"
  Redacted text;
  Redacted command;
  std::string priority;
};

// A span of time: both ends are ranges.
struct Span {
  std::optional<Micros> first_earliest, first_latest, last_earliest, last_latest;
};

// How one bundle answers the question that a finding of several bundles answers.
struct Standing {
  std::int64_t bundle = 0;
  Verdict verdict = Verdict::kUndetermined;
  Redacted says;  // the questions that decided it, with their answers: "Is …? no"
  std::vector<std::int64_t> sources;
};

struct Finding {
  std::string name;         // "F3"
  std::int64_t bundle = 0;  // which its texts are about
  std::string rule;
  std::string kind;  // "symptom", "cause", "risk"
  Verdict verdict = Verdict::kUndetermined;
  std::string severity;
  Subject subject;
  Redacted title;
  Redacted question;
  Redacted mechanism;
  std::int64_t count = 0;
  Span span;
  std::vector<AnswerSentence> answer;
  std::vector<CheckResult> checks;
  std::vector<Advice> advice;
  std::vector<std::size_t> explains;       // effects, if it holds
  std::vector<std::size_t> would_explain;  // … if it is undetermined
  // One for each bundle of the cluster, in the order of capture; none if the finding
  // is of one bundle alone. Count and span are of all bundles in which it holds.
  std::vector<Standing> standings;
};

struct IncidentFinding {
  std::size_t finding = 0;
  std::string role;  // "symptom", "root", "link", "considered"
};

// Something about an incident that has no name and no time in it.
struct Trait {
  std::string kind;  // see table incident_trait
  std::string text;
  auto operator<=>(const Trait&) const = default;
};

// Evidence that would have decided about a cause.
struct MissingEvidence {
  std::string rule;
  std::string check;
  Redacted needs;
  Redacted command;
};

struct Incident {
  std::string name;                      // "I1"
  std::optional<std::size_t> symptom;    // finding that the first chain begins with
  std::optional<std::size_t> cause;      // … and the last cause that it reaches
  std::string severity;                  // the highest of its findings
  std::vector<Trait> traits;             // sorted
  std::string fingerprint;               // of them
  std::vector<MissingEvidence> missing;  // where no cause is confirmed
  Span span;
  std::vector<IncidentFinding> findings;
  std::vector<std::vector<std::size_t>> chains;  // symptom first
};

struct TimelineRow {
  std::int64_t bundle = 0;  // the first that tells it
  Micros earliest = 0;
  Micros latest = 0;
  std::optional<Micros> until_earliest, until_latest;
  Redacted basis;
  Redacted node;
  Redacted text;
  std::int64_t count = 1;
  std::optional<std::size_t> finding;
  int weight = 0;
  std::vector<std::int64_t> sources;
};

struct Unexplained {
  Redacted text;
  std::int64_t count = 1;
  std::int64_t source = 0;
};

// Messages that look like trouble and, as the evidence shows, are none.
struct Benign {
  std::string rule;
  Redacted text;
  Redacted reason;  // why they are harmless
  std::int64_t count = 1;
  std::int64_t source = 0;
};

struct Diagnosis {
  // Rules that found no end in this evidence and were given up, or not of all that they are about.
  std::vector<std::string> unasked;
  std::vector<std::vector<std::int64_t>> clusters;  // their bundles in the order of capture
  std::vector<Finding> findings;
  std::vector<Incident> incidents;
  std::vector<TimelineRow> timeline;
  std::vector<Unexplained> unexplained;
  std::vector<Benign> benign;
};

}  // namespace howdunit
