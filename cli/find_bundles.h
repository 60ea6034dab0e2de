// The bundles that the paths of a command line stand for.
#pragma once

#include <string>
#include <vector>

namespace howdunit {

struct FoundBundle {
  std::string path;
  // For a folder of its results: below the path that was given, without what packers add. No two
  // bundles have the same.
  std::string name;
};

// In the order of the paths, those of a folder sorted. `recursive`: those in folders below, too.
std::vector<FoundBundle> FindBundles(const std::vector<std::string>& paths, bool recursive);

}  // namespace howdunit
