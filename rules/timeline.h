// The timeline: what the rules that hold say happened.
#pragma once

#include <vector>

#include "core/finding.h"
#include "core/result.h"
#include "rules/evaluate.h"
#include "store/database.h"

namespace howdunit {

// One row per thing that happened, in order of time. Rules that are ruled out or
// undetermined contribute nothing; the same sentence at the same time is one row.
Result<std::vector<TimelineRow>> BuildTimeline(const Database& database,
                                               const std::vector<Evaluated>& findings);

}  // namespace howdunit
