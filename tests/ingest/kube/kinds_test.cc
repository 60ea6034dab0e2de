#include "ingest/kube/kinds.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

TEST_CASE("kinds: words of commands and tables", "[unit]") {
  CHECK(KindFromWord("po") == "Pod");
  CHECK(KindFromWord("deployments.apps") == "Deployment");
  CHECK(KindFromWord("deployments.v1.apps") == "Deployment");
  CHECK(KindFromWord("Ingress.networking.k8s.io") == "Ingress");
  CHECK(KindFromWord("ippools.crd.projectcalico.org") == "IPPool");
  CHECK(KindFromWord("tigerastatus.operator.tigera.io") == "Tigerastatus");
  CHECK(KindFromWord("co") == "ClusterOperator");
  CHECK(KindFromWord("mcp") == "MachineConfigPool");
  CHECK(KindFromWord("clusteroperators.config.openshift.io") == "ClusterOperator");
  CHECK(KindFromWord("quota") == "ResourceQuota");
  CHECK(KindFromWord("") == "");
}

TEST_CASE("kinds: what somebody else calls like a kind of Kubernetes is told from it", "[unit]") {
  CHECK(KindFromWord("nodes.longhorn.io") == "Nodes.longhorn.io");
  CHECK(KindFromWord("pods.metrics.k8s.io") == "Pods.metrics.k8s.io");
  CHECK(KindOfApi("Node", "v1") == "Node");
  CHECK(KindOfApi("Node", "") == "Node");
  CHECK(KindOfApi("Node", "longhorn.io/v1beta2") == "Node.longhorn.io");
  CHECK(KindOfApi("Node", "projectcalico.org/v3") == "Node.projectcalico.org");
  CHECK(KindOfApi("IPPool", "crd.projectcalico.org/v1") == "IPPool");
  CHECK(KindOfApi("Event", "events.k8s.io/v1") == "Event");
  CHECK(KindOfApi("ClusterOperator", "config.openshift.io/v1") == "ClusterOperator");
  CHECK(KindOfApi("MachineConfig", "hive.example.org/v1") == "MachineConfig.hive.example.org");
  CHECK(KindOfApi("TigeraStatus", "operator.tigera.io/v1") == "TigeraStatus");
}

TEST_CASE("kinds: a node of a storage system is no node, and its list covers none", "[ingest]") {
  const auto out = ReadText(
      "$ kubectl get nodes.longhorn.io -A -o yaml\n"
      "apiVersion: longhorn.io/v1beta2\nitems:\n- apiVersion: longhorn.io/v1beta2\n  kind: Node\n"
      "  metadata:\n    name: n1\n    namespace: longhorn-system\n  status:\n    conditions:\n"
      "    - status: \"False\"\n      type: Ready\nkind: NodeList\n");
  CHECK(out.All<NodeRecord>().empty());
  REQUIRE(out.All<ObjectRecord>().size() == 1);
  CHECK(out.All<ObjectRecord>()[0].kind.str() == "Node.longhorn.io");
  for (const CoverageRecord& one : out.All<CoverageRecord>()) CHECK(one.topic != "nodes");
}

TEST_CASE("kinds: of Calico's own nodes it is told where they are", "[ingest]") {
  const auto out = ReadText(
      "apiVersion: projectcalico.org/v3\nkind: Node\nmetadata:\n  name: n1\nspec:\n  bgp:\n"
      "    ipv4Address: 10.0.0.11/24\n    ipv4IPIPTunnelAddr: 192.168.19.1\n  orchRefs:\n"
      "  - nodeName: n1.example.org\n    orchestrator: k8s\n");
  const auto nodes = out.All<ObjectRecord>();
  REQUIRE(nodes.size() == 1);
  CHECK(nodes[0].kind == "Node.projectcalico.org");
  CHECK(FieldOf(nodes[0], "spec.bgp.ipv4Address") == "10.0.0.11/24");
  CHECK(FieldOf(nodes[0], "spec.orchRefs[0].nodeName") == "n1.example.org");
}

TEST_CASE("kinds: an empty answer covers what was asked for, not what is called alike",
          "[ingest]") {
  const auto topics = [](const std::string& command) {
    std::vector<std::string> found;
    const auto out = ReadText("$ " + command + "\nNo resources found\n");
    for (const CoverageRecord& one : out.All<CoverageRecord>()) found.push_back(one.topic);
    return found;
  };
  CHECK(topics("kubectl get pods -A") == std::vector<std::string>{"pods"});
  CHECK(topics("kubectl get pods.metrics.k8s.io -A") ==
        std::vector<std::string>{"objects/Pods.metrics.k8s.io"});
}

}  // namespace
}  // namespace howdunit
