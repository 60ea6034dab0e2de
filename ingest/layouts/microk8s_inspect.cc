// `microk8s inspect`: one node's journals and the whole of its args/, the CNI directory included:
//
//   inspection-report-20260522_222001.tar.gz: inspection-report/snap.microk8s.daemon-kubelite/…
//
// Source: canonical/microk8s, scripts/inspect.sh. With strict confinement the folders have no
// "snap.". The name's stamp is the node's wall clock at the end.
#include <array>

#include "ingest/layout.h"

namespace howdunit {

extern const Layout kMicrok8sInspect;

namespace {

constexpr std::array kMarks = std::to_array<std::string_view>(
    {R"(microk8s\.daemon-[^/]+/(journal|systemctl|snapctl)\.log$)"});

constexpr std::array kRules = std::to_array<PathRule>({
    {.pattern = "snap.microk8s.daemon-{unit}/journal.log", .unit = "microk8s.daemon-{unit}"},
    {.pattern = "microk8s.daemon-{unit}/journal.log", .unit = "microk8s.daemon-{unit}"},
    {.pattern = "snap.microk8s.daemon-{unit}/systemctl.log",
     .command = "systemctl status snap.microk8s.daemon-{unit}",
     .unit = ""},
    {.pattern = "microk8s.daemon-*/snapctl.log"},
    {.pattern = "args/cni-network/{rest}",
     .host_path = "/var/snap/microk8s/current/args/cni-network/{rest}"},
    {.pattern = "args/containerd-template.toml",
     .host_path = "/var/snap/microk8s/current/args/containerd-template.toml"},
    {.pattern = "k8s/cluster-info-dump", .command = "kubectl cluster-info dump -A"},
    {.pattern = "args/{rest}", .host_path = "/var/snap/microk8s/current/args/{rest}", .weak = true},
    {.pattern = "k8s/get-all", .command = "kubectl get all --all-namespaces -o wide", .weak = true},
    {.pattern = "apparmor/dmesg", .command = "dmesg", .weak = true},
    {.pattern = "dqlite/{rest}",
     .host_path = "/var/snap/microk8s/current/var/kubernetes/backend/{rest}",
     .weak = true},
});

constexpr std::array kNames = std::to_array<NameRule>({
    {.pattern = R"(inspection-report-(?P<stamp>\d{8}_\d{6}))"},
});

}  // namespace

extern const Layout kMicrok8sInspect = {
    .name = "microk8s-inspect",
    .title = "microk8s inspect",
    .sample = R"(inspection-report/snap.microk8s.daemon-kubelite/journal.log
inspection-report/args/cni-network/10-calico.conflist
inspection-report/k8s/cluster-info-dump
inspection-report/network/ip-route
)",
    .marks = kMarks,
    .rules = kRules,
    .names = kNames,
    .one_node = true,
};

}  // namespace howdunit
