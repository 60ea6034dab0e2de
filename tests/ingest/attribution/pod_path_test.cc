#include "ingest/attribution/pod_path.h"

#include <catch2/catch.hpp>

namespace howdunit {

TEST_CASE("the folder of a pod below /var/log/pods names it", "[unit]") {
  const LogPlace place =
      ParseLogPath("logs/pods-k8s02/shop_web-0_7c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e5f/web/3.log");
  CHECK(place.space == "shop");
  CHECK(place.pod == "web-0");
  CHECK(place.pod_uid == "7c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e5f");
  CHECK(place.container == "web");
  CHECK(place.node == "k8s02");
  CHECK(place.unit.empty());
}

TEST_CASE("a static pod has a hash in place of its uid", "[unit]") {
  const LogPlace place =
      ParseLogPath("kube-system_etcd-cp1_0123456789abcdef0123456789abcdef/etcd/0.log");
  CHECK(place.pod == "etcd-cp1");
  CHECK(place.container == "etcd");
}

TEST_CASE("links below /var/log/containers name pod, namespace and container", "[unit]") {
  const LogPlace place =
      ParseLogPath("var/log/containers/web-0_shop_web-" + std::string(64, 'a') + ".log");
  CHECK(place.pod == "web-0");
  CHECK(place.space == "shop");
  CHECK(place.container == "web");
}

TEST_CASE("must-gather doubles the container's folder", "[unit]") {
  const LogPlace place = ParseLogPath("mg/namespaces/shop/pods/web-0/web/web/logs/current.log");
  CHECK(place.space == "shop");
  CHECK(place.pod == "web-0");
  CHECK(place.container == "web");
}

TEST_CASE("a cluster-info dump has one file for a pod", "[unit]") {
  const LogPlace place = ParseLogPath("dump/kube-system/calico-node-x2v9k/logs.txt");
  CHECK(place.space == "kube-system");
  CHECK(place.pod == "calico-node-x2v9k");
  CHECK(place.container.empty());
}

TEST_CASE("names given by hand are read where they are clear", "[unit]") {
  CHECK(ParseLogPath("logs-calico-node-x2v9k.txt").pod == "calico-node-x2v9k");
  CHECK(ParseLogPath("logs-calico-node-x2v9k.txt").container == "calico-node");
  CHECK(ParseLogPath("calico-node-x2v9k.log").pod == "calico-node-x2v9k");
  CHECK(ParseLogPath("calico-node-x2v9k-cni.log").pod == "calico-node-x2v9k");
  CHECK(ParseLogPath("calico-node-x2v9k-cni.log").container == "install-cni");
  CHECK(ParseLogPath("calico-typha-5f9c6d7b8f-x2v9k.log").pod == "calico-typha-5f9c6d7b8f-x2v9k");
  CHECK(ParseLogPath("calico-node-daemonset.yaml").pod.empty());
  CHECK(ParseLogPath("logs-kube-apiserver-cp1.txt").node == "cp1");
  CHECK(ParseLogPath("logs-kube-apiserver-cp1.txt").pod == "kube-apiserver-cp1");
  CHECK(ParseLogPath("logs-store-0.txt").pod == "store-0");
  CHECK(ParseLogPath("logs-install-cni-k8s03.txt").container == "install-cni");
  CHECK(ParseLogPath("logs-install-cni-k8s03.txt").node == "k8s03");
  CHECK(ParseLogPath("logs-notes.txt").pod.empty());
}

TEST_CASE("a program's name opens the name of its log", "[unit]") {
  CHECK(ParseLogPath("logs/kubelet-k8s02.log").unit == "kubelet");
  CHECK(ParseLogPath("logs/kubelet-k8s02.log").node == "k8s02");
  CHECK(ParseLogPath("logs/kubelet-journal-reverse.log").node.empty());
  CHECK(ParseLogPath("masters/kubelet_service.log").unit == "kubelet");
  CHECK(ParseLogPath("masters/kubelet_service.log").node.empty());
  CHECK(ParseLogPath("kube-apiserver.log").unit == "kube-apiserver");
  CHECK(ParseLogPath("kubelet.log").node.empty());
  CHECK(ParseLogPath("snap.microk8s.daemon-kubelite/journal.log").unit ==
        "microk8s.daemon-kubelite");
  CHECK(ParseLogPath("kubeletter.txt").unit.empty());
  CHECK(ParseLogPath("").unit.empty());
}

TEST_CASE("what describes a log is no node", "[unit]") {
  for (const std::string name :
       {"kubelet.json.log", "kubelet-2026-05-22.log", "kubelet_20260522.log", "kubelet-2.log",
        "kubelet-error.out", "kube-apiserver-audit.log", "etcd-logs.txt",
        "logs-coredns-7c9d8f-abcde.txt", "logs-calico-typha-5f9c6d7b8f-abcde.txt",
        "logs-calico-node-previous.txt", "rke2.md", "kubelet-notes.md", "rke2-ip-change.txt",
        "etcd-restore.md"}) {
    INFO(name);
    CHECK(ParseLogPath(name).node.empty());
  }
  CHECK(ParseLogPath("kubelet.json.log").unit == "kubelet");
  CHECK(ParseLogPath("rke2-w1.log").node == "w1");
  CHECK(ParseLogPath("logs-kube-proxy-k8s03-previous.txt").node == "k8s03");
  CHECK(ParseLogPath("kubelet-k8s03-previous.log").node == "k8s03");
  CHECK(ParseLogPath("kubelet-10.0.0.7.log").node == "10.0.0.7");
  CHECK(ParseLogPath("kubelet-ip-10-0-0-7.eu-west-1.compute.internal.log").node ==
        "ip-10-0-0-7.eu-west-1.compute.internal");
  CHECK(ParseLogPath("logs-coredns-7c9d8f-abcde.txt").container == "coredns");
  CHECK(ParseLogPath("logs-kube-proxy-k8s03.txt").node == "k8s03");
}

TEST_CASE("a pod's name does not become a node's", "[unit]") {
  for (const std::string name :
       {"logs-kube-proxy-abcde.log", "kube-proxy-abcde.log", "kube-proxy-x2v9k.log",
        "logs-calico-node-abcde.txt", "etcd-druid-7d4b9c6f5d-x2v9k.log",
        "kube-apiserver-operator-6f7d8c9b5d-x2v9k.log", "kube-scheduler-7d4b9c6f5d-x2v9k.log",
        "etcd-guard-cp1.log", "etcd-manager-main-cp1.log", "etcd-metrics.log", "etcd-x2v9k.log",
        "kube-apiserver-cert-syncer.log", "containerd-shim.log", "docker-registry-w1.log",
        "kubelet-startup.log", "k3s-agent.log", "rke2-server.log", "journal-rke2-agent.txt",
        "kubelet-agent.log"}) {
    INFO(name);
    CHECK(ParseLogPath(name).node.empty());
    CHECK(ParseLogPath(name).space.empty());
  }
  CHECK(ParseLogPath("logs-kube-proxy-abcde.log").container == "kube-proxy");
  CHECK(ParseLogPath("kube-proxy-abcde.log").unit == "kube-proxy");
  CHECK(ParseLogPath("kube-scheduler-7d4b9c6f5d-x2v9k.log").container == "kube-scheduler");
  CHECK(ParseLogPath("etcd-x2v9k.log").pod == "etcd-x2v9k");
  // Another program's is not taken for that of the one it is called after.
  CHECK(ParseLogPath("etcd-druid-7d4b9c6f5d-x2v9k.log").pod == "etcd-druid-7d4b9c6f5d-x2v9k");
  for (const std::string name : {"etcd-druid-7d4b9c6f5d-x2v9k.log", "etcd-guard-cp1.log",
                                 "etcd-metrics.log", "containerd-shim.log"}) {
    INFO(name);
    CHECK(ParseLogPath(name).container.empty());
    CHECK(ParseLogPath(name).unit.empty());
  }
  CHECK(ParseLogPath("kubelet-startup.log").unit == "kubelet");
  CHECK(ParseLogPath("k3s-agent.log").unit == "k3s");
  CHECK(ParseLogPath("k3s-agent-w1.log").node == "w1");
  CHECK(ParseLogPath("rke2-server1.log").node == "server1");
  // Cluster API calls its machines so.
  CHECK(ParseLogPath("kube-apiserver-prod-control-plane-x2v9k.log").node ==
        "prod-control-plane-x2v9k");
  CHECK(ParseLogPath("kubelet-prod-md-0-6f7d8c9b5d-x2v9k.log").node ==
        "prod-md-0-6f7d8c9b5d-x2v9k");
}

TEST_CASE("a pod's name tells its workload's", "[unit]") {
  CHECK(WorkloadOfPod("calico-node-x2v9k") == "calico-node");
  CHECK(WorkloadOfPod("web-7d4b9c6f5d-x2v9k") == "web");
  CHECK(WorkloadOfPod("store-0") == "store");
  CHECK(WorkloadOfPod("etcd") == "etcd");
}

}  // namespace howdunit
