// AKS Periscope: one zip for each node, a folder for each collector in it.
//
//   aks-nodepool1-12345678-vmss000000.zip: systemlogs/kubelet
//
// Source: Azure/aks-periscope, pkg/exporter/zip.go, pkg/collector/*.go. Members have no extension.
#include <array>

#include "ingest/layout.h"

namespace howdunit {

extern const Layout kAksPeriscope;

namespace {

constexpr std::array kMarks = std::to_array<std::string_view>(
    {R"(^systemlogs/(kubelet|docker))", R"(^podscontainerlogs/|^kubeobjects/)"});

constexpr std::array kRules = std::to_array<PathRule>({
    {.pattern = "{node}.zip!systemlogs/{unit}"},
    {.pattern = "systemlogs/{unit}"},
    {.pattern = "podscontainerlogs/kube-system_{rest}"},
    {.pattern = "podscontainerlogs/*"},
    {.pattern = "kubeobjects/*"},
    {.pattern = "kubeletcmd/*"},
    {.pattern = "nodelogs/*", .weak = true},
    {.pattern = "iptables/iptables", .weak = true},
});

}  // namespace

extern const Layout kAksPeriscope = {
    .name = "aks-periscope",
    .title = "AKS Periscope",
    .sample = R"(systemlogs/kubelet
podscontainerlogs/coredns-5d78c9869d-x2v9k-coredns
kubeobjects/kube-system_pod_coredns-5d78c9869d-x2v9k
)",
    .marks = kMarks,
    .rules = kRules,
    .one_node = true,
};

}  // namespace howdunit
