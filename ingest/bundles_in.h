// Which bundles a path stands for.
#pragma once

#include <string>
#include <vector>

namespace howdunit {

// `path` itself; or, if it is a folder of nothing but bundles (archives, or folders that a
// collector made), each of them, sorted: they may be of several clusters. Lists of checksums and
// files to read first may lie beside them. The parts that `howdunit gather` makes are one bundle,
// and so is a must-gather of several images.
std::vector<std::string> BundlesIn(const std::string& path);

}  // namespace howdunit
