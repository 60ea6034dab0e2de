// What there was to look at: so that "nothing found" can be weighed.

#include <map>
#include <set>

#include "core/text.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::string_view kLog = "log/";

bool IsListed(const Review& review, std::string_view topic) {
  for (const CoverageRow& row : review.coverage) {
    if (row.topic == topic) return true;
  }
  return false;
}

Prose DescribeNodes(SectionContext& context) {
  const std::vector<NodeRow>& nodes = context.review.nodes;
  std::int64_t ready = 0;
  std::int64_t unknown = 0;
  SourceIds sources;
  for (const NodeRow& node : nodes) {
    if (node.status == "Ready" || node.status.starts_with("Ready,")) ++ready;
    if (node.status.empty()) ++unknown;
    sources.push_back(node.source);
  }
  std::string text = Counted(std::ssize(nodes), "node") + " listed, ";
  if (unknown < std::ssize(nodes)) text += std::to_string(ready) + " of them Ready";
  if (unknown > 0 && unknown < std::ssize(nodes)) text += ", " + std::to_string(unknown) + " ";
  if (unknown > 0) text += "without a state";
  return JoinProse({Words(text), context.evidence.Cite(sources)}, " ");
}

Prose DescribePods(const Review& review) {
  std::int64_t unwell = 0;
  for (const PodGroup& group : review.pods) unwell += group.count;
  const std::int64_t unknown = review.pods_listed - review.pods_well - unwell;
  return Words(Counted(review.pods_listed, "pod") + " listed, " + std::to_string(review.pods_well) +
               " of them Running or completed" +
               (review.pods_unready > 0
                    ? " (" + std::to_string(review.pods_unready) + " without all containers ready)"
                    : "") +
               (unknown > 0 ? ", " + std::to_string(unknown) + " without a state" : ""));
}

// "kubelet of k8s01, k8s02; containerd of k8s01"
Prose DescribeLogs(const Review& review) {
  std::map<std::string, std::set<std::string>> nodes;
  for (const CoverageRow& row : review.coverage) {
    if (!row.topic.starts_with(kLog)) continue;
    auto& of_unit = nodes[row.topic.substr(kLog.size())];
    if (!row.node.empty()) of_unit.insert(row.node);
  }
  std::vector<std::string> units;
  for (const auto& [unit, of] : nodes) {
    units.push_back(unit + (of.empty() ? "" : " of " + Join({of.begin(), of.end()}, ", ")));
  }
  return units.empty() ? Prose() : Words("logs: " + Join(units, "; "));
}

}  // namespace

void FillLookedAt(SectionContext& context) {
  const Review& review = context.review;
  TemplateData::List there;
  TemplateData::List missing;
  const auto add = [&](const Prose& text, const Prose& otherwise) {
    (text.empty() ? missing : there).push_back(Row({{"looked", text.empty() ? otherwise : text}}));
  };
  add(review.nodes.empty() ? Prose() : DescribeNodes(context), "a list of nodes");
  add(review.pods_listed == 0 ? Prose() : DescribePods(review), "a list of pods");
  if (IsListed(review, "events")) {
    add("Events", {});
  } else if (review.events > 0) {  // those of a describe, or of nobody knows which namespace
    add(Words((review.more_events ? "more than " : "") + Counted(review.events, "Event")), {});
    add({}, "a list of all Events");
  } else {
    add({}, "Events");
  }
  add(DescribeLogs(review), "logs of the kubelet, the runtime or the control plane");
  context.out.SetFlag("has_looked_at", !there.empty());
  context.out.SetFlag("has_not_there", !missing.empty());
  context.out.Set("looked_at", std::move(there));
  context.out.Set("not_there", std::move(missing));
}

}  // namespace howdunit::report
