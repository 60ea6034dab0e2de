// Small bundles of each collector's true structure: what is known of their members' nodes, places
// and times.

#include <fstream>
#include <map>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "support/jwt.h"
#include "support/pack.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::MakeJwt;
using testing::Pack;
using testing::TempFolder;
using Texts = std::map<std::string, std::string>;

BundleContents Ingest(const std::string& path) {
  const auto scanner = SignatureScanner::Create({{.id = "denied",
                                                  .title = "denied",
                                                  .literals = {"Unauthorized"},
                                                  .pattern = "Unauthorized"}});
  REQUIRE(scanner);
  auto contents = IngestBundle(path, *scanner, {});
  REQUIRE(contents);
  return std::move(*contents);
}

// Packs the texts as the collector would and reads the archive.
BundleContents IngestArchive(const Texts& texts, const std::string& name,
                             const std::string& format = "ustar",
                             const std::string& filter = "gzip") {
  const TempFolder folder;
  folder.Write(name, Pack(texts, format, filter));
  return Ingest(folder / name);
}

const Member& MemberAt(const BundleContents& contents, std::string_view path) {
  for (const Member& member : contents.members) {
    if (member.path.str() == path) return member;
  }
  FAIL("no member " << path);
  return contents.members.front();
}

std::string NodeOf(const BundleContents& contents, std::string_view path) {
  return MemberAt(contents, path).node.str();
}

std::string HostPathOf(const BundleContents& contents, std::string_view path) {
  return MemberAt(contents, path).host_path.str();
}

// "log/kubelet on node-a from 2026-05-22T12:20:01Z"
std::vector<std::string> Logs(const BundleContents& contents) {
  std::vector<std::string> logs;
  for (const CoverageRecord& log : contents.coverage) {
    if (!log.topic.starts_with("log/")) continue;
    std::string text = log.topic;
    if (!log.name.empty()) text += " of " + log.space.str() + "/" + log.name.str();
    if (!log.node.empty()) text += " on " + log.node.str();
    if (log.first.instant.known()) {
      text += log.first.instant.latest - log.first.instant.earliest > kSecond ? " about" : " from";
      text += " " + FormatUtc(log.first.instant.earliest / kSecond * kSecond);
    }
    logs.push_back(text);
  }
  return logs;
}

bool Holds(const std::vector<std::string>& texts, const std::string& text) {
  for (const std::string& one : texts) {
    UNSCOPED_INFO(one);
    if (one == text) return true;
  }
  return false;
}

std::string Range(const Instant& instant) {
  if (!instant.known()) return "unknown";
  const std::string earliest = FormatUtc(instant.earliest / kSecond * kSecond);
  const std::string latest = FormatUtc(instant.latest / kSecond * kSecond);
  return earliest == latest ? earliest : earliest + " to " + latest;
}

// What the collectors find on a node.
std::string Kubeconfig() {
  return "# Kubeconfig file for Calico CNI plugin. Installed by calico/node.\napiVersion: v1\n"
         "kind: Config\nclusters:\n- name: local\n  cluster:\n    server: https://10.0.0.1:443\n"
         "users:\n- name: calico\n  user:\n    token: " +
         MakeJwt(testing::kUnboundClaims) + "\ncontexts: []\ncurrent-context: calico-context\n";
}

const char* const kConflist =
    "{\"name\":\"k8s-pod-network\",\"cniVersion\":\"0.3.1\",\"plugins\":[{\"type\":\"calico\","
    "\"kubernetes\":{\"kubeconfig\":\"/etc/cni/net.d/calico-kubeconfig\"}}]}\n";

std::string KubeletLine(const std::string& host, const std::string& unit = "kubelet") {
  return "May 22 22:20:01 " + host + " " + unit +
         "[9]: E0522 22:20:01.336201       9 pod_workers.go:1301] \"Error\" err=\"Unauthorized\"\n";
}

