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

enum class Look {
  kHere,    // a path is a bundle, or a folder of bundles
  kBelow,   // and so are the folders in it
  kArrived  // a path is a folder that bundles are put into, and none itself
};

// In the order of the paths, those of a folder sorted.
std::vector<FoundBundle> FindBundles(const std::vector<std::string>& paths, Look look);

}  // namespace howdunit
