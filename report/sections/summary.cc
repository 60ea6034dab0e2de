// The executive summary: for each chain what was seen and what it ends at, in the
// words of the findings, each sentence with its evidence.

#include <algorithm>
#include <set>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMostChains = 3;
constexpr std::size_t kMostSentences = 5;

// The first few: the chain below cites all of them.
SourceIds Few(SourceIds sources) {
  constexpr std::size_t kMost = 3;
  if (sources.size() > kMost) sources.resize(kMost);
  return sources;
}

// "The token has expired (confirmed). [E4]"
Prose DescribeLink(SectionContext& context, const Finding& finding) {
  const std::string verdict = finding.kind == "symptom" ? "" : " (" + finding.verdict + ")";
  return CiteSentence(context, {finding.title + verdict, Few(context.review.SourcesOf(finding))});
}

// What was seen in the finding's own words, then the titles behind it down to one
// that was told before.
Prose DescribeChain(SectionContext& context, const Chain& chain, std::set<std::size_t>& told) {
  std::vector<Prose> parts;
  for (std::size_t i = 0; i < chain.size() && parts.size() < kMostSentences; ++i) {
    const Finding& finding = context.review.findings[chain[i]];
    if (!told.insert(chain[i]).second) {
      parts.push_back(Prose("This goes back to what is told above: ") +
                      DescribeLink(context, finding));
      break;
    }
    const bool own_words = i == 0 && !finding.sentences.empty();
    parts.push_back(own_words ? CiteSentence(context, {finding.sentences.front().text,
                                                       Few(finding.sentences.front().sources)})
                              : DescribeLink(context, finding));
  }
  if (chain.size() == 1) parts.emplace_back("What led to it cannot be told from this evidence.");
  return JoinProse(parts, " ");
}

// Symptoms that a chain above explains too.
Prose DescribeSame(SectionContext& context, const std::vector<std::size_t>& symptoms) {
  constexpr std::size_t kMost = 4;
  std::vector<Prose> parts;
  for (const std::size_t at : symptoms) {
    if (parts.size() == kMost) {
      parts.push_back(Words("and " + std::to_string(symptoms.size() - kMost) + " more"));
      break;
    }
    const Finding& finding = context.review.findings[at];
    parts.push_back(JoinProse(
        {Words(finding.title), context.evidence.Cite(Few(context.review.SourcesOf(finding)))},
        " "));
  }
  return Prose("What is told above is also behind this: ") + JoinProse(parts, "; ") + ".";
}

Prose DescribeWindow(SectionContext& context, const Incident& incident) {
  if (!incident.first.known() || incident.chains.empty()) return {};
  const Finding& symptom = context.review.findings[incident.chains.front().front()];
  const Micros duration = ShortestDuration(incident.first, incident.last);
  std::string text = "It was first observed at " + FormatMoment(incident.first) + " UTC";
  if (!incident.last.known()) {
    text += ".";
  } else {
    text += " and last observed at " + FormatMoment(incident.last) + " UTC";
    text += duration > 0 ? ", " + FormatLength(duration) + " later." : ".";
  }
  return Words(text) + " " + context.evidence.Cite(Few(context.review.SourcesOf(symptom)));
}

}  // namespace

void FillSummary(SectionContext& context) {
  TemplateData::List paragraphs;
  std::set<std::size_t> told;
  const std::size_t most = std::min(kMostChains, context.limits.rows);
  for (const Incident& incident : context.review.incidents) {
    std::size_t shown = 0;
    std::vector<std::size_t> same;  // symptoms of which the next step is told already
    for (const Chain& chain : incident.chains) {
      if (chain.size() > 1 && told.contains(chain[1]) && !told.contains(chain[0])) {
        same.push_back(chain[0]);
        continue;
      }
      if (shown == most) continue;
      Prose text = DescribeChain(context, chain, told);
      if (shown++ == 0) text = JoinProse({text, DescribeWindow(context, incident)}, " ");
      paragraphs.push_back(Row({{"summary_text", text}}));
    }
    if (!same.empty()) {
      paragraphs.push_back(Row({{"summary_text", DescribeSame(context, same)}}));
    }
  }
  context.out.Set("summary", std::move(paragraphs));
}

}  // namespace howdunit::report
