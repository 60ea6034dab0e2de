// Questions for the people who were there: about what the evidence leaves open, each at
// the place where it does. "How" and "what", never "who" and "why".

#include <algorithm>
#include <set>

#include "core/text.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMost = 10;
constexpr Micros kLongSilence = 30 * kMinute;

std::string Where(const Finding& finding) {
  return finding.node.empty() ? "in the cluster" : "on " + finding.node;
}

SourceIds Some(const Review& review, const Finding& finding) {
  SourceIds sources = review.SourcesOf(finding);
  if (sources.size() > 2) sources.resize(2);
  return sources;
}

class Questions {
 public:
  explicit Questions(SectionContext& context) : context_(context) {}

  void Ask(const std::string& text, const SourceIds& sources) {
    if (list_.size() == kMost || !asked_.insert(text).second) return;
    list_.push_back(
        Row({{"question_text", JoinProse({Words(text), context_.evidence.Cite(sources)}, " ")}}));
  }
  TemplateData::List Take() { return std::move(list_); }

 private:
  SectionContext& context_;
  std::set<std::string> asked_;
  TemplateData::List list_;
};

// Whether another chain goes on where this one ends.
bool GoesOn(const Incident& incident, const Chain& chain) {
  return std::any_of(incident.chains.begin(), incident.chains.end(), [&](const Chain& other) {
    const auto at = std::find(other.begin(), other.end(), LastOf(chain));
    return at != other.end() && std::next(at) != other.end();
  });
}

// " before 2026-09-14 09:40:19 UTC": when the first of what leads there had surely begun. Of a
// state that was only seen at capture nobody knows since when.
std::string BeforeAllOf(const Review& review, const Incident& incident, std::size_t end) {
  std::optional<Micros> begun;
  for (const Chain& chain : incident.chains) {
    if (LastOf(chain) != end) continue;
    for (const std::size_t at : chain) {
      const Moment& first = review.findings[at].first;
      if (first.known() && (!begun || *first.latest < *begun)) begun = first.latest;
    }
  }
  return begun ? " before " + FormatMoment({begun, begun}) + " UTC" : "";
}

// Where each chain ends.
void AskAboutEnds(const Review& review, Questions& questions) {
  for (const Incident& incident : review.incidents) {
    for (const Chain& chain : incident.chains) {
      const Finding& last = review.findings[LastOf(chain)];
      if (GoesOn(incident, chain)) continue;
      const std::string before = BeforeAllOf(review, incident, LastOf(chain));
      if (last.kind == "symptom") {
        questions.Ask("What changed " + Where(last) + before +
                          "? No cause is known for this: " + last.title + ".",
                      Some(review, last));
      } else {
        questions.Ask("What was changed, installed or restarted " + Where(last) + before +
                          "? The evidence ends at this: " + last.title + ".",
                      Some(review, last));
      }
    }
  }
}

// A span without any event between a cause and what it led to.
void AskAboutSilence(const Review& review, Questions& questions) {
  for (std::size_t i = 0; i + 1 < review.timeline.size(); ++i) {
    const TimelineRow& row = review.timeline[i];
    const TimelineRow& next = review.timeline[i + 1];
    if (!row.from.known() || !next.from.known()) continue;
    const Micros begin = row.until.known() ? *row.until.latest : *row.from.latest;
    if (*next.from.earliest - begin < kLongSilence || *next.from.earliest - begin > 7 * kDay) {
      continue;
    }
    questions.Ask("What happened between " + FormatMoment({begin, begin}) + " and " +
                      FormatMoment(next.from) + " UTC? The timeline shows nothing in between.",
                  {});
  }
}

void AskAboutPeople(const Review& review, Questions& questions) {
  for (const Incident& incident : review.incidents) {
    if (incident.chains.empty()) continue;
    const Finding& symptom = review.findings[incident.chains.front().front()];
    const std::string at =
        incident.first.known()
            ? " The first trace of the incident: " + FormatMoment(incident.first) + " UTC."
            : "";
    questions.Ask("What was the first that was noticed of this, and what was it taken for? " +
                      symptom.title + "." + at,
                  Some(review, symptom));
  }
  questions.Ask("Which explanations were pursued first, and what spoke for them at the time?", {});
  questions.Ask("What was tried before the evidence was captured, and what did it change?", {});
}

// What people may simply know.
void AskAboutGaps(const Review& review, Questions& questions) {
  for (const Finding& finding : review.findings) {
    if (finding.kind != "cause" || (finding.verdict != "likely" && finding.verdict != "possible")) {
      continue;
    }
    questions.Ask("What does anybody know for or against this, which the evidence leaves open? " +
                      finding.title + ".",
                  Some(review, finding));
  }
}

}  // namespace

void FillQuestions(SectionContext& context) {
  Questions questions(context);
  if (!context.review.incidents.empty()) {
    AskAboutEnds(context.review, questions);
    AskAboutGaps(context.review, questions);
    AskAboutSilence(context.review, questions);
    AskAboutPeople(context.review, questions);
  }
  TemplateData::List list = questions.Take();
  context.out.SetFlag("has_questions", !list.empty());
  context.out.Set("questions", std::move(list));
}

}  // namespace howdunit::report
