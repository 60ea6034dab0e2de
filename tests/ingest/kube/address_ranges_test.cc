// The ranges of addresses that nodes, settings and programs' flags name.
#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

ObjectRecord Only(const std::string& kind, const std::string& text,
                  const std::string& path = "file.txt") {
  ObjectRecord found;
  int count = 0;
  for (const ObjectRecord& object : ReadText(text, path).All<ObjectRecord>()) {
    if (object.kind.str() != kind) continue;
    found = object;
    ++count;
  }
  CHECK(count == 1);
  return found;
}

}  // namespace

TEST_CASE("ranges: a node's, described", "[unit]") {
  const ObjectRecord range =
      Only("NodePodRange",
           "Name:               n1\nRoles:              worker\nUnschedulable:      false\n"
           "PodCIDR:                      10.244.1.0/24\n"
           "PodCIDRs:                     10.244.1.0/24,fd00:1::/64\n"
           "Non-terminated Pods:          (0 in total)\n");
  CHECK(range.name == "n1");
  CHECK(range.source.line == 5);
  CHECK(FieldOf(range, "cidr[0]") == "10.244.1.0/24");
  CHECK(FieldOf(range, "cidr[1]") == "fd00:1::/64");
}

TEST_CASE("ranges: a node's, as an object", "[unit]") {
  const std::string meta = "apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\nspec:\n";
  const ObjectRecord range =
      Only("NodePodRange", meta + "  podCIDR: 10.244.1.0/24\n  podCIDRs:\n  - 10.244.1.0/24\n");
  CHECK(range.name == "n1");
  CHECK(FieldOf(range, "cidr[0]") == "10.244.1.0/24");
  CHECK(FieldOf(range, "cidr[1]") == "");
  CHECK(range.source.line == 7);
  CHECK(Only("NodePodRange", meta + "  podCIDR: 10.244.1.0/24\n").source.line == 6);
  for (const std::string spec :
       {"  podCIDR: 10.2", "  podCIDR: [a]\n", "  podCIDRs: \"\"\n", "  taints: []\n"}) {
    INFO(spec);
    CHECK(ReadText(meta + spec).All<ObjectRecord>().empty());
  }
}

TEST_CASE("ranges: kubeadm's settings, line by line", "[unit]") {
  const ObjectRecord config =
      Only("ConfigMap",
           "apiVersion: v1\ndata:\n  ClusterConfiguration: |\n    apiServer: {}\n"
           "    networking:\n      dnsDomain: cluster.local\n      podSubnet: 10.244.0.0/16\n"
           "      serviceSubnet: 10.96.0.0/12\nkind: ConfigMap\nmetadata:\n"
           "  name: kubeadm-config\n  namespace: kube-system\n");
  const std::string start = "data.ClusterConfiguration.networking.";
  CHECK(FieldOf(config, start + "podSubnet") == "10.244.0.0/16");
  CHECK(FieldOf(config, start + "serviceSubnet") == "10.96.0.0/12");
  for (const ObjectField& field : config.fields) {
    if (field.path.str() == start + "podSubnet") CHECK(field.source.line == 7);
  }
}

TEST_CASE("ranges: settings of JSON, on one line; of another ConfigMap nothing is read", "[unit]") {
  const auto text = [](const std::string& name) {
    return R"({"apiVersion":"v1","kind":"ConfigMap","data":{"net-conf.json":)"
           R"("{\n  \"Network\": \"10.244.0.0/16\",\n  \"Backend\": {\"Type\": \"vxlan\"}\n}"},)"
           R"("metadata":{"name":")" +
           name + "\"}}\n";
  };
  const ObjectRecord flannel = Only("ConfigMap", text("kube-flannel-cfg"));
  CHECK(FieldOf(flannel, "data.net-conf.json.Network") == "10.244.0.0/16");
  CHECK(flannel.fields.back().source.line == 1);
  CHECK(FieldOf(Only("ConfigMap", text("ours")), "data.net-conf.json.Network") == "");
}

TEST_CASE("ranges: settings that are cut or no YAML say nothing", "[unit]") {
  for (const std::string value :
       {"|\n    networking:\n      podSubnet:", "|\n    networking: [", "\"\"", "{a: b}", "7"}) {
    INFO(value);
    const auto sink = ReadText(
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n"
        "  name: kubeadm-config\ndata:\n  ClusterConfiguration: " +
        value + "\n");
    for (const ObjectRecord& object : sink.All<ObjectRecord>()) {
      CHECK(FieldOf(object, "data.ClusterConfiguration.networking.podSubnet") == "");
    }
  }
}

TEST_CASE("ranges: files of kubeadm and kube-proxy", "[unit]") {
  CHECK(FieldOf(Only("ClusterConfiguration",
                     "apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\n"
                     "networking:\n  podSubnet: 10.244.0.0/16\n"),
                "networking.podSubnet") == "10.244.0.0/16");
  CHECK(FieldOf(Only("KubeProxyConfiguration",
                     "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nclusterCIDR: 10.244.0.0/16\n"
                     "kind: KubeProxyConfiguration\n"),
                "clusterCIDR") == "10.244.0.0/16");
}

TEST_CASE("ranges: flags of a pod's containers", "[unit]") {
  const ObjectRecord flags =
      Only("ContainerFlags",
           "apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-controller-manager-n1\n"
           "  namespace: kube-system\nspec:\n  containers:\n  - command:\n"
           "    - kube-controller-manager\n    - --allocate-node-cidrs=true\n"
           "    - --cluster-cidr=10.244.0.0/16,fd00::/56\n    - --cluster-name=k\n"
           "    name: kube-controller-manager\n");
  CHECK(flags.name == "kube-controller-manager-n1");
  CHECK(flags.space == "kube-system");
  REQUIRE(flags.fields.size() == 1);
  CHECK(FieldOf(flags, "kube-controller-manager.--cluster-cidr") == "10.244.0.0/16,fd00::/56");
  CHECK(flags.fields[0].source.line == 11);
}

TEST_CASE("ranges: flags of a pod that is described, and of a process", "[unit]") {
  const ObjectRecord flags =
      Only("ContainerFlags",
           "Name:                 kube-apiserver-n1\nNamespace:            kube-system\n"
           "Priority:             2000001000\nNode:                 n1/10.0.0.11\n"
           "Containers:\n  kube-apiserver:\n    Image:         kube-apiserver:v1.29.3\n"
           "    Command:\n      kube-apiserver\n      --service-cluster-ip-range=10.96.0.0/12\n"
           "      --service-cluster-ip-range=\n    State:          Running\n");
  CHECK(flags.name == "kube-apiserver-n1");
  REQUIRE(flags.fields.size() == 1);
  CHECK(FieldOf(flags, "kube-apiserver.--service-cluster-ip-range") == "10.96.0.0/12");
  CHECK(flags.fields[0].source.line == 10);
  const ObjectRecord process =
      Only("Process",
           "    PID USER     CMD\n"
           "   4711 root     kube-controller-manager --cluster-cidr=10.244.0.0/16 --x=y\n");
  CHECK(FieldOf(process, "--cluster-cidr") == "10.244.0.0/16");
}

}  // namespace howdunit
