// What a report is about.
#pragma once

#include <string>

#include "report/model/review.h"

namespace howdunit::report {

// The finding that the report is about: the last strong cause of the first chain,
// or its symptom if the chain has none; null without an incident.
const Finding* LeadingFinding(const Review& review);

// Whether a finding may lie behind another.
bool IsBehind(const Finding& finding, std::size_t other);

// Whether any link of the chain is a cause.
bool HoldsCause(const Review& review, const Chain& chain);

// Without an incident: the most severe cause that is possible, the first of several; null if there
// is none.
const Finding* PossibleCause(const Review& review);

// What is said where there is no incident. Where there is nothing to look at, nothing found says
// nothing.
std::string WhyNothing(const Review& review);
bool HasEnoughToJudge(const Review& review);

}  // namespace howdunit::report
