// The executive summary: for each chain what was seen and what it ends at, in the
// words of the findings, each sentence with its evidence.

#include <set>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMostChains = 3;

// A likely cause is said to be likely in the sentence itself.
Markdown Qualify(const Finding& finding) {
  if (finding.verdict == "confirmed") return {};
  return finding.verdict == "likely" ? Markdown("Likely: ") : Markdown("Possibly: ");
}

Markdown FirstSentence(SectionContext& context, const Finding& finding) {
  if (finding.sentences.empty()) {
    return CiteSentence(context, {finding.title, context.review.SourcesOf(finding)});
  }
  return CiteSentence(context, finding.sentences.front());
}

Markdown DescribeChain(SectionContext& context, const Chain& chain, std::set<std::size_t>& told) {
  const Review& review = context.review;
  std::vector<Markdown> parts;
  const std::size_t symptom = chain.front();
  if (told.insert(symptom).second)
    parts.push_back(FirstSentence(context, review.findings[symptom]));
  const std::size_t last = LastOf(chain);
  const Finding& cause = review.findings[last];
  if (chain.size() == 1) {
    parts.push_back("What led to it cannot be told from this evidence.");
  } else if (told.insert(last).second) {
    parts.push_back(Qualify(cause) + FirstSentence(context, cause));
  } else {
    parts.push_back(Markdown("This goes back to the same: ") + EncodeSentence(cause.title) + " " +
                    context.evidence.Cite(review.SourcesOf(cause)));
  }
  return JoinMarkdown(parts, " ");
}

Markdown DescribeWindow(SectionContext& context, const Incident& incident) {
  if (!incident.first.known() || incident.chains.empty()) return {};
  const Finding& symptom = context.review.findings[incident.chains.front().front()];
  const Micros duration = ShortestDuration(incident.first, incident.last);
  std::string text = "It was first observed at " + FormatMoment(incident.first) + " UTC";
  if (!incident.last.known()) {
    text += ".";
  } else {
    text += " and last observed at " + FormatMoment(incident.last) + " UTC";
    text += duration > 0 ? ", " + FormatDuration(duration) + " later." : ".";
  }
  return EncodeInline(text) + " " + context.evidence.Cite(context.review.SourcesOf(symptom));
}

}  // namespace

void FillSummary(SectionContext& context) {
  std::vector<TemplateData> paragraphs;
  std::set<std::size_t> told;
  for (const Incident& incident : context.review.incidents) {
    std::size_t shown = 0;
    for (const Chain& chain : incident.chains) {
      if (shown++ == kMostChains) break;
      Markdown text = DescribeChain(context, chain, told);
      if (shown == 1) text = JoinMarkdown({text, DescribeWindow(context, incident)}, " ");
      paragraphs.push_back(Row({{"summary_text", text}}));
    }
  }
  context.out.Set("summary", std::move(paragraphs));
}

}  // namespace howdunit::report
