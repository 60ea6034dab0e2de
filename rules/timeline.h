// The timeline: what the rules that hold say happened.
#pragma once

#include <vector>

#include "core/finding.h"
#include "core/result.h"
#include "rules/clusters.h"
#include "rules/evaluate.h"
#include "rules/query.h"

namespace howdunit {

// One row per thing that happened, in order of time. Rules that are ruled out or
// undetermined contribute nothing, and those that hold what each bundle says in which
// they do. The same sentence at the same time is one row; so is what two bundles of a
// cluster tell of one node at times that overlap, in words that differ at most in
// numbers: those of the later bundle.
Result<std::vector<TimelineRow>> BuildTimeline(Queries& queries, const Clusters& clusters,
                                               const std::vector<Evaluated>& findings);

}  // namespace howdunit
