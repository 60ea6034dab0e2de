// Messages that look like trouble and are none.
#pragma once

#include <vector>

#include "core/finding.h"
#include "rules/clusters.h"
#include "rules/evaluate.h"

namespace howdunit {

// What the findings of kind "benign" explain away; the same text in two bundles of a
// cluster is one row. Other findings are passed over.
std::vector<Benign> FindBenign(const Clusters& clusters, const std::vector<Evaluated>& findings);

}  // namespace howdunit
