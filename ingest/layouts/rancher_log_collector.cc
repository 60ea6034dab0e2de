// Rancher's log collector (RKE, RKE2, K3s, kubeadm): one node, and what its kubectl can see.
//
//   node1-2026-05-22_22_20_01/journald/rke2-agent
//   node1-2026-05-22_22_20_01/rke2/kubectl/pods
//
// Source: rancherlabs/support-tools, collection/rancher/v2.x/logs-collector/
// rancher2_logs_collector.sh. The name's stamp is the node's wall clock at the start.
// /etc/cni/net.d is copied without the kubeconfigs in it.
#include <array>

#include "ingest/layout.h"

namespace howdunit {

extern const Layout kRancherLogCollector;

namespace {

constexpr std::array kMarks = std::to_array<std::string_view>({R"(^journald/)", R"(^systeminfo/)"});

constexpr std::array kRules = std::to_array<PathRule>({
    {.pattern = "journald/{unit}"},
    {.pattern = "networking/cni/{rest}", .host_path = "/etc/cni/net.d/{rest}"},
    {.pattern = "systeminfo/date", .command = "date"},
    {.pattern = "systeminfo/dmesg", .command = "dmesg"},
    {.pattern = "systeminfo/*"},
    {.pattern = "networking/ipaddrshow", .command = "ip addr show"},
    {.pattern = "networking/iproute", .command = "ip route"},
    {.pattern = "*/kubectl/nodesdescribe", .command = "kubectl describe nodes"},
    {.pattern = "*/kubectl/poddescribe/{namespace}",
     .command = "kubectl describe pods -n {namespace}"},
    {.pattern = "*/kubectl/nodes", .command = "kubectl get nodes -o wide", .weak = true},
    {.pattern = "*/kubectl/{rest}", .command = "kubectl get {rest} -A -o wide", .weak = true},
    // Namespaces and pods are joined by a dash; these namespaces are told apart by their names.
    {.pattern = "*/podlogs/kube-system-{pod}-previous"},
    {.pattern = "*/podlogs/kube-system-{pod}"},
    {.pattern = "*/podlogs/calico-system-{pod}"},
    {.pattern = "*/podlogs/tigera-operator-{pod}"},
    {.pattern = "*/podlogs/cattle-system-{pod}"},
    {.pattern = "systemlogs/{unit}", .host_path = "/var/log/{unit}", .weak = true},
});

constexpr std::array kNames = std::to_array<NameRule>({
    {.pattern =
         R"((?:^|[/!])(?P<host>[^/!]+)-(?P<stamp>\d{4}-\d\d-\d\d_\d\d_\d\d_\d\d)(?:[/!.]|$))"},
});

}  // namespace

extern const Layout kRancherLogCollector = {
    .name = "rancher-log-collector",
    .title = "Rancher v2 log collector",
    .sample = R"(node1-2026-05-22_22_20_01/journald/rke2-agent
node1-2026-05-22_22_20_01/systeminfo/date
node1-2026-05-22_22_20_01/networking/cni/10-calico.conflist
)",
    .marks = kMarks,
    .rules = kRules,
    .names = kNames,
    .one_node = true,
};

}  // namespace howdunit
