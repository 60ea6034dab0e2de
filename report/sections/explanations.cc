// Every cause that was judged, with what speaks for it and what against it; also
// the ones that are out.

#include <algorithm>

#include "core/text.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMostAsks = 3;

enum class Side { kFor, kAgainst };

// A "no" of a question that only could have decided says little, unless nothing else rules it out.
bool SaysLittle(const Finding& finding, const Check& check) {
  const bool other =
      std::any_of(finding.checks.begin(), finding.checks.end(), [](const Check& against) {
        return against.answer != "unknown" && !against.speaks_for() && against.role != "decides";
      });
  return check.role == "decides" && (other || finding.verdict != "ruled-out");
}

Prose DescribeSide(SectionContext& context, const Finding& finding, Side side) {
  std::vector<Prose> parts;
  std::size_t left_out = 0;
  for (const Check& check : finding.checks) {
    if (check.answer == "unknown" || check.speaks_for() != (side == Side::kFor)) continue;
    if (side == Side::kAgainst && SaysLittle(finding, check)) continue;
    if (parts.size() == kMostAsks) {
      ++left_out;
      continue;
    }
    parts.push_back(JoinProse(
        {Words(check.ask), Prose("—"), Words(check.answer), context.evidence.Cite(check.sources)},
        " "));
  }
  if (left_out > 0) {
    parts.push_back(Words("(+" + std::to_string(left_out) + " more " + context.elsewhere + ")"));
  }
  return parts.empty() ? Prose("—") : JoinProse(parts, LineBreak());
}

// Causes of one rule with one verdict: the same on several nodes is told once.
struct Explanation {
  const Finding* first;
  std::vector<std::string> others;  // nodes
};

std::vector<Explanation> ExplanationsByVerdict(const Review& review) {
  std::vector<Explanation> all;
  for (const Finding& finding : review.findings) {
    if (finding.kind != "cause") continue;
    const auto same = std::find_if(all.begin(), all.end(), [&](const Explanation& known) {
      return known.first->rule == finding.rule && known.first->verdict == finding.verdict;
    });
    if (same == all.end()) {
      all.push_back({&finding, {}});
    } else {
      same->others.push_back(finding.node.empty() ? finding.title : finding.node);
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Explanation& a, const Explanation& b) {
    return VerdictRank(a.first->verdict) < VerdictRank(b.first->verdict);
  });
  return all;
}

std::string TitleOf(const Explanation& explanation) {
  const std::string& node = explanation.first->node;
  std::string title = explanation.first->title;
  // Without its node a title does not tell which of several it is.
  if (!node.empty() && title.find(node) == std::string::npos) title += " (" + node + ")";
  if (!explanation.others.empty()) title += "; likewise: " + Join(explanation.others, ", ");
  return title;
}

}  // namespace

void FillExplanations(SectionContext& context) {
  std::vector<TemplateData> rows;
  std::vector<TemplateData> open;
  std::size_t judged = 0;
  std::size_t undetermined = 0;
  for (const Explanation& explanation : ExplanationsByVerdict(context.review)) {
    const Finding* finding = explanation.first;
    if (finding->verdict == "undetermined") {
      if (undetermined++ < context.limits.rows) {
        open.push_back(Row({{"open_title", AsSentence(TitleOf(explanation))}}));
      }
      continue;
    }
    if (judged++ >= context.limits.rows) continue;
    rows.push_back(Row({{"cause_title", Words(TitleOf(explanation))},
                        {"cause_verdict", VerdictWord(finding->verdict)},
                        {"cause_for", DescribeSide(context, *finding, Side::kFor)},
                        {"cause_against", DescribeSide(context, *finding, Side::kAgainst)}}));
  }
  context.out.Set("causes_more", MoreRows(context, judged, context.limits.rows));
  context.out.Set("open_more", MoreRows(context, undetermined, context.limits.rows));
  context.out.SetFlag("has_causes", !rows.empty());
  // Without an incident there is nothing that they might explain.
  context.out.SetFlag("has_open", !open.empty() && !context.review.incidents.empty());
  context.out.Set("causes", std::move(rows));
  context.out.Set("open", std::move(open));
}

}  // namespace howdunit::report
