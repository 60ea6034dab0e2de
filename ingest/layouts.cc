#include <array>

#include "ingest/layout.h"

namespace howdunit {

// ingest/layouts/*.cc
extern const Layout kMustGather;
extern const Layout kSosreport;
extern const Layout kMicrok8sInspect;
extern const Layout kCalicoctlClusterDiags;
extern const Layout kCalicoctlNodeDiags;
extern const Layout kSupportBundle;
extern const Layout kKindExportLogs;
extern const Layout kClusterInfoDump;
extern const Layout kEksLogCollector;
extern const Layout kAksPeriscope;
extern const Layout kRancherLogCollector;
extern const Layout kByHand;

std::span<const Layout* const> AllLayouts() {
  static const std::array kLayouts = std::to_array<const Layout*>({
      &kMustGather,
      &kSosreport,
      &kMicrok8sInspect,
      &kCalicoctlClusterDiags,
      &kCalicoctlNodeDiags,
      &kSupportBundle,
      &kKindExportLogs,
      &kClusterInfoDump,
      &kEksLogCollector,
      &kAksPeriscope,
      &kRancherLogCollector,
      &kByHand,
  });
  return kLayouts;
}

}  // namespace howdunit
