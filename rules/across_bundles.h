// The same question asked of several bundles of one cluster: one finding.
#pragma once

#include <vector>

#include "rules/clusters.h"
#include "rules/evaluate.h"
#include "store/database.h"

namespace howdunit {

// Of the findings of one rule about one subject of one cluster the one with the
// strongest verdict stays; among equals the one with more answers, then the later. What
// one bundle rules out stays open if a later one sees the subject and cannot tell.
// The bundles that found the subject become its standings. Findings of one bundle's
// cluster are left as they are, and so are those that may be about different
// things: about a node that has no name, and messages explained away.
void MergeBundles(const Clusters& clusters, std::vector<Evaluated>& findings);

// Asks the other bundles of each finding's cluster, which show no such subject, and
// completes its standings, in the order of capture. Such a bundle can rule the
// finding out; it cannot show it.
void AskOtherBundles(Database& database, const Clusters& clusters,
                     std::vector<Evaluated>& findings);

}  // namespace howdunit
