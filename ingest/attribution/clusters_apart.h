// One folder that holds the evidence of several clusters.
#pragma once

#include <string>
#include <vector>

#include "core/bundle_contents.h"

namespace howdunit {

// The folders that are of clusters of their own, as paths inside the bundle, sorted: each holds a
// list of all nodes, and no two lists share a name. Empty if it is not so, or if a file lies beside
// them: whose it is nobody knows.
std::vector<std::string> ClustersApart(const BundleContents& contents);

}  // namespace howdunit
