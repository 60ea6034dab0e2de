// The timeline: the weightiest rows, in order, with the uncertainty of each stamp.

#include <algorithm>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMostRows = 25;

// The rows with the least weight number, in the order of the timeline.
std::vector<const TimelineRow*> Choose(const Review& review, std::size_t most) {
  std::vector<const TimelineRow*> rows;
  for (const TimelineRow& row : review.timeline) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](const TimelineRow* a, const TimelineRow* b) {
    return a->weight < b->weight;
  });
  if (rows.size() > most) rows.resize(most);
  // Rows of one vector: its order is the order of their addresses.
  std::sort(rows.begin(), rows.end(), std::less<>());
  return rows;
}

Markdown DescribeRow(SectionContext& context, const TimelineRow& row) {
  Markdown text;
  // The text mostly names its node itself.
  if (!row.node.empty() && row.text.find(row.node) == std::string::npos) {
    text += EncodeInline(row.node) + ": ";
  }
  text += EncodeSentence(row.text);
  const std::string cadence = FormatCadence(row.count, row.from, row.until);
  if (!cadence.empty()) text += Markdown(" ") + EncodeInline(cadence) + ".";
  return JoinMarkdown({text, context.evidence.Cite(row.sources)}, " ");
}

}  // namespace

void FillTimeline(SectionContext& context) {
  const std::size_t most = std::min(kMostRows, context.limits.rows);
  std::vector<TemplateData> rows;
  bool repeated = false;
  for (const TimelineRow* row : Choose(context.review, most)) {
    const Markdown local = context.zone == nullptr
                               ? Markdown()
                               : EncodeInline(FormatSpan(row->from, row->until, context.zone));
    rows.push_back(Row({{"event_utc", EncodeInline(FormatSpan(row->from, row->until))},
                        {"event_local", local},
                        {"event_text", DescribeRow(context, *row)}}));
    repeated = repeated || row->count > 1;
  }
  context.out.Set("zone",
                  context.zone == nullptr ? Markdown() : EncodeInline(context.zone->name()));
  context.out.SetFlag("has_timeline", !rows.empty());
  context.out.SetFlag("has_counts", repeated);
  context.out.Set("timeline", std::move(rows));
  context.out.Set("timeline_more", MoreRows(context.review.timeline.size(), most));
}

}  // namespace howdunit::report