// Its own stamp names the zone.
std::string ContainerdLine(const std::string& host, const std::string& unit = "containerd") {
  return "May 22 22:20:02 " + host + " " + unit +
         "[8]: time=\"2026-05-22T22:20:02.104981102+10:00\" level=info msg=\"fine\"\n";
}

const char* const kPodList =
    "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{\"name\":"
    "\"calico-node-x2v9k\",\"namespace\":\"kube-system\",\"uid\":\"u1\"},\"spec\":{\"nodeName\":"
    "\"node-a\",\"containers\":[{\"name\":\"calico-node\"}]},\"status\":{\"phase\":\"Running\"}}]}"
    "\n";

const char* const kNodeYaml =
    "---\napiVersion: v1\nkind: Node\nmetadata:\n  name: master-0\n  uid: n0\n";

TEST_CASE("layout: must-gather", "[ingest]") {
  const std::string root = "must-gather.local.5871212342349872345/quay-io-sha256-9f8e/";
  const std::string log = root + "namespaces/dns/pods/dns-7lq2p/dns/dns/logs/";
  const BundleContents contents = IngestArchive(
      {{"must-gather.local.5871212342349872345/timestamp",
        "2026-05-22 22:19:01.123456789 +1000 AEST m=+0.204811538\n"
        "2026-05-22 22:21:01.123456789 +1000 AEST m=+120.204811538\n"},
       {root + "version", "openshift/must-gather\n4.16.0-20260501\n"},
       {root + "cluster-scoped-resources/core/nodes/master-0.yaml", kNodeYaml},
       {root + "namespaces/dns/pods/dns-7lq2p/dns-7lq2p.yaml",
        "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: dns-7lq2p\n  namespace: dns\n  uid: p\n"
        "spec:\n  nodeName: master-0\n"},
       {log + "current.log", "2026-05-22T12:20:01.123456789Z Unauthorized\n"},
       {log + "previous.log", ""},
       {root + "namespaces/dns/core/pods.yaml",
        "---\napiVersion: v1\nitems: []\nkind: PodList\nmetadata:\n  resourceVersion: \"7\"\n"},
       {root + "namespaces/dns/core/secrets.yaml",
        "---\napiVersion: v1\nkind: SecretList\nitems:\n- apiVersion: v1\n  kind: Secret\n"
        "  metadata:\n    name: s\n    namespace: dns\n  data:\n    token: MTcwNCBieXRlcyBsb25n\n"},
       // Two masters' journals, merged by comparing lines; the kubelet prints them in UTC.
       {root + "host_service_logs/masters/kubelet_service.log",
        "-- Logs begin at Wed 2026-05-20 08:00:01 UTC, end at Fri 2026-05-22 12:21:11 UTC. --\n"
        "May 22 12:20:01.336300 master-0 kubelet[9]: E0522 12:20:01.336201       9 a.go:1] err=<\n"
        "May 22 12:20:01.336301 master-1 kubelet[9]: E0522 12:20:01.336201       9 a.go:1] fine\n"
        "May 22 12:20:01.336302 master-0 kubelet[9]:         Unauthorized\n"
        "May 22 12:20:01.336303 master-0 kubelet[9]:  > pod=\"x\"\n"}},
      "must-gather.tar.gz");
  CHECK(contents.bundle.layout == "OpenShift must-gather, oc adm inspect");
  CHECK(Range(contents.bundle.captured) == "2026-05-22T12:19:01Z to 2026-05-22T12:21:01Z");
  CHECK(MemberAt(contents, log + "current.log").pod.str() == "dns-7lq2p");
  CHECK(NodeOf(contents, log + "current.log") == "master-0");
  const auto logs = Logs(contents);
  CHECK(Holds(logs, "log/dns of dns/dns-7lq2p on master-0 from 2026-05-22T12:20:01Z"));
  CHECK(Holds(logs, "log/kubelet on master-0 from 2026-05-22T12:20:01Z"));
  CHECK(Holds(logs, "log/kubelet on master-1 from 2026-05-22T12:20:01Z"));
  REQUIRE(contents.hits.size() == 2);
  CHECK(contents.hits[0].node.str() == "master-0");
  CHECK(contents.hits[0].source.line_end == 5);
  // An empty list of one namespace says that it has none.
  bool none = false;
  for (const CoverageRecord& one : contents.coverage) {
    none = none || (one.topic == "pods" && one.space.str() == "dns" && one.items == 0);
  }
  CHECK(none);
  for (const ObjectRecord& object : contents.objects) {
    for (const ObjectField& field : object.fields) {
      CHECK(field.value.str().find("MTcw") == std::string::npos);
    }
  }
}

