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

// What is said where there is none. Where there is nothing to look at, nothing found says nothing.
std::string WhyNothing(const Review& review);
bool HasEnoughToJudge(const Review& review);

}  // namespace howdunit::report
