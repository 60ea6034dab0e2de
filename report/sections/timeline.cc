// The timeline: the weightiest rows, in order, with the uncertainty of each stamp; as
// a table, as lanes, and how long each finding of the chains held.

#include <algorithm>
#include <set>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

// More would not be told apart.
constexpr std::size_t kMostEvents = 40;
// Weights of what a rule counts among the first things to tell.
constexpr std::int64_t kImportant = 1;

// The rows with the least weight number, in the order of what is shown of their moments.
std::vector<const TimelineRow*> Choose(const Review& review, std::size_t most) {
  std::vector<const TimelineRow*> rows;
  for (const TimelineRow& row : review.timeline) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](const TimelineRow* a, const TimelineRow* b) {
    return a->weight < b->weight;
  });
  if (rows.size() > most) rows.resize(most);
  // As they read; of rows of one vector, then, the order of their addresses is its own.
  std::sort(rows.begin(), rows.end(), [](const TimelineRow* a, const TimelineRow* b) {
    return std::pair(ShownFirst(a->from), a) < std::pair(ShownFirst(b->from), b);
  });
  return rows;
}

std::string TextOf(const TimelineRow& row) {
  // The text mostly names its node itself.
  const bool named = row.node.empty() || row.text.find(row.node) != std::string::npos;
  return named ? row.text : row.node + ": " + row.text;
}

Prose DescribeRow(SectionContext& context, const TimelineRow& row) {
  Prose text = AsSentence(TextOf(row));
  const std::string cadence = FormatCadence(row.count, row.from, row.until);
  if (!cadence.empty()) text += Prose(" ") + Words(cadence) + ".";
  return JoinProse({text, context.evidence.Cite(row.sources)}, " ");
}

std::size_t LaneOf(const TimelineRow& row, std::vector<std::string>& lanes) {
  const std::string name = row.node.empty() ? "cluster" : row.node;
  const auto found = std::find(lanes.begin(), lanes.end(), name);
  if (found != lanes.end()) return static_cast<std::size_t>(found - lanes.begin());
  lanes.push_back(name);
  return lanes.size() - 1;
}

TimelineChart DrawLanes(SectionContext& context) {
  TimelineChart chart;
  for (const TimelineRow* row : Choose(context.review, kMostEvents)) {
    chart.events.push_back({.lane = LaneOf(*row, chart.lanes),
                            .from = row->from,
                            .until = row->until,
                            .important = row->weight <= kImportant,
                            .text = TextOf(*row),
                            .evidence = context.evidence.CitedOf(row->sources)});
  }
  return chart;
}

// Findings of the chains, each once, in the order in which they began.
PhaseChart DrawPhases(const Review& review) {
  PhaseChart chart;
  std::set<std::size_t> seen;
  for (const Incident& incident : review.incidents) {
    for (const Chain& chain : incident.chains) {
      for (const std::size_t at : chain) {
        const Finding& finding = review.findings[at];
        if (!finding.first.known() || !seen.insert(at).second) continue;
        const std::string label =
            finding.node.empty() ? finding.rule : finding.node + " " + finding.rule;
        const Micros from = *finding.first.earliest;
        const Micros until = finding.last.known() ? *finding.last.latest : from;
        chart.phases.push_back({.label = label, .from = from, .until = std::max(from, until)});
      }
    }
  }
  std::stable_sort(
      chart.phases.begin(), chart.phases.end(),
      [](const PhaseChart::Phase& a, const PhaseChart::Phase& b) { return a.from < b.from; });
  return chart;
}

}  // namespace

void FillTimeline(SectionContext& context) {
  const std::size_t most = context.limits.events;
  TemplateData::List rows;
  bool repeated = false;
  for (const TimelineRow* row : Choose(context.review, most)) {
    const Prose local =
        context.zone == nullptr ? Prose() : Words(FormatSpan(row->from, row->until, context.zone));
    rows.push_back(Row({{"event_utc", Words(FormatSpan(row->from, row->until))},
                        {"event_local", local},
                        {"event_text", DescribeRow(context, *row)}}));
    repeated = repeated || row->count > 1;
  }
  context.out.Set("zone", context.zone == nullptr ? Prose() : Words(context.zone->name()));
  context.out.SetFlag("has_timeline", !rows.empty());
  context.out.SetFlag("has_counts", repeated);
  context.out.Set("timeline", std::move(rows));
  context.out.Set("timeline_more", MoreRows(context, context.review.timeline.size(), most));
  context.out.Set("lanes", DrawLanes(context));
  context.out.Set("phases", DrawPhases(context.review));
}

}  // namespace howdunit::report
