// How it ended, as far as the evidence goes: what changed before the symptoms were seen
// for the last time, and how long the evidence goes on without them.

#include <algorithm>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMostChanges = 6;
constexpr Micros kQuiet = 2 * kMinute;  // shorter than this, nothing has ended

// The moment of capture of the bundle that reaches furthest.
Moment LastCapture(const Review& review) {
  Moment last;
  for (const BundleRow& bundle : review.bundles) {
    if (!bundle.captured.known()) continue;
    if (!last.known() || *bundle.captured.earliest > *last.earliest) last = bundle.captured;
  }
  return last;
}

// What would have to pass in silence before one may say that it is over: a repetition, three times.
Micros Patience(const Review& review, const Incident& incident) {
  Micros cadence = 0;
  for (const auto& [at, role] : incident.roles) {
    const Finding& finding = review.findings[at];
    if (role != "symptom" || finding.count < 2) continue;
    const Micros lasted = ShortestDuration(finding.first, finding.last);
    cadence = std::max(cadence, lasted / (finding.count - 1));
  }
  return std::max(kQuiet, 3 * cadence);
}

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
    if (*row.from.earliest > *incident.last.latest + kQuiet) continue;
    changes.push_back(&row);
  }
  if (changes.size() > kMostChanges) {
    changes.erase(changes.begin(), changes.end() - std::ptrdiff_t{kMostChanges});
  }
  return changes;
}

}  // namespace

void FillRecovery(SectionContext& context) {
  const Review& review = context.review;
  const Moment capture = LastCapture(review);
  TemplateData::List ends;
  for (const Incident& incident : review.incidents) {
    if (!incident.last.known() || !incident.first.known() || !capture.known()) continue;
    const std::string name = review.incidents.size() > 1 ? incident.name : "It";
    const Micros silent = *capture.earliest - *incident.last.latest;
    const bool over = silent > Patience(review, incident);
    TemplateData::List changes;
    if (over) {
      for (const TimelineRow* row : Changes(review, incident)) {
        changes.push_back(
            Row({{"change", JoinProse({Words(FormatMoment(row->from) + ":"), AsSentence(row->text),
                                       context.evidence.Cite(row->sources)},
                                      " ")}}));
      }
    }
    TemplateData end = Row(
        {{"end_text",
          over ? Words(name + " was last observed at " + FormatMoment(incident.last) +
                       " UTC; the evidence goes on for " + FormatLength(silent) +
                       " and does not show it again. That is no proof that it is over: recorders "
                       "of events fall silent by themselves.")
               : Words(name + " was not over when the evidence was captured: last observed at " +
                       FormatMoment(incident.last) + " UTC.")}});
    end.SetFlag("has_changes", !changes.empty());
    end.Set("changes", std::move(changes));
    ends.push_back(std::move(end));
  }
  context.out.Set("ends", std::move(ends));
}

}  // namespace howdunit::report
