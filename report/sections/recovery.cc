// How it ended, as far as the evidence goes: what changed before the symptoms were seen
// for the last time, and how long the evidence goes on without them.

#include <algorithm>

#include "report/model/course.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMostChanges = 6;
constexpr Micros kAround = 2 * kMinute;  // the last occurrence

bool IsSymptomOf(const Incident& incident, const TimelineRow& row) {
  if (!row.finding) return false;
  const auto role = incident.roles.find(*row.finding);
  return role != incident.roles.end() && role->second == "symptom";
}

// Rows of the timeline, not of the symptoms themselves, after their beginning and before their end.
std::vector<const TimelineRow*> Changes(const Review& review, const Incident& incident) {
  std::vector<const TimelineRow*> changes;
  for (const TimelineRow& row : review.timeline) {
    if (IsSymptomOf(incident, row) || !row.from.known()) continue;
    if (*row.from.latest <= *incident.first.earliest) continue;
    if (*row.from.earliest > *incident.last.latest + kAround) continue;
    changes.push_back(&row);
  }
  if (changes.size() > kMostChanges) {
    changes.erase(changes.begin(), changes.end() - std::ptrdiff_t{kMostChanges});
  }
  return changes;
}

std::string HowItEnded(Course course, const Incident& incident, Micros silent) {
  const std::string last = FormatWhen(incident.last) + " UTC";
  switch (course) {
    case Course::kSilent:
      return "was last observed " + last + "; the evidence goes on for " + FormatLength(silent) +
             " and does not show it again. That is no proof that it is over: recorders of events "
             "fall silent by themselves.";
    case Course::kCauseGoesOn:
      return "was last observed " + last + ", " + FormatLength(silent) +
             " before the capture. Its cause was seen after that: it is not over.";
    case Course::kUnclear:
      return "was last observed " + last + ", " + FormatLength(silent) +
             " before the capture: too short a time, at its pace, to say that it was over.";
    case Course::kUntold:
      return "was last observed " + last +
             "; whether it was over when the evidence was captured is not known.";
    case Course::kGoingOn: break;
  }
  return "was not over when the evidence was captured: last observed " + last + ".";
}

}  // namespace

void FillRecovery(SectionContext& context) {
  const Review& review = context.review;
  TemplateData::List ends;
  for (const Incident& incident : ToldIncidents(context)) {
    const std::optional<Micros> silent = SilenceAfter(review, incident);
    if (!silent || !incident.first.known()) continue;
    const std::string name = review.incidents.size() > 1 ? incident.name : "It";
    const Course course = CourseOf(review, incident);
    TemplateData::List changes;
    if (course == Course::kSilent) {
      for (const TimelineRow* row : Changes(review, incident)) {
        changes.push_back(
            Row({{"change", JoinProse({Words(FormatMoment(row->from) + ":"), AsSentence(row->text),
                                       context.evidence.Cite(row->sources)},
                                      " ")}}));
      }
    }
    TemplateData end =
        Row({{"end_text", Words(name + " " + HowItEnded(course, incident, *silent))}});
    end.SetFlag("has_changes", !changes.empty());
    end.Set("changes", std::move(changes));
    ends.push_back(std::move(end));
  }
  context.out.Set("ends", std::move(ends));
}

}  // namespace howdunit::report
