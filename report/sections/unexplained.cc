// What was recognised and belongs to no finding: never dropped.

#include "report/sections/sections.h"

namespace howdunit::report {

void FillUnexplained(SectionContext& context) {
  std::vector<TemplateData> rows;
  for (const UnexplainedRow& row : context.review.unexplained) {
    if (rows.size() == context.limits.rows) break;
    rows.push_back(Row({{"unexplained_text", EncodeInline(row.text)},
                        {"unexplained_count", EncodeNumber(row.count)},
                        {"unexplained_evidence", context.evidence.Cite({row.source})}}));
  }
  context.out.SetFlag("has_unexplained", !rows.empty());
  context.out.Set("unexplained", std::move(rows));
  context.out.Set("unexplained_more",
                  MoreRows(context.review.unexplained.size(), context.limits.rows));
}

}  // namespace howdunit::report