TEST_CASE("layout: a must-gather of several images is several roots of one bundle", "[ingest]") {
  const std::string top = "must-gather.local.1/";
  const BundleContents contents = IngestArchive(
      {{top + "a-sha256-1/cluster-scoped-resources/core/nodes/master-0.yaml", kNodeYaml},
       {top + "b-sha256-2/namespaces/dns/core/pods.yaml",
        "---\napiVersion: v1\nitems: []\nkind: PodList\n"}},
      "mg.tar.xz", "ustar", "xz");
  CHECK(contents.bundle.layout == "OpenShift must-gather, oc adm inspect");
  CHECK(contents.nodes.size() == 1);
}

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

TEST_CASE("layout: cluster-info dump, as folders", "[ingest]") {
  const BundleContents contents = IngestArchive(
      {{"dump/nodes.json",
        "{\"kind\":\"NodeList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{\"name\":"
        "\"node-a\"}}]}\n"},
       {"dump/kube-system/replication-controllers.json",
        "{\"kind\":\"ReplicationControllerList\",\"apiVersion\":\"v1\",\"items\":[]}\n"},
       {"dump/kube-system/pods.json", kPodList},
       {"dump/kube-system/calico-node-x2v9k/logs.txt",
        "==== START logs for container install-cni of pod kube-system/calico-node-x2v9k ====\n"
        "2026-05-22 12:20:01.123 [INFO][9] cni-installer/install.go 139: Running\n"
        "==== END logs for container install-cni of pod kube-system/calico-node-x2v9k ====\n"
        "==== START logs for container calico-node of pod kube-system/calico-node-x2v9k ====\n"
        "2026-05-22 12:20:02.123 [ERROR][61] felix/x.go 1: Unauthorized==== END logs for "
        "container calico-node of pod kube-system/calico-node-x2v9k ====\n"}},
      "dump.zip", "zip", "none");
  CHECK(contents.bundle.layout == "kubectl cluster-info dump");
  REQUIRE(contents.hits.size() == 1);
  CHECK(contents.hits[0].container.str() == "calico-node");
  CHECK(contents.hits[0].node.str() == "node-a");
  CHECK(Range(contents.hits[0].first.instant) == "2026-05-22T12:20:02Z");
}

TEST_CASE("layout: an empty list is of the namespace that its folder names", "[ingest]") {
  constexpr const char* kNone = "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}\n";
  const auto spaces = [](const BundleContents& contents) {
    std::vector<std::string> found;
    for (const CoverageRecord& coverage : contents.coverage) {
      if (coverage.topic == "pods") found.push_back(coverage.space.str());
    }
    return found;
  };
  CHECK(spaces(IngestArchive(
            {{"dump/nodes.json", "{\"kind\":\"NodeList\",\"apiVersion\":\"v1\",\"items\":[]}\n"},
             {"dump/batch/replication-controllers.json",
              "{\"kind\":\"ReplicationControllerList\",\"apiVersion\":\"v1\",\"items\":[]}\n"},
             {"dump/batch/pods.json", kNone}},
            "dump.zip", "zip", "none")) == std::vector<std::string>{"batch"});
  // Nobody says of which: that there are none anywhere would be a lie.
  CHECK(spaces(IngestArchive({{"mine/pods.json", kNone}}, "mine.tar.gz")).empty());
}

