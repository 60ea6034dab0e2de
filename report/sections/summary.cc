// The executive summary: for each incident the cause first, then what it explains down to
// what was seen, then what else was seen, then when; each sentence with its evidence.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/text.h"
#include "report/model/alike.h"
#include "report/model/course.h"
#include "report/model/verdict.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMostCauses = 3;  // chains that are told
constexpr std::size_t kMostOthers = 4;  // kinds of further symptoms

// The first few: the chains cite all of them.
SourceIds Few(SourceIds sources) {
  constexpr std::size_t kMost = 3;
  if (sources.size() > kMost) sources.resize(kMost);
  return sources;
}

// "The token has expired. [E4]"
Prose TellTitle(SectionContext& context, const Finding& finding, const std::string& verdict = "") {
  return CiteSentence(context, {finding.title + verdict, Few(context.review.SourcesOf(finding))});
}

// "The token has expired (confirmed). [E4]"
Prose Tell(SectionContext& context, const Finding& finding) {
  return TellTitle(context, finding, finding.kind == "symptom" ? "" : " (" + finding.verdict + ")");
}

// A symptom in its own words.
Prose TellSymptom(SectionContext& context, const Finding& finding) {
  if (finding.sentences.empty()) return Tell(context, finding);
  const Sentence& own = finding.sentences.front();
  return CiteSentence(context, {own.text, Few(own.sources)});
}

// From the last finding of the chain, which is the first cause, to the symptom.
Prose TellChain(SectionContext& context, const Chain& chain, std::set<std::size_t>& told) {
  const Review& review = context.review;
  std::vector<Prose> parts;
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    const Finding& finding = review.findings[*at];
    const bool first = parts.empty();
    told.insert(*at);
    if (std::next(at) == chain.rend() && finding.kind == "symptom") {
      parts.push_back(Prose("What was seen: ") + TellSymptom(context, finding));
    } else {
      parts.push_back((first ? Prose() : Prose("That explains: ")) + Tell(context, finding));
    }
  }
  if (review.findings[chain.front()].kind != "symptom") {
    parts.emplace_back("What it led to is not in the evidence.");
  }
  return JoinProse(parts, " ");
}

// Chains that are as one that is told, in other places: "The same holds, step by step, on w2 [E4]
// and w3 [E5]."
Prose TellAlike(SectionContext& context, const Chain& first,
                const std::vector<const Chain*>& chains, std::set<std::size_t>& told) {
  if (chains.empty()) return {};
  std::vector<Prose> places;
  for (const Chain* chain : chains) {
    SourceIds sources;
    for (const std::size_t at : *chain) {
      told.insert(at);
      const SourceIds own = Few(context.review.SourcesOf(context.review.findings[at]));
      if (!own.empty()) sources.push_back(own.front());
    }
    if (places.size() == kMostOthers) continue;
    places.push_back(JoinProse(
        {Words(PlaceOf(context.review, *chain, first)), context.evidence.Cite(sources)}, " "));
  }
  const std::ptrdiff_t more = std::ssize(chains) - std::ssize(places);
  Prose text =
      Prose("The same holds, step by step and as certainly, for ") + JoinProse(places, ", ");
  if (more > 0) text += Words(" and " + std::to_string(more) + " more");
  return text + ".";
}

// Where nothing holds: what was seen, and what may lie behind it.
Prose TellOpen(SectionContext& context, const Incident& incident, std::set<std::size_t>& told) {
  const Review& review = context.review;
  const std::size_t symptom = incident.chains.front().front();
  told.insert(symptom);
  std::vector<Prose> parts = {TellSymptom(context, review.findings[symptom]),
                              "No cause of it is confirmed or likely."};
  std::vector<const Finding*> possible;
  for (const auto& [at, role] : incident.roles) {
    const Finding& finding = review.findings[at];
    if (role == "considered" && finding.kind == "cause") possible.push_back(&finding);
  }
  // What may be behind that symptom comes before what may be behind others.
  std::stable_partition(possible.begin(), possible.end(),
                        [&](const Finding* finding) { return IsBehind(*finding, symptom); });
  std::set<std::string> rules;
  for (const Finding* finding : possible) {
    if (!rules.insert(finding->rule).second) continue;
    parts.push_back(Words(rules.size() == 1 ? "Possible:" : "Or:") + " " +
                    TellTitle(context, *finding));
  }
  return JoinProse(parts, " ");
}

