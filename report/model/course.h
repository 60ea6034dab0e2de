// Whether an incident was still going on when the evidence was captured.
#pragma once

#include <optional>

#include "core/time.h"
#include "report/model/review.h"

namespace howdunit::report {

// From the last observation to the last capture; nothing if either is not known.
std::optional<Micros> SilenceAfter(const Review& review, const Incident& incident);

enum class Course {
  kUntold,   // the last observation or the capture is not known, or not within ten minutes
  kGoingOn,  // seen in the last ten minutes
  kUnclear,  // seen longer ago, but not longer than it used to pause
  kSilent,   // the evidence goes on without it for longer than two minutes, and than three of its
             // repetitions
  kCauseGoesOn,  // the same of what was seen, but its cause was seen in the last ten minutes
};
Course CourseOf(const Review& review, const Incident& incident);

}  // namespace howdunit::report
