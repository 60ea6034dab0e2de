// Faults that the evidence shows and no finding accounts for.
#pragma once

#include <vector>

#include "core/finding.h"
#include "core/result.h"
#include "rules/clusters.h"
#include "rules/evaluate.h"
#include "rules/rule.h"
#include "store/database.h"

namespace howdunit {

// One entry for each signature and node with hits that no rule that holds in their
// bundle claims (Rule::signatures), and for each symptom that no cause explains.
// Signatures that are routine are left out; the same text in two bundles of a cluster
// is one entry.
Result<std::vector<Unexplained>> FindUnexplained(const Database& database, const RuleBook& book,
                                                 const Clusters& clusters,
                                                 const std::vector<Evaluated>& findings);

}  // namespace howdunit
