// Amazon EKS' log collector, of one node, without a top folder:
//
//   eks_i-0123456789abcdef0_2026-05-22_1220-UTC_0.7.8.tar.gz: kubelet/kubelet.log
//
// Source: awslabs/amazon-eks-ami, log-collector-script/linux/eks-log-collector.sh. The name's stamp
// is UTC, at the start; the name's host is the instance's id, which is no node's name.
#include <array>

#include "ingest/layout.h"

namespace howdunit {

extern const Layout kEksLogCollector;

namespace {

constexpr std::array kMarks =
    std::to_array<std::string_view>({R"(^kubelet/kubelet\.log$)", R"(^system/instance-id\.txt$)"});

constexpr std::array kRules = std::to_array<PathRule>({
    {.pattern = "kubelet/kubelet.log", .unit = "kubelet"},
    {.pattern = "kubelet/kubeconfig.yaml", .host_path = "/var/lib/kubelet/kubeconfig"},
    {.pattern = "kubelet/kubelet_service.txt", .command = "systemctl status kubelet"},
    {.pattern = "containerd/containerd-log.txt", .unit = "containerd"},
    {.pattern = "containerd/containerd-config.txt", .host_path = "/etc/containerd/config.toml"},
    {.pattern = "system/instance-id.txt"},
    {.pattern = "networking/curl_api_server.txt"},
    {.pattern = "var_log/aws-routed-eni/*"},
    {.pattern = "ipamd/*.json"},
    {.pattern = "cni/{rest}", .host_path = "/etc/cni/net.d/{rest}", .weak = true},
    {.pattern = "kernel/dmesg{rest}", .command = "dmesg", .weak = true},
    {.pattern = "networking/iproute.txt", .command = "ip route", .weak = true},
    {.pattern = "system/ps.txt", .command = "ps", .weak = true},
    {.pattern = "var_log/{rest}", .host_path = "/var/log/{rest}", .weak = true},
});

constexpr std::array kNames = std::to_array<NameRule>({
    {.pattern = R"(eks_i-[0-9a-f]+_(?P<stamp>\d{4}-\d\d-\d\d_\d{4})-UTC)", .utc = true},
});

}  // namespace

extern const Layout kEksLogCollector = {
    .name = "eks-log-collector",
    .title = "EKS log collector",
    .sample = R"(kubelet/kubelet.log
kubelet/kubeconfig.yaml
cni/10-aws.conflist
system/instance-id.txt
)",
    .marks = kMarks,
    .rules = kRules,
    .names = kNames,
    .one_node = true,
};

}  // namespace howdunit
