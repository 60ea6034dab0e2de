#include "report/sections/section.h"

#include <algorithm>

#include "core/text.h"
#include "report/model/statement.h"

namespace howdunit::report {

Prose AsSentence(std::string_view text) { return Words(FullSentence(text)); }

Prose CiteSentence(SectionContext& context, const Sentence& sentence) {
  return JoinProse({AsSentence(sentence.text), context.evidence.Cite(sentence.sources)}, " ");
}

Prose VerdictWord(const std::string& verdict) { return Strong(verdict); }

Prose CommandLines(std::string_view command) {
  std::vector<Prose> lines;
  for (const std::string_view line : Split(TrimRight(command), '\n')) {
    lines.push_back(Code(line));
  }
  return JoinProse(lines, LineBreak());
}

std::span<const Incident> ToldIncidents(const SectionContext& context) {
  const std::span<const Incident> all = context.review.incidents;
  return all.first(std::min(all.size(), context.limits.incidents));
}

Prose MoreRows(const SectionContext& context, std::size_t all, std::size_t shown) {
  if (all <= shown) return {};
  return Emphasis(std::to_string(all - shown) + " more " + context.elsewhere + ".");
}

TemplateData Row(const std::vector<std::pair<std::string, Prose>>& cells) {
  TemplateData row;
  for (const auto& [name, value] : cells) row.Set(name, value);
  return row;
}

std::string DayOf(const Review& review) {
  if (!review.incidents.empty()) return FormatDay(review.incidents.front().first);
  return review.bundles.empty() ? "" : FormatDay(review.bundles.front().captured);
}

std::size_t LastOf(const Chain& chain) { return chain.back(); }

}  // namespace howdunit::report
