// Messages that look like trouble and are none, with the reason: so that nobody follows them.

#include <algorithm>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

struct Kind {
  const BenignRow* first;
  std::int64_t count = 0;
  SourceIds sources;
};

// Those in the same words together.
std::vector<Kind> Kinds(const Review& review) {
  std::vector<Kind> kinds;
  for (const BenignRow& row : review.benign) {
    auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& known) {
      return known.first->text == row.text && known.first->reason == row.reason;
    });
    if (kind == kinds.end()) kind = kinds.insert(kinds.end(), Kind{.first = &row});
    kind->count += row.count;
    kind->sources.push_back(row.source);
  }
  return kinds;
}

}  // namespace

void FillBenign(SectionContext& context) {
  const std::vector<Kind> kinds = Kinds(context.review);
  std::vector<TemplateData> rows;
  for (const Kind& kind : kinds) {
    if (rows.size() == context.limits.rows) break;
    rows.push_back(Row({{"benign_text", Words(kind.first->text)},
                        {"benign_reason", Words(kind.first->reason)},
                        {"benign_count", Number(kind.count)},
                        {"benign_evidence", context.evidence.Cite(kind.sources)}}));
  }
  context.out.SetFlag("has_benign", !rows.empty());
  context.out.Set("benign", std::move(rows));
  context.out.Set("benign_more", MoreRows(context, kinds.size(), context.limits.rows));
}

}  // namespace howdunit::report
