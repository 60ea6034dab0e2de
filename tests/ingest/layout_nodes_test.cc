// Small bundles of the true structure of collectors that run on a node: what is known of their
// members' nodes, places and times.

#include <catch2/catch.hpp>

#include "support/collected.h"

namespace howdunit {
namespace {

using testing::ContainerdLine;
using testing::Holds;
using testing::HostPathOf;
using testing::Ingest;
using testing::IngestArchive;
using testing::kConflist;
using testing::Kubeconfig;
using testing::KubeletLine;
using testing::Logs;
using testing::MemberAt;
using testing::NodeOf;
using testing::Pack;
using testing::Range;
using testing::TempFolder;
using testing::Texts;

TEST_CASE("layout: microk8s inspect", "[ingest]") {
  const std::string root = "inspection-report/";
  const BundleContents contents = IngestArchive(
      {{root + "snap.microk8s.daemon-kubelite/journal.log",
        KubeletLine("node-b", "microk8s.daemon-kubelite")},
       {root + "snap.microk8s.daemon-containerd/journal.log",
        ContainerdLine("node-b", "microk8s.daemon-containerd")},
       {root + "args/cni-network/calico-kubeconfig", Kubeconfig()},
       {root + "args/cni-network/10-calico.conflist", kConflist},
       {root + "args/containerd-template.toml",
        "version = 2\n[plugins.\"io.containerd.grpc.v1.cri\".cni]\n"
        "  conf_dir = \"${SNAP_DATA}/args/cni-network\"\n"},
       {root + "args/kubelet", "--kubeconfig=${SNAP_DATA}/credentials/kubelet.config\n"},
       {root + "k8s/get-all",
        "NAMESPACE     NAME                    READY   STATUS    RESTARTS   AGE   IP       NODE\n"
        "kube-system   pod/calico-node-x2v9k   1/1     Running   0          41d   10.0.0.1 "
        "node-b\n"},
       {root + "network/ip-route", "default via 10.0.0.1 dev eno1 proto dhcp metric 100\n"}},
      "inspection-report-20260522_222111.tar.gz");
  CHECK(contents.bundle.layout == "microk8s inspect");
  // The name's stamp is the node's wall clock; containerd tells its zone.
  CHECK(Range(contents.bundle.captured) == "2026-05-22T12:21:11Z");
  CHECK(contents.bundle.captured_basis == "the archive's name");
  CHECK(NodeOf(contents, root + "args/cni-network/calico-kubeconfig") == "node-b");
  CHECK(MemberAt(contents, root + "args/cni-network/calico-kubeconfig").node_basis ==
        "the bundle's one node");
  CHECK(HostPathOf(contents, root + "args/cni-network/calico-kubeconfig") ==
        "/var/snap/microk8s/current/args/cni-network/calico-kubeconfig");
  CHECK(HostPathOf(contents, root + "args/kubelet") == "/var/snap/microk8s/current/args/kubelet");
  CHECK(NodeOf(contents, root + "network/ip-route") == "node-b");
  CHECK(NodeOf(contents, root + "k8s/get-all").empty());
  CHECK(Holds(Logs(contents), "log/kubelet on node-b from 2026-05-22T12:20:01Z"));
  REQUIRE(contents.tokens.size() == 1);
  CHECK(contents.tokens[0].place.node.str() == "node-b");
  REQUIRE(contents.runtime_configs.size() == 1);
  CHECK(contents.runtime_configs[0].place.node.str() == "node-b");
}

TEST_CASE("layout: three inspections in one archive are three nodes", "[ingest]") {
  Texts texts;
  for (const std::string node : {"k8s01", "k8s02", "k8s03"}) {
    texts[node + "/inspection-report/snap.microk8s.daemon-kubelite/journal.log"] =
        KubeletLine(node, "microk8s.daemon-kubelite");
    texts[node + "/inspection-report/args/cni-network/calico-kubeconfig"] = Kubeconfig();
  }
  const BundleContents contents = IngestArchive(texts, "reports.tar.gz");
  REQUIRE(contents.tokens.size() == 3);
  CHECK(contents.tokens[0].place.node.str() == "k8s01");
  CHECK(contents.tokens[2].place.node.str() == "k8s03");
}

TEST_CASE("layout: kind export logs", "[ingest]") {
  const std::string node = "logs/kind-worker/";
  const std::string line = "2026-05-22T12:20:01.1Z stderr F Unauthorized\n";
  const std::string uid = "0d3ab6a4-5be1-4d10-8a4c-3f0b0e6a6a55";
  const BundleContents contents = IngestArchive(
      {{"logs/kind-version.txt", "kind v0.23.0 go1.22 linux/amd64\n"},
       {node + "kubernetes-version.txt", "v1.30.0"},
       {node + "kubelet.log", KubeletLine("kind-worker")},
       {node + "pods/kube-system_web-0_" + uid + "/web/0.log", line},
       {node + "containers/web-0_kube-system_web-" + std::string(64, 'a') + ".log", line},
       {node + "alternatives.log", "update-alternatives 2026-05-20 10:00:00: run\n"}},
      "kind.tar.gz");
  CHECK(contents.bundle.layout == "kind export logs");
  CHECK(NodeOf(contents, node + "pods/kube-system_web-0_" + uid + "/web/0.log") == "kind-worker");
  CHECK(HostPathOf(contents, node + "alternatives.log") == "/var/log/alternatives.log");
  // The second is a copy of the first: what it says happened once.
  std::int64_t said = 0;
  for (const SignatureRecord& hit : contents.hits) {
    if (hit.pod.str() == "web-0") said += hit.count;
  }
  CHECK(said == 1);
}

TEST_CASE("layout: sosreport", "[ingest]") {
  const std::string root = "sosreport-node1-2026-05-22-abcdefg/";
  const BundleContents contents = IngestArchive(
      {{root + "sos_commands/containerd/journalctl_--no-pager_--unit_containerd",
        ContainerdLine("node1.example.com")},
       {root + "sos_commands/kubernetes/journalctl_--no-pager_--unit_kubelet",
        KubeletLine("node1.example.com")},
       {root + "sos_commands/kubernetes/cluster-info/"
               "kubectl_--kubeconfig_.etc.kubernetes.admin.conf_get_--all-namespaces_true_pods",
        "NAMESPACE     NAME                READY   STATUS    RESTARTS   AGE\n"
        "kube-system   calico-node-x2v9k   1/1     Running   0          41d\n"},
       {root + "sos_commands/kubernetes/cluster-info/kube-system/podlogs/calico-node-x2v9k/"
               "kubectl_--namespace_kube-system_logs_calico-node-x2v9k_-c_calico-node",
        "2026-05-22 12:20:02.123 [ERROR][61] felix/x.go 1: Unauthorized\n"},
       {root + "sos_commands/date/date_--utc", "Fri May 22 12:20:07 UTC 2026\n"},
       {root + "etc/cni/net.d/calico-kubeconfig", Kubeconfig()},
       {root + "sos_reports/manifest.json",
        "{\"version\": \"4.5.1\", \"cmdline\": \"sos report --batch\",\n"
        " \"start_time\": \"2026-05-22 22:20:01.123456\", \"end_time\": \"2026-05-22 "
        "22:21:01.1\",\n"
        " \"components\": {\"report\": {\"plugins\": {\"date\": {\"commands\": [\n"
        "  {\"exec\": \"date\", \"start_time\": 1779452406.1, \"end_time\": 1779452406.9},\n"
        "  {\"exec\": \"ls\", \"start_time\": 1779452410.1, \"end_time\": 1779452411.9}]}}}}}\n"}},
      "sosreport-node1-2026-05-22-abcdefg.tar.xz", "ustar", "xz");
  CHECK(contents.bundle.layout == "sos report");
  CHECK(Range(contents.bundle.captured) == "2026-05-22T12:20:06Z to 2026-05-22T12:20:11Z");
  CHECK(NodeOf(contents, root + "etc/cni/net.d/calico-kubeconfig") == "node1.example.com");
  CHECK(HostPathOf(contents, root + "etc/cni/net.d/calico-kubeconfig") ==
        "/etc/cni/net.d/calico-kubeconfig");
  CHECK(MemberAt(contents, root + "sos_commands/kubernetes/journalctl_--no-pager_--unit_kubelet")
            .command.str() == "journalctl --no-pager --unit kubelet");
  const auto logs = Logs(contents);
  CHECK(Holds(logs, "log/kubelet on node1.example.com from 2026-05-22T12:20:01Z"));
  CHECK(Holds(logs, "log/calico-node of kube-system/calico-node-x2v9k from 2026-05-22T12:20:02Z"));
  bool all_pods = false;
  for (const CoverageRecord& one : contents.coverage) {
    all_pods = all_pods || (one.topic == "pods" && one.space.empty());
  }
  CHECK(all_pods);
}

TEST_CASE("layout: calicoctl node diags", "[ingest]") {
  const BundleContents contents =
      IngestArchive({{"diagnostics/ipv4_tables", "# Generated by iptables-save\n"},
                     {"diagnostics/journalctl_calico_node", KubeletLine("node-a", "calico-node")},
                     {"diagnostics/logs/felix/current",
                      "2026-05-22 12:19:02.123 [ERROR][61] felix/x.go 1: Unauthorized\n"},
                     {"diagnostics/logs/cni/cni.log",
                      "2026-05-22 22:19:02.123 [ERROR][61] plugin.go 580: Unauthorized\n"}},
                    "diags-20260522_222001.tar.gz");
  CHECK(contents.bundle.layout == "calicoctl node diags");
  CHECK(HostPathOf(contents, "diagnostics/logs/cni/cni.log") == "/var/log/calico/cni/cni.log");
  CHECK(Holds(Logs(contents), "log/felix from 2026-05-22T12:19:02Z"));
}

TEST_CASE("layout: EKS log collector", "[ingest]") {
  const BundleContents contents = IngestArchive(
      {{"./system/instance-id.txt", "i-0123456789abcdef0\n"},
       {"./kubelet/kubelet.log", KubeletLine("ip-10-0-1-2")},
       {"./containerd/containerd-log.txt",
        "May 22 12:20:02 ip-10-0-1-2 containerd[8]: time=\"2026-05-22T22:20:02.1+10:00\" "
        "level=info msg=\"fine\"\n"},
       {"./cni/10-calico.conflist", kConflist},
       {"./var_log/pods/kube-system_web-0_0d3ab6a4-5be1-4d10-8a4c-3f0b0e6a6a55/web/0.log",
        "2026-05-22T12:20:01.1Z stderr F Unauthorized\n"}},
      "eks_i-0123456789abcdef0_2026-05-22_1220-UTC_0.7.8.tar.gz");
  CHECK(contents.bundle.layout == "EKS log collector");
  CHECK(contents.bundle.captured_basis == "the archive's name");
  CHECK(FormatUtc(contents.bundle.captured.earliest) == "2026-05-22T12:20:00Z");
  CHECK(NodeOf(contents, "cni/10-calico.conflist") == "ip-10-0-1-2");
  CHECK(HostPathOf(contents, "cni/10-calico.conflist") == "/etc/cni/net.d/10-calico.conflist");
  CHECK(NodeOf(contents,
               "var_log/pods/kube-system_web-0_0d3ab6a4-5be1-4d10-8a4c-3f0b0e6a6a55/web/0.log") ==
        "ip-10-0-1-2");
}

TEST_CASE("layout: AKS Periscope, a zip for each node", "[ingest]") {
  const std::string zip =
      Pack({{"systemlogs/kubelet", KubeletLine("aks-pool1-vmss000000")},
            {"podscontainerlogs/coredns-5d78c9869d-x2v9k-coredns", "[INFO] fine\n"}},
           "zip", "none");
  const BundleContents contents =
      IngestArchive({{"run/aks-pool1-vmss000000.zip", zip}}, "2026-05-22T22-20-01Z.tar.gz");
  CHECK(contents.bundle.layout == "AKS Periscope");
  CHECK(NodeOf(contents, "run/aks-pool1-vmss000000.zip!systemlogs/kubelet") ==
        "aks-pool1-vmss000000");
}

TEST_CASE("layout: Rancher's log collector", "[ingest]") {
  const std::string root = "node1-2026-05-22_22_20_01/";
  const BundleContents contents =
      IngestArchive({{root + "journald/rke2-agent", KubeletLine("node1", "rke2")},
                     {root + "journald/containerd", ContainerdLine("node1")},
                     {root + "systeminfo/date", "Fri May 22 22:20:07 AEST 2026\n"},
                     {root + "networking/cni/10-calico.conflist", kConflist},
                     {root + "rke2/podlogs/kube-system-calico-node-x2v9k",
                      "2026-05-22 12:19:02.123 [ERROR][61] felix/x.go 1: Unauthorized\n"}},
                    "node1-2026-05-22_22_20_01.tar.gz");
  CHECK(contents.bundle.layout == "Rancher v2 log collector");
  CHECK(Range(contents.bundle.captured) == "2026-05-22T12:20:07Z");
  CHECK(NodeOf(contents, root + "networking/cni/10-calico.conflist") == "node1");
  CHECK(HostPathOf(contents, root + "networking/cni/10-calico.conflist") ==
        "/etc/cni/net.d/10-calico.conflist");
  CHECK(MemberAt(contents, root + "rke2/podlogs/kube-system-calico-node-x2v9k").pod.str() ==
        "calico-node-x2v9k");
}

TEST_CASE("layout: a collector's archive inside of a folder made by hand", "[ingest]") {
  const TempFolder folder;
  folder.Write("notes.txt", "it began at noon\n");
  folder.Write("node-b/inspection-report-20260522_222111.tar.gz",
               Pack({{"inspection-report/snap.microk8s.daemon-kubelite/journal.log",
                      KubeletLine("node-b", "microk8s.daemon-kubelite")},
                     {"inspection-report/snap.microk8s.daemon-containerd/journal.log",
                      ContainerdLine("node-b", "microk8s.daemon-containerd")},
                     {"inspection-report/args/cni-network/10-calico.conflist", kConflist}},
                    "ustar", "gzip"));
  const BundleContents contents = Ingest(folder.path().string());
  CHECK(contents.bundle.layout == "microk8s inspect");
  CHECK(Range(contents.bundle.captured) == "2026-05-22T12:21:11Z");
  REQUIRE(contents.cni_configs.size() == 1);
  CHECK(contents.cni_configs[0].place.node.str() == "node-b");
}

}  // namespace
}  // namespace howdunit
