#include "rules/across_bundles.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "rules/span.h"
#include "rules/standing.h"

namespace howdunit {
namespace {

bool IsAlone(const Clusters& clusters, const Finding& finding) {
  const std::size_t cluster = clusters.Of(finding.bundle).cluster;
  return cluster >= clusters.bundles.size() || clusters.bundles[cluster].size() < 2;
}

// A rule about nodes that cannot name the node says nothing of which it is.
bool IsUnnamed(const Evaluated& evaluated) {
  const Subject& subject = evaluated.finding.subject;
  return evaluated.values.contains("node") && subject.node.empty() && subject.pod.empty();
}

bool CanMerge(const Clusters& clusters, const Evaluated& evaluated) {
  return evaluated.finding.kind != "benign" && !IsUnnamed(evaluated) &&
         !IsAlone(clusters, evaluated.finding);
}

auto CountAnswered(const Finding& finding) {
  return std::count_if(finding.checks.begin(), finding.checks.end(),
                       [](const CheckResult& check) { return check.answer != Answer::kUnknown; });
}

// `same` are findings of one subject, in the order of capture.
Evaluated Merge(std::vector<Evaluated> same) {
  // What an earlier bundle rules out is open again if the last one cannot tell.
  const bool open = same.back().finding.verdict == Verdict::kUndetermined;
  const auto rank = [&](const Evaluated& one) {
    const Finding& finding = one.finding;
    return std::tuple(open && finding.verdict == Verdict::kRuledOut, finding.verdict,
                      -CountAnswered(finding));
  };
  const auto base =
      std::min_element(same.rbegin(), same.rend(),
                       [&](const Evaluated& a, const Evaluated& b) { return rank(a) < rank(b); });
  Evaluated merged = *base;
  for (Evaluated& one : same) {
    const Finding& finding = one.finding;
    merged.finding.standings.push_back(
        MakeStanding(finding.bundle, finding.verdict, finding.checks));
    if (!Holds(finding)) continue;
    Widen(merged.finding.span, finding.span);
    // Counts are of everything so far: a later one holds the earlier.
    merged.finding.count = std::max(merged.finding.count, finding.count);
    merged.held.push_back(std::move(one.values));
  }
  return merged;
}

// Without a subject only what says no counts: a yes is about something else, or too
// weak for the rule's own subjects.
Verdict JudgeWithoutSubject(const std::vector<CheckResult>& checks) {
  bool decided = false;
  bool open = false;
  for (const CheckResult& check : checks) {
    if (check.role == "refutes" && check.answer == Answer::kYes) return Verdict::kRuledOut;
    if (check.role == "requires" && check.answer == Answer::kNo) return Verdict::kRuledOut;
    if (check.role != "decides") continue;
    decided = decided || check.answer == Answer::kNo;
    open = open || check.answer != Answer::kNo;
  }
  return decided && !open ? Verdict::kRuledOut : Verdict::kUndetermined;
}

}  // namespace

void MergeBundles(const Clusters& clusters, std::vector<Evaluated>& findings) {
  using Key = std::tuple<std::size_t, std::string, Subject>;
  std::map<Key, std::vector<Evaluated>> same;
  std::vector<Evaluated> merged;
  for (Evaluated& evaluated : findings) {
    if (!CanMerge(clusters, evaluated)) {
      merged.push_back(std::move(evaluated));
      continue;
    }
    const std::size_t cluster = clusters.Of(evaluated.finding.bundle).cluster;
    same[{cluster, evaluated.finding.rule, evaluated.finding.subject}].push_back(
        std::move(evaluated));
  }
  for (auto& [key, group] : same) {
    std::sort(group.begin(), group.end(), [&](const Evaluated& a, const Evaluated& b) {
      return clusters.Of(a.finding.bundle) < clusters.Of(b.finding.bundle);
    });
    merged.push_back(Merge(std::move(group)));
  }
  findings = std::move(merged);
}

void AskOtherBundles(Database& database, const Clusters& clusters,
                     std::vector<Evaluated>& findings) {
  for (Evaluated& evaluated : findings) {
    if (!CanMerge(clusters, evaluated)) continue;
    Finding& finding = evaluated.finding;
    std::vector<Standing> standings;
    for (const std::int64_t bundle : clusters.bundles[clusters.Of(finding.bundle).cluster]) {
      const auto known =
          std::find_if(finding.standings.begin(), finding.standings.end(),
                       [&](const Standing& standing) { return standing.bundle == bundle; });
      if (known != finding.standings.end()) {
        standings.push_back(std::move(*known));
        continue;
      }
      database.SetFence(QueryFence{});  // as each rule has a budget of its own
      const std::vector<CheckResult> checks = AskElsewhere(database, evaluated, bundle);
      standings.push_back(MakeStanding(bundle, JudgeWithoutSubject(checks), checks));
    }
    finding.standings = std::move(standings);
  }
}

}  // namespace howdunit
