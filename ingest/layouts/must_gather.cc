// OpenShift's must-gather and `oc adm inspect`, and the many must-gathers of others that keep
// their two folders of objects:
//
//   must-gather.local.5871212342349872345/quay-io-…-sha256-9f8e/namespaces/openshift-sdn/…
//
// Sources: openshift/oc, pkg/cli/admin/{mustgather,inspect}; openshift/must-gather,
// collection-scripts. The journals of all masters are merged into one file by comparing whole
// lines; the kubelet prints them with `journalctl --utc` (kubelet_server_journal_linux.go).
#include <array>

#include "ingest/layout.h"

namespace howdunit {

extern const Layout kMustGather;

namespace {

constexpr std::array kMarks = std::to_array<std::string_view>(
    {R"(^cluster-scoped-resources/|^namespaces/[^/]+/(core|pods)/)"});

constexpr std::array kRules = std::to_array<PathRule>({
    {.pattern = "namespaces/{namespace}/pods/{pod}/{container}/*/logs/rotated/*"},
    {.pattern = "namespaces/{namespace}/pods/{pod}/{container}/*/logs/*.log"},
    {.pattern = "namespaces/{namespace}/pods/{pod}/*.yaml"},
    {.pattern = "namespaces/{namespace}/core/*.yaml"},
    {.pattern = "namespaces/{namespace}/*/*.yaml"},
    {.pattern = "cluster-scoped-resources/{rest}"},
    {.pattern = "host_service_logs/*/{unit}_service.log", .utc = true},
    {.pattern = "host_service_logs/windows/log_files/{unit}/*"},
    // "<node>-audit.log" or "<node>-audit-2026-05-22T10-11-12.345.log"
    {.pattern = "audit_logs/*/{node}-audit{rest}", .unit = "audit"},
    {.pattern = "static-pods/kube-apiserver/{node}-startup{rest}", .unit = "kube-apiserver"},
    {.pattern = "static-pods/kube-apiserver/{node}-termination.log{rest}",
     .unit = "kube-apiserver"},
    {.pattern = "machine_config_ondisk/{node}/{rest}", .weak = true},
    {.pattern = "nodes/{node}/dmesg", .command = "dmesg", .weak = true},
    {.pattern = "nodes/{node}/*", .weak = true},
    // The journals of single nodes, by `oc adm node-logs` into a folder of the same kind.
    {.pattern = "host_service_logs/{rest}", .utc = true},
});

}  // namespace

extern const Layout kMustGather = {
    .name = "must-gather",
    .title = "OpenShift must-gather, oc adm inspect",
    .sample =
        R"(must-gather.local.5871212342349872345/quay-io-sha256-9f8e/cluster-scoped-resources/core/nodes/master-0.yaml
must-gather.local.5871212342349872345/quay-io-sha256-9f8e/namespaces/openshift-dns/pods/dns-7lq2p/dns/dns/logs/current.log
must-gather.local.5871212342349872345/quay-io-sha256-9f8e/host_service_logs/masters/kubelet_service.log
)",
    .marks = kMarks,
    .rules = kRules,
};

}  // namespace howdunit
