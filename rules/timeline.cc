#include "rules/timeline.h"

#include <algorithm>
#include <tuple>

#include "rules/query.h"

namespace howdunit {
namespace {

void AddRow(const TimelineQuery& query, const QueryRow& row, const Values& finding_values,
            std::size_t finding, std::vector<TimelineRow>& timeline) {
  const auto earliest = row.Number("earliest");
  const auto latest = row.Number("latest");
  if (!earliest || row.sources.empty()) return;  // an undated thing has no place here
  Values values = finding_values;
  for (const auto& [name, value] : row.values) values[name] = value;
  const auto text_of = [&](std::string_view name) {
    const auto found = row.values.find(name);
    return found == row.values.end() ? Redacted() : Redact(found->second);
  };
  TimelineRow added{.earliest = *earliest,
                    .latest = latest.value_or(*earliest),
                    .until_earliest = row.Number("until_earliest"),
                    .until_latest = row.Number("until_latest"),
                    .basis = text_of("basis"),
                    .node = text_of("node"),
                    .text = Redact(Fill(query.says, values)),
                    .count = row.Number("count").value_or(1),
                    .finding = finding,
                    .weight = query.weight,
                    .sources = row.sources};
  if (added.text.empty()) return;
  for (TimelineRow& known : timeline) {
    if (known.earliest != added.earliest || known.text != added.text) continue;
    known.weight = std::min(known.weight, added.weight);
    for (const std::int64_t source : added.sources) {
      if (std::find(known.sources.begin(), known.sources.end(), source) == known.sources.end()) {
        known.sources.push_back(source);
      }
    }
    return;
  }
  timeline.push_back(std::move(added));
}

}  // namespace

Result<std::vector<TimelineRow>> BuildTimeline(const Database& database,
                                               const std::vector<Evaluated>& findings) {
  std::vector<TimelineRow> timeline;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Evaluated& evaluated = findings[i];
    if (evaluated.finding.verdict > Verdict::kPossible) continue;
    for (const TimelineQuery& query : evaluated.rule->timeline) {
      auto rows = RunQuery(database, query.query, evaluated.values);
      if (!rows) {
        return Error{evaluated.rule->file + ":1: timeline: " + rows.error().message};
      }
      for (const QueryRow& row : *rows) AddRow(query, row, evaluated.values, i, timeline);
    }
  }
  std::stable_sort(timeline.begin(), timeline.end(),
                   [](const TimelineRow& a, const TimelineRow& b) {
                     return std::tie(a.earliest, a.latest, a.node, a.text) <
                            std::tie(b.earliest, b.latest, b.node, b.text);
                   });
  return timeline;
}

}  // namespace howdunit