TEST_CASE("layout: cluster-info dump, as one text", "[ingest]") {
  const BundleContents contents = IngestArchive(
      {{"dump.txt",
        "{\n    \"kind\": \"NodeList\",\n    \"apiVersion\": \"v1\",\n    \"items\": []\n}\n" +
            std::string(kPodList) +
            "==== START logs for container calico-node of pod kube-system/calico-node-x2v9k ====\n"
            "2026-05-22 12:20:02.123 [ERROR][61] felix/x.go 1: Unauthorized\n"
            "==== END logs for container calico-node of pod kube-system/calico-node-x2v9k ====\n"}},
      "dump.tar.gz");
  REQUIRE(contents.hits.size() == 1);
  CHECK(contents.hits[0].pod.str() == "calico-node-x2v9k");
  CHECK(contents.hits[0].node.str() == "node-a");
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

TEST_CASE("layout: support bundle", "[ingest]") {
  const std::string root = "support-bundle-2026-05-22T22_20_01/";
  const BundleContents contents = IngestArchive(
      {{root + "version.yaml",
        "apiVersion: troubleshoot.sh/v1beta2\nkind: SupportBundle\nspec:\n  versionNumber: 0.92\n"},
       {root + "cluster-resources/pods/kube-system.json", kPodList},
       {root + "cluster-resources/events/kube-system.json",
        "{\"kind\":\"EventList\",\"apiVersion\":\"v1\",\"items\":[]}\n"},
       {root + "cluster-resources/events-errors.json", "null"},
       {root + "cluster-resources/pods/logs/kube-system/calico-node-x2v9k/calico-node.log",
        "2026-05-22 12:20:02.123 [ERROR][61] felix/x.go 1: Unauthorized\n"},
       {root + "cluster-resources/pods/logs/kube-system/calico-node-x2v9k/"
               "calico-node-previous.log",
        "2026-05-22 11:20:02.123 [ERROR][61] felix/x.go 1: Unauthorized\n"}},
      "support-bundle-2026-05-22T22_20_01.tar.gz");
  CHECK(contents.bundle.layout == "Replicated troubleshoot support bundle");
  const auto logs = Logs(contents);
  CHECK(Holds(
      logs,
      "log/calico-node of kube-system/calico-node-x2v9k on node-a from 2026-05-22T12:20:02Z"));
  CHECK(Holds(
      logs,
      "log/calico-node of kube-system/calico-node-x2v9k on node-a from 2026-05-22T11:20:02Z"));
  for (const SignatureRecord& hit : contents.hits) CHECK(hit.node.str() == "node-a");
}

TEST_CASE("layout: calicoctl cluster diags", "[ingest]") {
  const std::string root = "calico-diagnostics-20260522_122001/";
  const BundleContents contents =
      IngestArchive({{root + "cluster/version.yaml", "clientVersion:\n  major: \"1\"\n"},
                     {root + "cluster/kubernetes/pods.yaml", kPodList},
                     {root + "nodes/node-a/kube-system/calico-node-x2v9k.log",
                      "2026-05-22 12:19:02.123 [ERROR][61] felix/x.go 1: Unauthorized\r\n"},
                     {root + "nodes/node-a/ip-route.txt", "default via 10.0.0.1 dev eno1\r\n"}},
                    "calico-diagnostics-20260522_122001.tar.gz");
  CHECK(contents.bundle.layout == "calicoctl cluster diags");
  CHECK(Range(contents.bundle.captured) == "2026-05-22T12:20:01Z");
  CHECK(NodeOf(contents, root + "nodes/node-a/ip-route.txt") == "node-a");
  REQUIRE(contents.hits.size() == 1);
  CHECK(contents.hits[0].pod.str() == "calico-node-x2v9k");
  CHECK(contents.hits[0].node.str() == "node-a");
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
