#include "report/model/course.h"

#include <algorithm>

#include "report/format.h"

namespace howdunit::report {
namespace {

constexpr Micros kQuiet = 2 * kMinute;    // shorter than this, nothing has ended
constexpr Micros kRecent = 10 * kMinute;  // longer than this, nothing is known to go on

// The moment of capture of the bundle that reaches furthest.
Moment LastCapture(const Review& review) {
  Moment last;
  for (const BundleRow& bundle : review.bundles) {
    if (!bundle.captured.known()) continue;
    if (!last.known() || *bundle.captured.earliest > *last.earliest) last = bundle.captured;
  }
  return last;
}

// What would have to pass in silence before one may say that it is over.
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

// Whether a cause of it was seen after its last symptom, and in the last minutes.
bool CauseGoesOn(const Review& review, const Incident& incident, const Moment& capture) {
  return std::any_of(incident.roles.begin(), incident.roles.end(), [&](const auto& member) {
    const Finding& finding = review.findings[member.first];
    return (member.second == "root" || member.second == "link") && finding.kind == "cause" &&
           finding.last.known() && *finding.last.earliest > *incident.last.latest &&
           *capture.earliest - *finding.last.earliest <= kRecent;
  });
}

}  // namespace

std::optional<Micros> SilenceAfter(const Review& review, const Incident& incident) {
  const Moment capture = LastCapture(review);
  if (!incident.last.known() || !capture.known()) return {};
  return std::max<Micros>(0, *capture.earliest - *incident.last.latest);
}

Course CourseOf(const Review& review, const Incident& incident) {
  const auto silent = SilenceAfter(review, incident);
  if (!silent) return Course::kUntold;
  if (*silent > Patience(review, incident)) {
    return CauseGoesOn(review, incident, LastCapture(review)) ? Course::kCauseGoesOn
                                                              : Course::kSilent;
  }
  // Of what lacks its zone nobody knows on which side of the capture's last minutes it was.
  const Micros longest = *LastCapture(review).earliest - *incident.last.earliest;
  if (longest - *silent > kRecent) return Course::kUntold;
  return *silent > kRecent ? Course::kUnclear : Course::kGoingOn;
}

}  // namespace howdunit::report
