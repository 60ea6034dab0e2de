// What the leading explanation stands on: its questions with their answers.

#include "report/sections/sections.h"

namespace howdunit::report {

void FillLeading(SectionContext& context) {
  TemplateData::List checks;
  const Finding* leading = LeadingFinding(context.review);
  if (leading != nullptr && leading->kind == "cause") {
    for (const Check& check : leading->checks) {
      if (check.answer == "unknown") continue;
      checks.push_back(Row({{"check_ask", Words(check.ask)},
                            {"check_answer", Words(check.answer)},
                            {"check_evidence", context.evidence.Cite(check.sources)}}));
    }
  }
  context.out.SetFlag("has_leading_checks", !checks.empty());
  context.out.Set("leading_checks", std::move(checks));
}

}  // namespace howdunit::report