// Symptoms of the incident that no chain above tells, those of a rule together.
Prose TellOthers(SectionContext& context, const Incident& incident,
                 const std::set<std::size_t>& told) {
  const Review& review = context.review;
  std::map<std::string, std::vector<const Finding*>> by_rule;
  for (const auto& [at, role] : incident.roles) {
    if (role == "symptom" && !told.contains(at)) {
      by_rule[review.findings[at].rule].push_back(&review.findings[at]);
    }
  }
  if (by_rule.empty()) return {};
  std::vector<Prose> kinds;
  for (const auto& [rule, findings] : by_rule) {
    if (kinds.size() == kMostOthers) {
      kinds.push_back(Words("and " + std::to_string(by_rule.size() - kMostOthers) + " kinds more"));
      break;
    }
    const std::string more =
        findings.size() > 1
            ? " (and the same in " + Counted(std::ssize(findings) - 1, "more place") + ")"
            : "";
    kinds.push_back(JoinProse({Words(findings.front()->title + more),
                               context.evidence.Cite(Few(review.SourcesOf(*findings.front())))},
                              " "));
  }
  return Prose("Also seen: ") + JoinProse(kinds, "; ") + ".";
}

bool Seen(const Review& review, const Incident& incident) {
  return review.findings[incident.chains.front().front()].kind == "symptom";
}

// The chains that hold, those that are alike together.
std::vector<Prose> TellChains(SectionContext& context, const Incident& incident, std::size_t most,
                              std::set<std::size_t>& told) {
  const Review& review = context.review;
  std::vector<std::pair<const Chain*, std::vector<const Chain*>>> kinds;
  for (const Chain& chain : incident.chains) {
    if (review.findings[LastOf(chain)].kind == "symptom") continue;
    const auto alike = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) {
      return AreAlike(review, *kind.first, chain);
    });
    if (alike == kinds.end()) {
      kinds.push_back({&chain, {}});
    } else {
      alike->second.push_back(&chain);
    }
  }
  std::vector<Prose> texts;
  for (const auto& [chain, alike] : kinds) {
    if (texts.size() == most) break;
    if (told.contains(LastOf(*chain))) continue;
    Prose text = TellChain(context, *chain, told);
    texts.push_back(JoinProse({std::move(text), TellAlike(context, *chain, alike, told)}, " "));
  }
  return texts;
}

// When, each end with the evidence of the symptom that it belongs to; or of the cause, where no
// symptom is in the evidence.
Prose TellWhen(SectionContext& context, const Incident& incident) {
  const Review& review = context.review;
  const std::string_view telling = Seen(review, incident) ? "symptom" : "root";
  const Finding* first = nullptr;
  const Finding* last = nullptr;
  for (const auto& [at, role] : incident.roles) {
    const Finding& finding = review.findings[at];
    if (role != telling) continue;
    // Which had surely begun first, and which surely went on longest.
    if (finding.first.known() &&
        (first == nullptr || *finding.first.latest < *first->first.latest)) {
      first = &finding;
    }
    if (finding.last.known() &&
        (last == nullptr || *finding.last.earliest > *last->last.earliest)) {
      last = &finding;
    }
  }
  if (first == nullptr) return {};
  Prose text =
      Words("The first of it was observed " + FormatWhen(first->first) + " UTC: " + first->title) +
      " " + context.evidence.Cite(Few(review.SourcesOf(*first)));
  if (last == nullptr) return text + ".";
  text += Prose("; the last ") + Words(FormatWhen(last->last) + " UTC") + " " +
          context.evidence.Cite(Few(review.SourcesOf(*last)));
  const auto silent = SilenceAfter(review, incident);
  if (!silent) return text + ".";
  const Course course = CourseOf(review, incident);
  if (course == Course::kUntold) return text + ".";
  if (course == Course::kGoingOn) return text + ". " + Strong("It was still going on at capture.");
  text += Prose(", ") + Words(FormatLength(*silent)) + " before the capture";
  if (course == Course::kSilent) return text + ".";
  if (course == Course::kCauseGoesOn) return text + "; its cause was seen after that.";
  return text + Prose(": too short a time, at its pace, to say that it was over.");
}

