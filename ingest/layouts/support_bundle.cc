// Replicated's troubleshoot.sh support bundles: objects as JSON, logs of unhealthy pods.
//
//   support-bundle-2026-05-22T22_20_01/cluster-resources/pods/kube-system.json
//
// Sources: replicatedhq/troubleshoot, pkg/supportbundle/supportbundle.go, pkg/collect/*.go. The
// name's stamp is the collecting machine's wall clock.
#include <array>

#include "ingest/layout.h"

namespace howdunit {

extern const Layout kSupportBundle;

namespace {

constexpr std::array kMarks =
    std::to_array<std::string_view>({R"(^cluster-resources/)", R"(^version\.yaml$)"});

constexpr std::array kRules = std::to_array<PathRule>({
    {.pattern = "cluster-resources/pods/logs/{namespace}/{pod}/{container}-logs-errors.log"},
    {.pattern = "cluster-resources/pods/logs/{namespace}/{pod}/{container}-previous.log"},
    {.pattern = "cluster-resources/pods/logs/{namespace}/{pod}/{container}.log"},
    {.pattern = "cluster-resources/custom-resources/{rest}"},
    {.pattern = "cluster-resources/*/{namespace}.json"},
    {.pattern = "cluster-resources/*.json"},
    {.pattern = "cluster-info/cluster_version.json"},
    {.pattern = "host-collectors/journald/{unit}.txt"},
    {.pattern = "host-collectors/run-host/{rest}"},
});

constexpr std::array kNames = std::to_array<NameRule>({
    {.pattern = R"(support-bundle-(?P<stamp>\d{4}-\d\d-\d\dT\d\d_\d\d_\d\d))"},
});

}  // namespace

extern const Layout kSupportBundle = {
    .name = "support-bundle",
    .title = "Replicated troubleshoot support bundle",
    .sample = R"(support-bundle-2026-05-22T22_20_01/cluster-resources/nodes.json
support-bundle-2026-05-22T22_20_01/version.yaml
support-bundle-2026-05-22T22_20_01/cluster-resources/pods/logs/kube-system/calico-node-7lq2p/calico-node.log
support-bundle-2026-05-22T22_20_01/cluster-info/cluster_version.json
)",
    .marks = kMarks,
    .rules = kRules,
    .names = kNames,
};

}  // namespace howdunit
