#include "ingest/attribution/node_names.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"

namespace howdunit {
namespace {

// The node of a listing at this path, in a bundle that names no node.
std::string NodeAt(const std::string& path) {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  const BundleContents contents =
      IngestTexts({{path, "total 4\n-rw------- 1 root root 2680 May 22 22:20 calico-kubeconfig\n"}},
                  *signatures, {});
  return contents.members.at(0).node.str();
}

TEST_CASE("nodes: a folder above the host's root can be a node's, one below cannot", "[ingest]") {
  CHECK(NodeAt("n1/etc/cni/net.d/ls.txt") == "n1");
  CHECK(NodeAt("b/n1/etc/containerd/ls.txt") == "n1");
  CHECK(NodeAt("n1/ls.txt") == "n1");
  CHECK(NodeAt("etc/containerd/ls.txt").empty());
  CHECK(NodeAt("ls.txt").empty());
}

TEST_CASE("nodes: kubectl says nothing of the host it was typed on", "[ingest]") {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  const std::string nodes =
      "NAME   STATUS   ROLES   AGE   VERSION\ncp1    Ready    x       1d    v1.29.1\n"
      "k1     Ready    x       1d    v1.29.1\n";
  const std::string listing =
      "total 4\n-rw------- 1 root root 2680 May 22 22:20 calico-kubeconfig\n";
  const BundleContents contents = IngestTexts(
      {{"nodes.txt", nodes},
       {"a.txt",
        "root@cp1:~# kubectl logs -n kube-system calico-node-x2v9k\n2026-05-22 12:20:01.280 "
        "[INFO][5037] confd/health.go 180: all is well\n"},
       {"b.txt", "root@cp1:~# ls -la /etc/cni/net.d\n" + listing},
       {"c.txt",
        "$ kubectl debug node/k1 -it --image=busybox -- ls -la /host/etc/cni/net.d\n" + listing +
            "$ kubectl debug node/k2 -it --image=busybox -- ls -la /host/etc/cni\n" + listing}},
      *signatures, {});
  REQUIRE(contents.members.size() == 4);
  CHECK(contents.members[0].node.empty());
  CHECK(contents.members[1].node == "cp1");
  std::vector<std::string> places;
  for (const PathRecord& path : contents.paths) places.push_back(path.place.node.str());
  CHECK(std::find(places.begin(), places.end(), "k1") != places.end());
  CHECK(std::find(places.begin(), places.end(), "k2") != places.end());
}

TEST_CASE("nodes: several commands typed on one node are that node's", "[ingest]") {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  const std::string nodes =
      "NAME   STATUS   ROLES   AGE   VERSION\ncp1    Ready    x       1d    v1.29.1\n"
      "k1     Ready    x       1d    v1.29.1\n";
  const std::string on_k1 = "root@k1:~# sysctl net.ipv4.ip_forward\nnet.ipv4.ip_forward = 0\n";
  const std::string on_cp1 = "root@cp1:~# sysctl net.ipv4.ip_forward\nnet.ipv4.ip_forward = 1\n";
  const std::string of_cluster = "root@k1:~# kubectl get nodes\n" + nodes;
  const BundleContents contents = IngestTexts({{"a.txt", on_k1 + on_k1},
                                               {"b.txt", on_k1 + on_cp1},
                                               {"c.txt", on_k1 + of_cluster},
                                               {"nodes.txt", nodes}},
                                              *signatures, {});
  REQUIRE(contents.members.size() == 4);
  CHECK(contents.members[0].node == "k1");
  CHECK(contents.members[1].node.empty());
  CHECK(contents.members[2].node.empty());
  // Each setting is of the node at whose prompt it was printed, whatever else the text holds.
  std::vector<std::string> settings;
  for (const ObjectRecord& object : contents.objects) {
    if (object.kind == "Sysctl") settings.push_back(object.node.str());
  }
  CHECK(settings == std::vector<std::string>{"k1", "cp1"});
}

TEST_CASE("nodes: Calico's own process is asked on its node", "[ingest]") {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  const BundleContents contents =
      IngestTexts({{"a.txt", "root@n7:/tmp# calicoctl node status\nCalico process is running.\n"},
                   {"b.txt", "root@jump:/tmp# kubectl get nodes\nCalico process is running.\n"}},
                  *signatures, {});
  REQUIRE(contents.members.size() == 2);
  CHECK(contents.members[0].node == "n7");
  CHECK(contents.members[1].node.empty());
}

TEST_CASE("nodes: an event has the namespace and the node that the scheduler's tells", "[ingest]") {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  const std::string pods =
      "NAMESPACE   NAME    READY   STATUS              RESTARTS   AGE\n"
      "shop        web-1   0/1     ContainerCreating   0          3m\n";
  const std::string events =
      "$ kubectl describe pod web-1\nEvents:\n"
      "  Type     Reason         Age  From     Message\n"
      "  ----     ------         ---  ----     -------\n";
  const std::string scheduled =
      "  Normal   Scheduled      3m   default-scheduler  Successfully assigned shop/web-1 to k1\n";
  const std::string failed = "  Warning  FailedKillPod  3s   kubelet  error killing pod\n";
  const auto last = [&](const std::string& text) {
    const BundleContents contents =
        IngestTexts({{"pods.txt", pods}, {"web.txt", events + text}}, *signatures, {});
    REQUIRE(!contents.events.empty());
    return contents.events[contents.events.size() - 1];
  };
  CHECK(last(failed).space == "shop");
  CHECK(last(failed).host.empty());
  CHECK(last(scheduled + failed).host == "k1");
}

TEST_CASE("nodes: a pod's log is its node's, whoever fetched it", "[ingest]") {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  const BundleContents contents =
      IngestTexts({{"all.txt",
                    "root@cp1:~# kubectl get pods -n kube-system -o wide | grep calico-node\n"
                    "calico-node-x2v9k   1/1   Running   3   40d   10.0.0.11   k1\n"
                    "calico-node-q7rtm   1/1   Running   2   40d   10.0.0.12   k2\n"
                    "root@cp1:~# kubectl logs -n kube-system calico-node-q7rtm\n"
                    "2022-06-02 08:05:13.901 [INFO][66] felix/x.go 145: one\n"
                    "2022-06-02 08:05:14.901 [INFO][66] felix/x.go 145: two\n"}},
                  *signatures, {});
  REQUIRE(contents.pods.size() == 2);
  CHECK(contents.pods[0].ip == "10.0.0.11");
  const auto log = std::find_if(contents.coverage.begin(), contents.coverage.end(),
                                [](const auto& one) { return one.topic == "log/calico-node"; });
  REQUIRE(log != contents.coverage.end());
  CHECK(log->node == "k2");
}

TEST_CASE("nodes: a pod's log is its node's, in a folder named after another one, too",
          "[ingest]") {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  const BundleContents contents = IngestTexts(
      {{"k1/pods.txt",
        "NAMESPACE     NAME                READY   STATUS    RESTARTS   AGE   IP          NODE\n"
        "kube-system   calico-node-q7rtm   1/1     Running   2          40d   10.0.0.12   k2\n"
        "shop          db-0                1/1     Running   2          40d   10.0.0.13   k2\n"
        "shop          db-1                1/1     Running   2          40d   10.0.0.14   k2\n"},
       {"k1/calico-node-q7rtm.log", "2022-06-02 08:05:13.901 [INFO][66] felix/x.go 145: one\n"},
       {"k1/db-1.log", "2022-06-02T08:05:13.901Z stdout F one\n"},
       // A StatefulSet's pod may have been elsewhere under the same name.
       {"k1/var/log/pods/shop_db-0_7c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e5f/db/0.log",
        "2022-06-02T08:05:13.901Z stdout F one\n"},
       {"nodes.txt",
        "NAME   STATUS   ROLES   AGE   VERSION\n"
        "k1     Ready    x       1d    v1.29.1\n"
        "k2     Ready    x       1d    v1.29.1\n"}},
      *signatures, {});
  std::map<std::string, std::string> nodes;
  for (const Member& member : contents.members) nodes[member.pod.str()] = member.node.str();
  CHECK(nodes["calico-node-q7rtm"] == "k2");
  CHECK(nodes["db-0"] == "k1");
  CHECK(nodes["db-1"] == "k2");
}

// Node and pod of the member "kube-proxy.log" beside a list of these pods and their nodes.
std::string WriterOfProxyLog(const std::vector<std::pair<std::string, std::string>>& pods,
                             const std::string& path = "kube-proxy.log") {
  const Signature fault{.id = "fault",
                        .title = "a fault",
                        .literals = {"something failed"},
                        .pattern = "something failed"};
  const auto signatures = SignatureScanner::Create({fault});
  REQUIRE(signatures);
  std::string list = "NAMESPACE     NAME   READY   STATUS    RESTARTS   AGE   IP           NODE\n";
  for (const auto& [pod, node] : pods) {
    list += "kube-system   " + pod + "   0/1   Running   2   40d   10.0.0.12   " + node + "\n";
  }
  const BundleContents contents =
      IngestTexts({{"pods.txt", list},
                   {path, "E0622 09:23:29.778408       7 proxier.go:418] something failed\n"}},
                  *signatures, {});
  REQUIRE(contents.hits.size() == 1);
  const SignatureRecord hit = contents.hits[0];
  for (const CoverageRecord& log : contents.coverage) {
    if (log.topic == "log/kube-proxy") CHECK(log.name == hit.pod);
  }
  return hit.node.str() + " " + hit.space.str() + "/" + hit.pod.str();
}

TEST_CASE("nodes: a log called after a pod is its own, after a program, of its only one",
          "[ingest]") {
  CHECK(WriterOfProxyLog({{"kube-proxy-c8w2x", "n1"}, {"coredns-7d4b9c6f5d-x2v9k", "n2"}}) ==
        "n1 kube-system/kube-proxy-c8w2x");
  CHECK(WriterOfProxyLog({{"kube-proxy-c8w2x", "n1"}}, "logs-kube-proxy.txt") ==
        "n1 kube-system/kube-proxy-c8w2x");
  // Of several, nobody knows which; but where all of them are.
  CHECK(WriterOfProxyLog({{"kube-proxy-c8w2x", "n1"}, {"kube-proxy-f9f4k", "n2"}}) == " /");
  CHECK(WriterOfProxyLog({{"kube-proxy-c8w2x", "n1"}, {"kube-proxy-f9f4k", "n1"}}) == "n1 /");
  // In the folder of another node.
  CHECK(WriterOfProxyLog({{"kube-proxy-c8w2x", "n1"}, {"web-f9f4k", "n2"}}, "n2/kube-proxy.log") ==
        "n2 /");
  CHECK(WriterOfProxyLog({{"kube-proxy-c8w2x", "n1"}}, "kube-proxy.txt") == " /");
  // Called after a pod, alone or behind its namespace.
  const std::vector<std::pair<std::string, std::string>> two = {{"kube-proxy-c8w2x", "n1"},
                                                                {"kube-proxy-f9f4k", "n2"}};
  for (const std::string name :
       {"kube-proxy-f9f4k", "kube-proxy-f9f4k-previous.log",
        "podlogs/kube-system-kube-proxy-f9f4k-previous", "n1/kube-system-kube-proxy-f9f4k"}) {
    INFO(name);
    CHECK(WriterOfProxyLog(two, name) == "n2 kube-system/kube-proxy-f9f4k");
  }
}

// The nodes that the kubelet's log at "a/kubelet.log" covers, where the nodes are those listed.
std::string NodeOfJournal(const std::string& host, const std::vector<std::string>& nodes) {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  std::string list = "NAME   STATUS   ROLES   AGE   VERSION\n";
  for (const std::string& node : nodes) list += node + "   Ready    x   1d    v1.29.1\n";
  const BundleContents contents = IngestTexts(
      {{"nodes.txt", list},
       {"logs/kubelet.log", "2026-05-22T22:20:01+0000 " + host +
                                " kubelet[911]: E0522 22:20:01.336201     911 a.go:1] said\n"}},
      *signatures, {});
  for (const CoverageRecord& coverage : contents.coverage) {
    if (coverage.topic == "log/kubelet") return coverage.node.str();
  }
  return "none";
}

TEST_CASE("nodes: a host that differs from one node by the domain alone is that node", "[ingest]") {
  CHECK(NodeOfJournal("ip-10-0-1-7", {"ip-10-0-1-7.ec2.internal", "ip-10-0-1-8.ec2.internal"}) ==
        "ip-10-0-1-7.ec2.internal");
  CHECK(NodeOfJournal("n1.lan", {"n1", "n2"}) == "n1");
  CHECK(NodeOfJournal("n1", {"n1", "n2"}) == "n1");
  // Which of two, or another machine of the same name.
  CHECK(NodeOfJournal("n1", {"n1.a.org", "n1.b.org"}) == "n1");
  CHECK(NodeOfJournal("n1.a.org", {"n1.b.org"}) == "n1.a.org");
  CHECK(NodeOfJournal("n3", {"n1.a.org", "n2.a.org"}) == "n3");
  CHECK(NodeOfJournal("10", {"10.0.0.1", "10.0.0.2"}) == "10");
}

}  // namespace
}  // namespace howdunit
