// What a report tells, read from a case file into plain data. Everything stands
// in the case file's order; nothing is inferred here but counts.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace howdunit::report {

using SourceId = std::int64_t;
using SourceIds = std::vector<SourceId>;  // ascending, each once

// The range of UTC microseconds that holds a moment; empty if it is not known.
struct Moment {
  std::optional<std::int64_t> earliest;
  std::optional<std::int64_t> latest;
  bool known() const { return earliest && latest; }
};

// Lines of evidence.
struct Source {
  std::int64_t bundle = 0;
  std::int64_t member_id = 0;
  std::string member;  // its path
  std::int64_t line = 0;
  std::int64_t line_end = 0;
  std::string text;
  std::string note;  // what is read in the lines where the text hides it
};

struct BundleRow {
  std::int64_t id = 0;
  std::int64_t cluster = 0;  // bundles of one cluster have the same
  std::string cluster_name;  // what tells it from others; '' if nothing does
  std::string name;
  std::string sha256;
  std::string layout;
  Moment captured;
  std::string captured_basis;
  std::string captured_member;
  std::string problem;
};

struct MemberRow {
  std::int64_t bundle = 0;
  std::string path;
  std::string sha256;
  std::int64_t bytes = 0;
  std::int64_t lines = 0;
  std::int64_t lines_unclaimed = 0;
  std::string format;
  std::string status;
  std::int64_t records = 0;
  std::string problem;
};

struct ClockRow {
  std::string node;
  std::int64_t offset_seconds = 0;
  std::string zone;
  std::string basis;
  std::string member;
  std::int64_t line = 0;
};

// A node's clock against the API server's, in microseconds; ahead of it where positive.
struct SkewRow {
  std::string node;
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::int64_t events = 0;
  SourceId source = 0;
};

// A pod or node that members show in different states.
struct DisagreementRow {
  std::string kind, space, name;
  std::string state;  // the newest
  SourceId source = 0;
  std::string other_state;
  SourceId other_source = 0;
};

// Members that list all of a topic.
struct CoverageRow {
  std::string topic;
  std::string node;
  std::string space;
  std::string name;
  std::vector<std::string> members;
};

// Lines that could not be read, for one reason.
struct ProblemGroup {
  std::string reason;
  std::int64_t count = 0;
  SourceId first = 0;
};

struct NodeRow {
  std::string name;
  std::string status;
  std::string roles;
  std::string kubelet_version;
  std::string runtime_version;
  std::string os_image;
  SourceId source = 0;
};

// Pods of a bundle that have the same status.
struct PodGroup {
  std::int64_t bundle = 0;
  std::string status;
  std::int64_t count = 0;
  std::int64_t listed = 0;  // of so many pods in the bundle
  SourceIds sources;        // of the first few
};

// A DaemonSet of which not all pods are Ready.
struct UnreadyRow {
  std::int64_t bundle = 0;
  std::string space;
  std::string name;
  std::string state;  // "1 of 3 ready"
  SourceId source = 0;
};

// Texts that one signature matched in one kind of place, for a failure that
// belongs to an incident.
struct SignatureGroup {
  std::string signature;
  std::string origin;
  std::int64_t count = 0;
  Moment first;
  Moment last;
  std::vector<std::string> nodes;
  std::int64_t rows = 0;  // like hits of one member are one row
  SourceId source = 0;    // of the first row
};

// What a symptom stands on, where it was first seen.
struct FirstSign {
  Moment at;
  std::string signature;
  bool log_begins = false;  // with it: it may have been so before
  SourceId source = 0;
};

struct Sentence {
  std::string text;
  SourceIds sources;
};

struct Check {
  std::string name;
  std::string role;
  std::string answer;
  std::string ask;
  std::string needs;
  std::string command;
  SourceIds sources;

  // Whether the answer speaks for the finding. REQUIRES: it is not "unknown".
  bool speaks_for() const { return (answer == "yes") != (role == "refutes"); }
};

// How a bundle of the cluster answers the questions of a finding.
struct Standing {
  std::int64_t bundle = 0;
  std::string verdict;
  std::string says;  // "Is …? no"
  SourceIds sources;

  bool holds() const { return verdict != "ruled-out" && verdict != "undetermined"; }
};

