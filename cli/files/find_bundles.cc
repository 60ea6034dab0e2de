#include "cli/files/find_bundles.h"

#include <filesystem>
#include <set>

#include "core/text.h"
#include "ingest/bundles_in.h"
#include "ingest/ingest.h"

namespace howdunit {
namespace {

// "tickets/123/must-gather" for must-gather.tar.gz in a folder of the given path.
std::string NameBelow(const std::string& given, const std::string& path) {
  const std::filesystem::path below = std::filesystem::path(path).lexically_relative(given);
  std::string name = BundleName(path);
  if (below.empty() || below == "." || *below.begin() == "..") return name;
  const std::string folder = below.parent_path().generic_string();
  return folder.empty() ? name : folder + "/" + name;
}

std::vector<std::string> BundlesOf(const std::string& path, Look look) {
  switch (look) {
    case Look::kBelow: return BundlesBelow(path);
    case Look::kArrived: return BundlesPutInto(path);
    case Look::kHere: break;
  }
  return BundlesAmong(path);
}

}  // namespace

std::vector<FoundBundle> FindBundles(const std::vector<std::string>& paths, Look look) {
  std::vector<FoundBundle> found;
  std::set<std::string> seen;
  std::set<std::string> names;
  for (const std::string& given : paths) {
    for (const std::string& path : BundlesOf(given, look)) {
      if (!seen.insert(path).second) continue;
      const std::string name = NameBelow(given, path);
      std::string unique = name;
      for (int copy = 2; !names.insert(unique).second; ++copy) {
        unique = name + "-" + std::to_string(copy);
      }
      found.push_back({path, unique});
    }
  }
  return found;
}

}  // namespace howdunit
