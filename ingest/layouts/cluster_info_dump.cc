// `kubectl cluster-info dump --output-directory=D`. Without a directory the same goes to standard
// output, one JSON document and one log after the other, which the formats tell apart.
//
// Source: kubernetes/kubectl, pkg/cmd/clusterinfo/clusterinfo_dump.go. A log file holds the logs
// of all of its pod's containers, each between two marks.
#include <array>

#include "ingest/layout.h"

namespace howdunit {

extern const Layout kClusterInfoDump;

namespace {

constexpr std::array kMarks = std::to_array<std::string_view>(
    {R"(/(replication-controllers|services|pods)\.(json|yaml)$)", R"(nodes\.(json|yaml)$)"});

constexpr std::array kRules = std::to_array<PathRule>({
    {.pattern = "{namespace}/replication-controllers.json"},
    {.pattern = "{namespace}/replication-controllers.yaml"},
    {.pattern = "{namespace}/{pod}/logs.txt"},
    {.pattern = "{namespace}/*.json", .weak = true},
    {.pattern = "{namespace}/*.yaml", .weak = true},
    {.pattern = "nodes.json", .weak = true},
});

}  // namespace

extern const Layout kClusterInfoDump = {
    .name = "cluster-info-dump",
    .title = "kubectl cluster-info dump",
    .sample = R"(dump/kube-system/replication-controllers.json
dump/nodes.json
dump/kube-system/calico-node-7lq2p/logs.txt
)",
    .marks = kMarks,
    .rules = kRules,
};

}  // namespace howdunit
