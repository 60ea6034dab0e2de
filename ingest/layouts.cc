#include <array>

#include "ingest/layout.h"

// To add a layout: write layouts/<name>.cc and name its Layout here, before every layout whose
// bundles hold all of its marks.
#define HOWDUNIT_LAYOUTS(X) \
  X(kMustGather)            \
  X(kSosreport)             \
  X(kMicrok8sInspect)       \
  X(kCalicoctlClusterDiags) \
  X(kCalicoctlNodeDiags)    \
  X(kSupportBundle)         \
  X(kKindExportLogs)        \
  X(kClusterInfoDump)       \
  X(kEksLogCollector)       \
  X(kAksPeriscope)          \
  X(kRancherLogCollector)   \
  X(kByHand)

namespace howdunit {

#define DECLARE(layout) extern const Layout layout;
HOWDUNIT_LAYOUTS(DECLARE)
#undef DECLARE

std::span<const Layout* const> AllLayouts() {
#define PLACE_OF(layout) &layout,
  static const auto kLayouts = std::to_array<const Layout*>({HOWDUNIT_LAYOUTS(PLACE_OF)});
#undef PLACE_OF
  return kLayouts;
}

}  // namespace howdunit
