// What a report is about.
#pragma once

#include "report/model/review.h"

namespace howdunit::report {

// The finding that the report is about: the last strong cause of the first chain,
// or its symptom if the chain has none; null without an incident.
const Finding* LeadingFinding(const Review& review);

}  // namespace howdunit::report
