// What was recognised and belongs to no finding: never dropped.

#include <algorithm>

#include "report/sections/sections.h"

namespace howdunit::report {

void FillUnexplained(SectionContext& context) {
  std::vector<const UnexplainedRow*> all;
  for (const UnexplainedRow& row : context.review.unexplained) all.push_back(&row);
  std::stable_sort(all.begin(), all.end(), [](const UnexplainedRow* a, const UnexplainedRow* b) {
    return a->count > b->count;
  });
  std::vector<TemplateData> rows;
  for (const UnexplainedRow* row : all) {
    if (rows.size() == context.limits.rows) break;
    rows.push_back(Row({{"unexplained_text", Words(row->text)},
                        {"unexplained_count", Number(row->count)},
                        {"unexplained_evidence", context.evidence.Cite({row->source})}}));
  }
  context.out.SetFlag("has_unexplained", !rows.empty());
  context.out.Set("unexplained_kinds", Words(Counted(std::ssize(all), "kind")));
  context.out.Set("unexplained", std::move(rows));
  context.out.Set("unexplained_more", MoreRows(context, all.size(), context.limits.rows));
}

}  // namespace howdunit::report
