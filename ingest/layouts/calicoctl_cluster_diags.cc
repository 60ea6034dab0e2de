// `calicoctl cluster diags`:
//
//   calico-diagnostics-20260522_122001/nodes/node-a/kube-system/calico-node-7lq2p.log
//
// Source: projectcalico/calico, calicoctl/calicoctl/commands/cluster/diags.go. The name's stamp is
// UTC. Files that were fetched through a terminal (`kubectl exec -t`) have CRLF line ends; the
// links below links/ are the same files again.
#include <array>

#include "ingest/layout.h"

namespace howdunit {

extern const Layout kCalicoctlClusterDiags;

namespace {

constexpr std::array kMarks =
    std::to_array<std::string_view>({R"(^cluster/(version\.yaml|kubernetes/|crd/))"});

constexpr std::array kRules = std::to_array<PathRule>({
    {.pattern = "cluster/version.yaml"},
    {.pattern = "cluster/kubernetes/*.yaml"},
    {.pattern = "cluster/kubernetes/*.txt"},
    {.pattern = "cluster/calico-system/calico-system.*"},
    {.pattern = "cluster/crd/*.projectcalico.org.yaml"},
    {.pattern = "nodes/{node}/{namespace}/{pod}.{container}.previous.log"},
    {.pattern = "nodes/{node}/{namespace}/{pod}.log"},
    {.pattern = "nodes/{node}/{namespace}/{pod}.txt", .command = "kubectl describe pods {pod}"},
    {.pattern = "nodes/{node}/ip-route.txt", .command = "ip route"},
    {.pattern = "nodes/{node}/ip-addr.txt", .command = "ip addr"},
    {.pattern = "nodes/{node}/cni{rest}.log",
     .host_path = "/var/log/calico/cni/cni{rest}",
     .unit = "cni",
     .weak = true},
    {.pattern = "nodes/{node}/*", .weak = true},
});

constexpr std::array kNames = std::to_array<NameRule>({
    {.pattern = R"(calico-diagnostics-(?P<stamp>\d{8}_\d{6}))", .utc = true},
});

}  // namespace

extern const Layout kCalicoctlClusterDiags = {
    .name = "calicoctl-cluster-diags",
    .title = "calicoctl cluster diags",
    .sample = R"(calico-diagnostics-20260522_122001/cluster/kubernetes/pods.yaml
calico-diagnostics-20260522_122001/nodes/node-a/kube-system/calico-node-7lq2p.log
calico-diagnostics-20260522_122001/nodes/node-a/kube-system/calico-node-7lq2p.txt
calico-diagnostics-20260522_122001/nodes/node-a/ip-route.txt
)",
    .marks = kMarks,
    .rules = kRules,
    .names = kNames,
};

}  // namespace howdunit
