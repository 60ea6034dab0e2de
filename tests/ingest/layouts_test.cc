// Who made a bundle.

#include "ingest/layouts.h"

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

TEST_CASE("layouts: each is told by its own paths", "[unit]") {
  const struct {
    const char* name;
    std::vector<std::string_view> paths;
  } rows[] = {
      {"must-gather",
       {"must-gather.local.1/quay-io-x/cluster-scoped-resources/core/nodes/n1.yaml",
        "must-gather.local.1/timestamp"}},
      {"sosreport", {"sosreport-n1-2026-05-22-abcdefg/sos_commands/kubernetes/kubectl_get_nodes"}},
      {"microk8s-inspect",
       {"inspection-report/snap.microk8s.daemon-kubelite/journal.log",
        "inspection-report/args/containerd-template.toml"}},
      {"calicoctl-cluster-diags", {"calico-diagnostics-20260522_122001/cluster/version.yaml"}},
      {"calicoctl-node-diags", {"diagnostics/ipv4_tables", "diagnostics/logs/cni/cni.log"}},
      {"support-bundle",
       {"support-bundle-2026-05-22T22_20_01/version.yaml",
        "support-bundle-2026-05-22T22_20_01/cluster-resources/nodes.json"}},
      {"kind-export-logs", {"kind-version.txt", "kind-control-plane/kubelet.log"}},
      {"cluster-info-dump", {"dump/nodes.json", "dump/kube-system/replication-controllers.json"}},
      {"eks-log-collector", {"kubelet/kubelet.log", "system/instance-id.txt"}},
      {"aks-periscope", {"systemlogs/kubelet", "podscontainerlogs/web-1-web"}},
      {"rancher-log-collector", {"k/journald/rke2-server", "k/systeminfo/uname"}},
      {"by-hand", {"date.txt", "n1/kubelet.log"}},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(LayoutOf(row.paths).name == row.name);
  }
}

TEST_CASE("layouts: half of the marks is not enough", "[unit]") {
  CHECK(LayoutOf({"x/nodes.json"}).name == "by-hand");
  CHECK(LayoutOf({}).name == "by-hand");
}

}  // namespace
}  // namespace howdunit
