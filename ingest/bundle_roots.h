// The bundles that somebody's collector made, inside of what was given: a folder or an archive can
// hold one of them, several, or none.
#pragma once

#include <string>
#include <vector>

#include "ingest/layout.h"
#include "ingest/read_member.h"

namespace howdunit {

struct BundleRoot {
  std::string prefix;  // of its members' paths; "" or with a '/' or '!' at its end
  const Layout* layout = nullptr;
  // From the name of the archive or of the top folder; kNone if it tells nothing.
  Stamp stamp;
  std::string host;
};

// In the order of their prefixes. `bundle_name` is the name of what was given, as it was packed.
std::vector<BundleRoot> FindRoots(const std::string& bundle_name,
                                  const std::vector<ReadMember>& members);

// The root that `path` lies below, the innermost one; nullptr if none.
const BundleRoot* RootOf(const std::vector<BundleRoot>& roots, std::string_view path);

// Fills in what weak rules say of the members below each root.
void PlaceBelowRoots(const std::vector<BundleRoot>& roots, std::vector<ReadMember>& members);

// What the bundle is called by: "microk8s inspect", or several titles, or "folder made by hand".
std::string TitleOf(const std::vector<BundleRoot>& roots);

}  // namespace howdunit
