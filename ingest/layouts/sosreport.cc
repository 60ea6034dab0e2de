// `sos report`: what commands printed, under names made of the commands, beside copies of files
// under their own paths:
//
//   sosreport-node1-2026-05-22-abcdefg/sos_commands/kubernetes/kubectl_get_-o_json_nodes
//   sosreport-node1-2026-05-22-abcdefg/etc/cni/net.d/10-calico.conflist
//
// Sources: sosreport/sos, sos/report/plugins/__init__.py (names of outputs), sos/policies/
// __init__.py (names of archives). What was cut to a size lies in sos_strings.
#include <array>

#include "ingest/layout.h"

namespace howdunit {

extern const Layout kSosreport;

namespace {

constexpr std::array kMarks = std::to_array<std::string_view>({R"(^sos_commands/)"});

constexpr std::array kRules = std::to_array<PathRule>({
    {.pattern = "sos_commands/kubernetes/cluster-info/{namespace}/podlogs/{pod}/{mangled}",
     .command = "{mangled}"},
    {.pattern = "sos_commands/kubernetes/cluster-info/{namespace}/*/{mangled}",
     .command = "{mangled}"},
    {.pattern = "sos_commands/kubernetes/cluster-info/{mangled}", .command = "{mangled}"},
    {.pattern = "sos_commands/openshift/namespaces/{namespace}/pods/podlogs/{mangled}",
     .command = "{mangled}"},
    {.pattern = "sos_commands/openshift/namespaces/{namespace}/*/{mangled}",
     .command = "{mangled}"},
    {.pattern = "sos_commands/*/{mangled}", .command = "{mangled}"},
    {.pattern = "sos_commands/*/*/{mangled}", .command = "{mangled}"},
    {.pattern = "sos_strings/*/{mangled}.tailed", .command = "{mangled}"},
    {.pattern = "sos_strings/*/*/{mangled}.tailed", .command = "{mangled}"},
    {.pattern = "sos_reports/manifest.json"},
});

constexpr std::array kNames = std::to_array<NameRule>({
    {.pattern = R"(sosreport-(?P<host>[a-zA-Z0-9-]+?)(?:[.-][^/]*)?-(?P<stamp>\d{14}))"},
    {.pattern =
         R"(sosreport-(?P<host>[a-zA-Z0-9-]+?)(?:-[^/]*)?-(?P<stamp>\d{4}-\d\d-\d\d)-[a-z]{7})"},
});

}  // namespace

extern const Layout kSosreport = {
    .name = "sosreport",
    .title = "sos report",
    .sample =
        R"(sosreport-node1-2026-05-22-abcdefg/sos_commands/kubernetes/cluster-info/kubectl_get_--all-namespaces_true_pods
sosreport-node1-2026-05-22-abcdefg/sos_commands/containerd/journalctl_--no-pager_--unit_containerd
sosreport-node1-2026-05-22-abcdefg/sos_reports/manifest.json
)",
    .marks = kMarks,
    .rules = kRules,
    .names = kNames,
    .one_node = true,
};

}  // namespace howdunit
