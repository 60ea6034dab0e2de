#include "report/sections/section.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace howdunit::report {

Prose AsSentence(std::string_view text) {
  const std::string_view trimmed = Trim(text);
  const bool ended =
      trimmed.empty() || std::string_view(".!?").find(trimmed.back()) != std::string_view::npos;
  return ended ? Words(trimmed) : Words(trimmed) + ".";
}

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

Prose MoreRows(const SectionContext& context, std::size_t all, std::size_t shown) {
  if (all <= shown) return {};
  return Emphasis(std::to_string(all - shown) + " more " + context.elsewhere + ".");
}

TemplateData Row(const std::vector<std::pair<std::string, Prose>>& cells) {
  TemplateData row;
  for (const auto& [name, value] : cells) row.Set(name, value);
  return row;
}

int VerdictRank(const std::string& verdict) {
  constexpr std::array kOrder = std::to_array<std::string_view>(
      {"confirmed", "likely", "possible", "ruled-out", "undetermined"});
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), verdict) - kOrder.begin());
}

bool IsStrong(const Finding& finding) {
  return finding.verdict == "confirmed" || finding.verdict == "likely";
}

const Finding* LeadingFinding(const Review& review) {
  for (const Incident& incident : review.incidents) {
    if (incident.chains.empty()) continue;
    const Chain& chain = incident.chains.front();
    // A risk behind the last cause made it possible; it is not what happened.
    const Finding* leading = &review.findings[chain.front()];
    for (const std::size_t at : chain) {
      const Finding& finding = review.findings[at];
      if (finding.kind == "cause" && IsStrong(finding)) leading = &finding;
    }
    return leading;
  }
  return nullptr;
}

std::string DayOf(const Review& review) {
  if (!review.incidents.empty()) return FormatDay(review.incidents.front().first);
  return review.bundles.empty() ? "" : FormatDay(review.bundles.front().captured);
}

std::string PlaceOf(const Review& review, const Source& source) {
  std::string place = source.member + ":" + std::to_string(source.line);
  if (source.line_end > source.line) place += "-" + std::to_string(source.line_end);
  // A path alone is enough where there is one bundle.
  if (review.bundles.size() < 2) return place;
  const auto bundle = std::find_if(review.bundles.begin(), review.bundles.end(),
                                   [&](const BundleRow& row) { return row.id == source.bundle; });
  return bundle == review.bundles.end() ? place : bundle->name + ": " + place;
}

std::size_t LastOf(const Chain& chain) { return chain.back(); }

std::vector<AdviceOf> CollectAdvice(const Review& review, const std::string& kind,
                                    const std::vector<std::string>& roles) {
  std::vector<AdviceOf> all;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    const Finding& finding = review.findings[i];
    if (!review.HasRole(i, roles) || !IsStrong(finding)) continue;
    for (const Advice& advice : finding.advice) {
      if (advice.kind != kind) continue;
      const auto same = std::find_if(all.begin(), all.end(), [&](const AdviceOf& known) {
        return known.advice->text == advice.text && known.advice->command == advice.command;
      });
      if (same != all.end()) {
        same->findings.push_back(&finding);
      } else {
        all.push_back({&advice, {&finding}});
      }
    }
  }
  return all;
}

}  // namespace howdunit::report
