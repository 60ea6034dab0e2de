#include "ingest/layouts.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace howdunit {
namespace {

bool HoldsMark(std::string_view text, std::string_view part) {
  if (!part.ends_with('$')) return Contains(text, part);
  part.remove_suffix(1);
  return text.ends_with(part);
}

}  // namespace

// Sources: openshift/must-gather, canonical/microk8s (scripts/inspect.sh), kubernetes/kubectl
// (clusterinfo_dump.go), kubernetes-sigs/kind (pkg/cluster/provider.go), sosreport/sos,
// replicatedhq/troubleshoot, projectcalico/calico (calicoctl), awslabs/amazon-eks-ami
// (eks-log-collector.sh), Azure/aks-periscope, rancherlabs/support-tools.
std::span<const Layout> AllLayouts() {
  static const std::array kLayouts = std::to_array<Layout>({
      {"must-gather", "OpenShift must-gather, oc adm inspect", {"cluster-scoped-resources/"}},
      {"sosreport", "sos report", {"sos_commands/"}},
      {"microk8s-inspect", "microk8s inspect", {"microk8s.daemon-", "/journal.log$"}},
      {"calicoctl-cluster-diags", "calicoctl cluster diags", {"calico-diagnostics-"}},
      {"calicoctl-node-diags", "calicoctl node diags", {"diagnostics/", "ipv4_tables"}},
      {"support-bundle",
       "Replicated troubleshoot support bundle",
       {"cluster-resources/", "version.yaml$"}},
      {"kind-export-logs", "kind export logs", {"kind-version.txt$"}},
      {"cluster-info-dump",
       "kubectl cluster-info dump",
       {"nodes.json$", "/replication-controllers.json$"}},
      {"eks-log-collector",
       "EKS log collector",
       {"kubelet/kubelet.log$", "system/instance-id.txt$"}},
      {"aks-periscope", "AKS Periscope", {"systemlogs/kubelet", "podscontainerlogs/"}},
      {"rancher-log-collector", "Rancher v2 log collector", {"journald/", "systeminfo/"}},
      {"by-hand", "folder made by hand", {}},
  });
  return kLayouts;
}

const Layout& LayoutOf(const std::vector<std::string_view>& paths) {
  for (const Layout& layout : AllLayouts()) {
    const bool all = std::all_of(layout.marks.begin(), layout.marks.end(), [&](auto mark) {
      return std::any_of(paths.begin(), paths.end(),
                         [&](std::string_view whole) { return HoldsMark(whole, mark); });
    });
    if (all) return layout;
  }
  return AllLayouts().back();
}

}  // namespace howdunit
