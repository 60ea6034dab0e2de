// Messages that look like trouble and are none, with the reason: so that nobody follows them.

#include "report/sections/sections.h"

namespace howdunit::report {

void FillBenign(SectionContext& context) {
  std::vector<TemplateData> rows;
  for (const BenignRow& row : context.review.benign) {
    if (rows.size() == context.limits.rows) break;
    rows.push_back(Row({{"benign_text", Words(row.text)},
                        {"benign_reason", Words(row.reason)},
                        {"benign_count", Number(row.count)},
                        {"benign_evidence", context.evidence.Cite({row.source})}}));
  }
  context.out.SetFlag("has_benign", !rows.empty());
  context.out.Set("benign", std::move(rows));
  context.out.Set("benign_more",
                  MoreRows(context, context.review.benign.size(), context.limits.rows));
}

}  // namespace howdunit::report
