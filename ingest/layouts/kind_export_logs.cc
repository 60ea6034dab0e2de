// `kind export logs`: for each node (a container) its journals and the whole of its /var/log.
//
// Source: kubernetes-sigs/kind, pkg/cluster/internal/providers/*/provider.go. containers/*.log are
// copies of what lies in pods/.
#include <array>

#include "ingest/layout.h"

namespace howdunit {

extern const Layout kKindExportLogs;

namespace {

constexpr std::array kMarks = std::to_array<std::string_view>({R"(^kind-version\.txt$)"});

constexpr std::array kRules = std::to_array<PathRule>({
    {.pattern = "kind-version.txt"},
    {.pattern = "{node}/kubernetes-version.txt"},
    {.pattern = "{node}/journal.log", .weak = true},
    {.pattern = "{node}/kubelet.log", .unit = "kubelet", .weak = true},
    {.pattern = "{node}/containerd.log", .unit = "containerd", .weak = true},
    {.pattern = "{node}/serial.log", .weak = true},
    {.pattern = "{node}/images.log", .weak = true},
    {.pattern = "{node}/inspect.json", .weak = true},
    {.pattern = "{node}/{rest}", .host_path = "/var/log/{rest}", .weak = true},
});

}  // namespace

extern const Layout kKindExportLogs = {
    .name = "kind-export-logs",
    .title = "kind export logs",
    .sample = R"(kind-version.txt
kind-control-plane/kubernetes-version.txt
kind-control-plane/kubelet.log
kind-control-plane/pods/kube-system_etcd-kind-control-plane_0123456789abcdef0123456789abcdef/etcd/0.log
)",
    .marks = kMarks,
    .rules = kRules,
};

}  // namespace howdunit
