// `calicoctl node diags`: one node's routes, tables and Calico logs.
//
//   diags-20260522_222001.tar.gz: diagnostics/logs/cni/cni.log
//
// Source: projectcalico/calico, calicoctl/calicoctl/commands/node/diags.go. The name's stamp is the
// node's wall clock.
#include <array>

#include "ingest/layout.h"

namespace howdunit {

extern const Layout kCalicoctlNodeDiags;

namespace {

constexpr std::array kMarks =
    std::to_array<std::string_view>({R"(^diagnostics/)", R"((ipv4_tables|logs/cni/))"});

constexpr std::array kRules = std::to_array<PathRule>({
    {.pattern = "diagnostics/journalctl_calico_node", .unit = "calico-node"},
    {.pattern = "diagnostics/ipv4_tables"},
    {.pattern = "diagnostics/routes", .command = "ip route"},
    {.pattern = "diagnostics/logs/cni/{rest}",
     .host_path = "/var/log/calico/cni/{rest}",
     .unit = "cni"},
    {.pattern = "diagnostics/logs/{unit}/current",
     .host_path = "/var/log/calico/{unit}/current",
     .utc = true},
    {.pattern = "diagnostics/{rest}", .weak = true},
});

constexpr std::array kNames = std::to_array<NameRule>({
    {.pattern = R"((?:^|[/!])diags-(?P<stamp>\d{8}_\d{6}))"},
});

}  // namespace

extern const Layout kCalicoctlNodeDiags = {
    .name = "calicoctl-node-diags",
    .title = "calicoctl node diags",
    .sample = R"(diagnostics/ipv4_tables
diagnostics/logs/cni/cni.log
diagnostics/logs/felix/current
)",
    .marks = kMarks,
    .rules = kRules,
    .names = kNames,
    .one_node = true,
};

}  // namespace howdunit
