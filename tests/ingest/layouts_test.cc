// Who made a bundle, and what the paths in it say.

#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/bundle_roots.h"
#include "ingest/layout.h"

namespace howdunit {
namespace {

std::vector<ReadMember> MembersAt(const std::vector<std::string>& paths) {
  std::vector<ReadMember> members;
  for (const std::string& path : paths) {
    ReadMember read;
    read.member.path = Redact(path);
    read.placement = PlaceByPath(path).value_or(Placement{});
    members.push_back(std::move(read));
  }
  return members;
}

std::string TitleAt(const std::vector<std::string>& paths) {
  return TitleOf(FindRoots("bundle", MembersAt(paths)));
}

const Layout& LayoutNamed(std::string_view name) {
  for (const Layout* layout : AllLayouts()) {
    if (layout->name == name) return *layout;
  }
  FAIL("no layout " << name);
  return *AllLayouts().back();
}

// A path that fits the pattern.
std::string PathLike(std::string_view pattern) {
  std::string path;
  while (!pattern.empty()) {
    const std::size_t special = std::min(pattern.find_first_of("*{"), pattern.size());
    path += pattern.substr(0, special);
    pattern.remove_prefix(special);
    if (pattern.empty()) break;
    path += "x1";
    pattern.remove_prefix(pattern.front() == '*' ? 1 : pattern.find('}') + 1);
  }
  return path;
}

TEST_CASE("layouts: every pattern compiles, and fits what it describes", "[unit]") {
  for (const Layout* layout : AllLayouts()) {
    for (const PathRule& rule : layout->rules) {
      INFO(layout->name << ": " << rule.pattern);
      CHECK(PlaceBelowRoot(*layout, PathLike(rule.pattern)));
      CHECK((rule.weak || PlaceByPath("a/b/" + PathLike(rule.pattern))));
    }
  }
}

TEST_CASE("layouts: each is told by its own paths", "[unit]") {
  const struct {
    const char* name;
    std::vector<std::string> paths;
  } rows[] = {
      {"must-gather",
       {"must-gather.local.1/quay-io-x/cluster-scoped-resources/core/nodes/n1.yaml",
        "must-gather.local.1/timestamp"}},
      {"must-gather", {"inspect.local.7/namespaces/shop/core/events.yaml"}},
      {"sosreport", {"sosreport-n1-2026-05-22-abcdefg/sos_commands/kubernetes/kubectl_get_nodes"}},
      {"microk8s-inspect",
       {"inspection-report/snap.microk8s.daemon-kubelite/journal.log",
        "inspection-report/args/containerd-template.toml"}},
      {"microk8s-inspect", {"microk8s.daemon-kubelite/journal.log"}},
      {"calicoctl-cluster-diags", {"calico-diagnostics-20260522_122001/cluster/version.yaml"}},
      {"calicoctl-node-diags", {"diagnostics/ipv4_tables", "diagnostics/logs/cni/cni.log"}},
      {"support-bundle",
       {"support-bundle-2026-05-22T22_20_01/version.yaml",
        "support-bundle-2026-05-22T22_20_01/cluster-resources/nodes.json"}},
      {"kind-export-logs", {"x/kind-version.txt", "x/kind-control-plane/kubelet.log"}},
      {"cluster-info-dump",
       {"dump/nodes.json", "dump/kube-system/replication-controllers.json",
        "dump/kube-system/pods.json"}},
      {"eks-log-collector", {"kubelet/kubelet.log", "system/instance-id.txt"}},
      {"aks-periscope", {"systemlogs/kubelet", "podscontainerlogs/web-1-web"}},
      {"rancher-log-collector", {"k/journald/rke2-server", "k/systeminfo/uname"}},
      {"by-hand", {"date.txt", "n1/kubelet.log"}},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(TitleAt(row.paths) == LayoutNamed(row.name).title);
  }
}

TEST_CASE("layouts: half of the marks is not enough", "[unit]") {
  CHECK(TitleAt({"x/nodes.json"}) == "folder made by hand");
  CHECK(TitleAt({"n1/kubelet/kubelet.log"}) == "folder made by hand");
  CHECK(TitleAt({"web/web-0/logs.txt"}) == "folder made by hand");
  CHECK(TitleAt({}) == "folder made by hand");
}

TEST_CASE("layouts: the sample of each is placed by it", "[unit]") {
  for (const Layout* layout : AllLayouts()) {
    if (layout->rules.empty()) continue;
    const auto lines = Split(TrimRight(layout->sample), '\n');
    const auto placed = PlaceByPath(lines.front());
    INFO(layout->name);
    REQUIRE(placed);
    CHECK(placed->layout->name == layout->name);
    CHECK(MembersAt(std::vector<std::string>(lines.begin(), lines.end())).size() == lines.size());
    CHECK(TitleAt(std::vector<std::string>(lines.begin(), lines.end()))
              .find(std::string(layout->title)) != std::string::npos);
  }
}

TEST_CASE("layouts: what a path says of its member", "[unit]") {
  const struct {
    const char* path;
    const char* node;
    const char* space;
    const char* pod;
    const char* container;
    const char* unit;
    const char* host_path;
    const char* command;
  } rows[] = {
      {"mg/img/namespaces/dns/pods/dns-x2v9k/dns/dns/logs/current.log", "", "dns", "dns-x2v9k",
       "dns", "", "", ""},
      {"mg/namespaces/dns/pods/dns-x2v9k/dns/dns/logs/rotated/0.log.20260522-101112.gz", "", "dns",
       "dns-x2v9k", "dns", "", "", ""},
      {"mg/namespaces/dns/core/events.yaml", "", "dns", "", "", "", "", ""},
      {"mg/host_service_logs/masters/crio_service.log", "", "", "", "", "crio", "", ""},
      {"mg/audit_logs/kube-apiserver/master-0.example.com-audit-2026-05-22T10-11-12.345.log",
       "master-0.example.com", "", "", "", "audit", "", ""},
      {"inspection-report/args/cni-network/calico-kubeconfig", "", "", "", "", "",
       "/var/snap/microk8s/current/args/cni-network/calico-kubeconfig", ""},
      {"inspection-report/snap.microk8s.daemon-kubelite/journal.log", "", "", "", "",
       "microk8s.daemon-kubelite", "", ""},
      {"s/sos_commands/containerd/journalctl_--no-pager_--unit_containerd", "", "", "", "", "", "",
       "journalctl --no-pager --unit containerd"},
      {"s/sos_commands/kubernetes/cluster-info/"
       "kubectl_--kubeconfig_.etc.kubernetes.admin.conf_get_nodes",
       "", "", "", "", "", "", "kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes"},
      {"s/cluster-resources/pods/logs/kube-system/calico-node-x2v9k/calico-node-previous.log", "",
       "kube-system", "calico-node-x2v9k", "calico-node", "", "", ""},
      {"s/cluster-resources/pods/kube-system.json", "", "kube-system", "", "", "", "", ""},
      {"c/nodes/node-a/kube-system/calico-node-x2v9k.log", "node-a", "kube-system",
       "calico-node-x2v9k", "", "", "", ""},
      {"c/nodes/node-a/kube-system/calico-node-x2v9k.install-cni.previous.log", "node-a",
       "kube-system", "calico-node-x2v9k", "install-cni", "", "", ""},
      {"diagnostics/logs/felix/current", "", "", "", "", "felix", "/var/log/calico/felix/current",
       ""},
      {"r/node1-2026-05-22_22_20_01/networking/cni/10-calico.conflist", "", "", "", "", "",
       "/etc/cni/net.d/10-calico.conflist", ""},
      {"r/rke2/podlogs/kube-system-calico-node-x2v9k-previous", "", "", "calico-node-x2v9k", "", "",
       "", ""},
      {"aks-pool1-123.zip!systemlogs/kubelet", "aks-pool1-123", "", "", "", "kubelet", "", ""},
  };
  for (const auto& row : rows) {
    INFO(row.path);
    const auto placed = PlaceByPath(row.path);
    REQUIRE(placed);
    CHECK(placed->node == row.node);
    CHECK(placed->space == row.space);
    CHECK(placed->pod == row.pod);
    CHECK(placed->container == row.container);
    CHECK(placed->unit == row.unit);
    CHECK(placed->host_path == row.host_path);
    CHECK(placed->command == row.command);
  }
}

TEST_CASE("layouts: a rule that holds below a known root only", "[unit]") {
  const Layout& kind = LayoutNamed("kind-export-logs");
  CHECK_FALSE(PlaceByPath("kind-worker/kubelet.log"));
  const auto placed = PlaceBelowRoot(kind, "kind-worker/kubelet.log");
  REQUIRE(placed);
  CHECK(placed->node == "kind-worker");
  CHECK(placed->unit == "kubelet");
  CHECK(PlaceBelowRoot(kind, "kind-worker/alternatives.log")->host_path ==
        "/var/log/alternatives.log");
}

TEST_CASE("layouts: names of archives hold moments and hosts", "[unit]") {
  const auto value = [](const char* text) {
    std::string_view rest = text;
    return TakeRfc3339(rest)->value;
  };
  const struct {
    const char* layout;
    const char* name;
    const char* moment;
    Stamp::Kind kind;
    Micros width;
    const char* host;
  } rows[] = {
      {"microk8s-inspect", "inspection-report-20260522_222001", "2026-05-22T22:20:01Z",
       Stamp::Kind::kLocal, kSecond, ""},
      {"sosreport", "sosreport-node1.case17-20260522222001", "2026-05-22T22:20:01Z",
       Stamp::Kind::kLocal, kSecond, "node1"},
      {"sosreport", "sosreport-node1-17-2026-05-22-abcdefg", "2026-05-22T00:00:00Z",
       Stamp::Kind::kLocal, kDay, "node1"},
      {"support-bundle", "support-bundle-2026-05-22T22_20_01", "2026-05-22T22:20:01Z",
       Stamp::Kind::kLocal, kSecond, ""},
      {"calicoctl-cluster-diags", "calico-diagnostics-20260522_122001", "2026-05-22T12:20:01Z",
       Stamp::Kind::kUtc, kSecond, ""},
      {"eks-log-collector", "eks_i-0123456789abcdef0_2026-05-22_1220-UTC_0.7.8",
       "2026-05-22T12:20:00Z", Stamp::Kind::kUtc, kMinute, ""},
      {"rancher-log-collector", "node1-2026-05-22_22_20_01", "2026-05-22T22:20:01Z",
       Stamp::Kind::kLocal, kSecond, "node1"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    const auto named = MomentInName(LayoutNamed(row.layout), row.name);
    REQUIRE(named);
    CHECK(named->stamp.kind == row.kind);
    CHECK(named->stamp.value == value(row.moment));
    CHECK(named->stamp.width == row.width);
    CHECK(named->host == row.host);
  }
  CHECK_FALSE(MomentInName(LayoutNamed("microk8s-inspect"), "inspection-report"));
  CHECK_FALSE(MomentInName(LayoutNamed("microk8s-inspect"), "inspection-report-20269922_222001"));
}

}  // namespace
}  // namespace howdunit