struct Advice {
  std::string kind;
  std::string text;
  std::string command;
  std::string priority;
};

struct Finding {
  std::int64_t id = 0;
  std::int64_t bundle = 0;  // which its texts are about; see standings for the others
  std::string name;
  std::string rule;
  std::string kind;
  std::string verdict;
  std::string severity;
  std::string node;
  std::string space;
  std::string pod;
  std::string workload;
  std::string component;
  std::string title;
  std::string question;
  std::string mechanism;
  std::int64_t count = 0;
  Moment first;
  Moment last;
  std::vector<Sentence> sentences;
  std::vector<Check> checks;
  std::vector<Advice> advice;
  std::vector<Standing>
      standings;  // in the order of capture; empty where the cluster has one bundle
  std::vector<std::size_t> explains;       // effects, as indexes of Review::findings
  std::vector<std::size_t> would_explain;  // … of a finding that is undetermined
};

// A chain of indexes of Review::findings, the symptom first.
using Chain = std::vector<std::size_t>;

struct Incident {
  std::string name;
  Moment first;
  Moment last;
  std::map<std::size_t, std::string> roles;  // of findings, by index
  std::vector<Chain> chains;
  std::optional<FirstSign> first_line;   // in a log
  std::optional<FirstSign> first_event;  // among Events
};

struct TimelineRow {
  Moment from;
  Moment until;  // known if it lasted or repeated
  std::string basis;
  std::string node;
  std::string text;
  std::int64_t count = 0;
  std::int64_t weight = 0;
  std::optional<std::size_t> finding;  // that tells it, as an index of Review::findings
  SourceIds sources;
};

// Something that differs between the first and the last bundle of a cluster.
struct StateChange {
  std::string kind;  // "Pod", "Node", "DaemonSet", "Token", "Path"
  std::string space;
  std::string name;
  std::string before;  // "" if it was not there …
  std::string after;   // … or is no longer there, and a full list says so
  SourceId before_source = 0;
  SourceId after_source = 0;
};

// The bundles of one cluster, in the order of capture.
struct Comparison {
  std::vector<std::int64_t> bundles;  // at least two
  std::vector<StateChange> changes;
};

struct UnexplainedRow {
  std::string text;
  std::int64_t count = 0;
  SourceId source = 0;
};

struct BenignRow {
  std::string text;
  std::string reason;
  std::int64_t count = 0;
  SourceId source = 0;
};

struct Review {
  std::vector<BundleRow> bundles;
  std::vector<MemberRow> members;
  std::vector<ClockRow> clocks;
  std::vector<SkewRow> skews;  // of more than a second
  std::vector<DisagreementRow> disagreements;
  std::vector<CoverageRow> coverage;
  std::vector<ProblemGroup> problems;
  std::vector<NodeRow> nodes;
  std::vector<PodGroup> pods;
  std::int64_t pods_listed = 0;   // in all bundles
  std::int64_t pods_well = 0;     // of them: running, or done
  std::int64_t pods_unready = 0;  // of these: running, and not all of their containers ready
  std::int64_t events = 0;
  bool more_events = false;  // some stand for others, too
  std::vector<UnreadyRow> unready;
  std::vector<SignatureGroup> signatures;
  std::vector<Finding> findings;
  std::vector<Incident> incidents;
  std::optional<Comparison> comparison;  // of the first cluster with several bundles
  std::vector<TimelineRow> timeline;
  std::vector<UnexplainedRow> unexplained;
  std::vector<BenignRow> benign;
  std::map<std::string, std::string> settings;
  std::map<SourceId, Source> sources;  // those that anything above refers to

  // The sources under a finding: of its sentences, then of its checks.
  SourceIds SourcesOf(const Finding& finding) const;
  // REQUIRES: one of `findings`.
  std::size_t IndexOf(const Finding& finding) const {
    return static_cast<std::size_t>(&finding - findings.data());
  }
  // Whether a finding belongs to an incident in one of `roles`.
  bool HasRole(std::size_t finding, const std::vector<std::string>& roles) const;
};

// Reads all of it. Fails only if the case file cannot be read.
Result<Review> LoadReview(const Database& database);

}  // namespace howdunit::report