// Each with its evidence, those of a rule once.
Prose TellEach(SectionContext& context, const std::vector<const Finding*>& findings) {
  std::vector<Prose> told;
  std::set<std::string> rules;
  for (const Finding* finding : findings) {
    if (!rules.insert(finding->rule).second) continue;
    if (rules.size() > kMostOthers) continue;
    const std::string verdict = finding->verdict == "possible" ? "" : " (" + finding->verdict + ")";
    told.push_back(JoinProse({Words(finding->title + verdict),
                              context.evidence.Cite(Few(context.review.SourcesOf(*finding)))},
                             " "));
  }
  if (rules.size() > kMostOthers) {
    told.push_back(Words("and " + std::to_string(rules.size() - kMostOthers) + " more"));
  }
  return JoinProse(told, "; ");
}

// Causes that hold and belong to no incident: they may be long over, or not have worked yet.
Prose TellApart(SectionContext& context) {
  const Review& review = context.review;
  std::vector<const Finding*> apart;
  for (std::size_t at = 0; at < review.findings.size(); ++at) {
    const Finding& finding = review.findings[at];
    if (finding.kind != "cause" || !IsStrong(finding)) continue;
    if (!review.HasRole(at, {"link", "root"})) apart.push_back(&finding);
  }
  if (apart.empty()) return {};
  return Prose("Found beside that, and not known to explain any of it: ") +
         TellEach(context, apart) + ".";
}

// What may be, and was considered for no incident.
Prose TellPossible(SectionContext& context) {
  const Review& review = context.review;
  std::vector<const Finding*> possible;
  for (std::size_t at = 0; at < review.findings.size(); ++at) {
    const Finding& finding = review.findings[at];
    if (finding.kind == "risk" || finding.verdict != "possible") continue;
    if (!review.HasRole(at, {"symptom", "link", "root", "considered"}))
      possible.push_back(&finding);
  }
  return TellEach(context, possible);
}

}  // namespace

void FillSummary(SectionContext& context) {
  const Review& review = context.review;
  TemplateData::List paragraphs;
  const std::size_t most = std::min(kMostCauses, context.limits.rows);
  const auto incidents = ToldIncidents(context);
  for (const Incident& incident : incidents) {
    if (incident.chains.empty()) continue;
    std::set<std::size_t> told;
    std::vector<Prose> texts = TellChains(context, incident, most, told);
    if (texts.empty()) {
      texts.push_back(TellOpen(context, incident, told));
      // What is behind it is open; what it led to may be known.
      for (const Chain& chain : incident.chains) {
        if (texts.size() < most && HoldsCause(review, chain)) {
          texts.push_back(TellChain(context, chain, told));
        }
      }
    }
    if (review.incidents.size() > 1)
      texts.front() = Strong(incident.name + ":") + " " + texts.front();
    texts.push_back(
        JoinProse({TellOthers(context, incident, told), TellWhen(context, incident)}, " "));
    for (const Prose& text : texts) {
      if (!text.empty()) paragraphs.push_back(Row({{"summary_text", text}}));
    }
  }
  if (const std::size_t more = review.incidents.size() - incidents.size(); more > 0) {
    const std::string text = Counted(static_cast<std::ptrdiff_t>(more), "more incident");
    paragraphs.push_back(Row({{"summary_text", Emphasis(text + " " + context.elsewhere + ".")}}));
  }
  Prose possible = TellPossible(context);
  if (!review.incidents.empty()) {
    if (Prose apart = TellApart(context); !apart.empty()) {
      paragraphs.push_back(Row({{"summary_text", std::move(apart)}}));
    }
    if (!possible.empty()) {
      paragraphs.push_back(Row({{"summary_text", Prose("Possible beside that, and not shown: ") +
                                                     std::exchange(possible, {}) + "."}}));
    }
  }
  context.out.Set("summary", std::move(paragraphs));
  context.out.SetFlag("has_possible", !possible.empty());
  context.out.Set("possible", std::move(possible));
}

}  // namespace howdunit::report
