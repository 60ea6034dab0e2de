#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::ReadText;

constexpr std::string_view kNode = R"(Name:               k8s03
Roles:              control-plane,worker
Labels:             kubernetes.io/hostname=k8s03
                    kubernetes.io/os=linux
Annotations:        node.alpha.kubernetes.io/ttl: 0
CreationTimestamp:  Fri, 22 May 2026 08:40:56 +1000
Taints:             node.kubernetes.io/unreachable:NoExecute
                    dedicated=db:NoSchedule
Unschedulable:      true
Lease:
  HolderIdentity:  k8s03
  AcquireTime:     <unset>
  RenewTime:       Fri, 22 May 2026 22:02:40 +1000
Conditions:
  Type                 Status    LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----                 ------    -----------------                 ------------------                ------                       -------
  NetworkUnavailable   False     Fri, 22 May 2026 09:01:12 +1000   Fri, 22 May 2026 09:01:12 +1000   CalicoIsUp                   Calico is running on this node
  Ready                Unknown   Fri, 22 May 2026 22:02:40 +1000   Fri, 22 May 2026 22:05:20 +1000   NodeStatusUnknown            Kubelet stopped posting node status.
Addresses:
  InternalIP:  10.20.30.13
  Hostname:    k8s03
System Info:
  OS Image:                   Debian GNU/Linux 12 (bookworm)
  Container Runtime Version:  containerd://1.6.20
  Kubelet Version:            v1.26.4
Non-terminated Pods:          (1 in total)
  Namespace                   Name                CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age
  ---------                   ----                ------------  ----------  ---------------  -------------  ---
  kube-system                 calico-node-txbxj   250m (12%)    0 (0%)      0 (0%)           0 (0%)         13m
Allocated resources:
  (Total limits may be over 100 percent, i.e., overcommitted.)
Events:
  Type    Reason        Age  From             Message
  ----    ------        ---- ----             -------
  Normal  NodeNotReady  17m  node-controller  Node k8s03 status is now: NodeNotReady
)";

TEST_CASE("describe-node: conditions are read where the line above them was cut away", "[ingest]") {
  std::string text(kNode);
  const std::size_t from = text.find("Labels:");
  const std::size_t to = text.find("  Type                 Status");
  text.erase(from, to - from);
  const auto nodes = ReadText(text).All<NodeRecord>();
  REQUIRE(nodes.size() == 1);
  CHECK(nodes[0].status == "NotReady");
  REQUIRE(nodes[0].conditions.size() == 2);
  CHECK(nodes[0].conditions[1].reason == "NodeStatusUnknown");
  CHECK(nodes[0].internal_ip == "10.20.30.13");
}

TEST_CASE("describe-node: conditions alone are those of the node in the command", "[ingest]") {
  const std::string text(kNode);
  const std::size_t title = text.find("Conditions:");
  const std::size_t heading = text.find("  Type                 Status");
  const std::size_t end = text.find("Addresses:");
  for (const std::size_t from : {title, heading}) {
    const std::string table = text.substr(from, end - from);
    const auto out = ReadText("$ kubectl describe node k8s03\n...\n" + table);
    const auto nodes = out.All<NodeRecord>();
    REQUIRE(nodes.size() == 1);
    CHECK(nodes[0].name == "k8s03");
    CHECK(nodes[0].status == "NotReady");
    CHECK(nodes[0].conditions.size() == 2);
    CHECK(ReadText("$ kubectl describe nodes\n" + table).All<NodeRecord>().empty());
    CHECK(ReadText(table).All<NodeRecord>().empty());
  }
}

TEST_CASE("describe-node: a description that is indented as a block of code is read", "[ingest]") {
  std::string block;
  for (const std::string_view line : Split(TrimRight(kNode), '\n')) {
    block += "    " + std::string(line) + "\n";
  }
  const auto out = ReadText("The node is down:\n\n" + block + "\nWhat now?\n");
  REQUIRE(out.All<NodeRecord>().size() == 1);
  CHECK(out.All<NodeRecord>()[0].name == "k8s03");
  CHECK(out.All<NodeRecord>()[0].status == "NotReady,SchedulingDisabled");
  CHECK(out.All<EventRecord>().size() == 1);
  // Part of an object that is shown field by field stays what it is.
  CHECK(ReadText("Spec:\n  Claim Ref:\n    Name:       k8s03\n    Namespace:  shop\n")
            .All<PodRecord>()
            .empty());
}

TEST_CASE("describe-node: a description whose beginning was cut away is of its lease's holder",
          "[ingest]") {
  const std::string text =
      "Taints:             node.kubernetes.io/unreachable:NoExecute\n"
      "                    node.kubernetes.io/unreachable:NoSchedule\n"
      "Unschedulable:      false\n"
      "Lease:\n"
      "  HolderIdentity:  ai03\n"
      "  AcquireTime:     <unset>\n"
      "  RenewTime:       Fri, 22 May 2026 12:11:05 +0800\n"
      "Conditions:\n"
      "  Type             Status    LastHeartbeatTime                 LastTransitionTime           "
      " "
      "    Reason              Message\n"
      "  ----             ------    -----------------                 ------------------           "
      " "
      "    ------              -------\n"
      "  MemoryPressure   Unknown   Fri, 22 May 2026 12:11:06 +0800   Fri, 22 May 2026 12:11:48 "
      "+0800   NodeStatusUnknown   Kubelet stopped posting node status.\n";
  const auto nodes = ReadText(text + "......\n").All<NodeRecord>();
  REQUIRE(nodes.size() == 1);
  CHECK(nodes[0].name == "ai03");
  CHECK(nodes[0].taints.size() == 2);
  CHECK(nodes[0].conditions.size() == 1);
  // Whether it is ready was left out.
  CHECK(nodes[0].status == "");
  const std::string code =
      "It said:\n\n    " + ReplaceAll(text, "\n", "\n    ") + "......\n\nWhy?\n";
  REQUIRE(ReadText(code).All<NodeRecord>().size() == 1);
  CHECK(ReadText(code).All<NodeRecord>()[0].name == "ai03");
  CHECK(ReadText(ReplaceAll(text, "ai03", "<unset>")).All<NodeRecord>().empty());
  CHECK(ReadText("Taints:  <none>\nUnschedulable:  false\n").All<NodeRecord>().empty());
}

TEST_CASE("describe-node: a row of conditions alone is of the node in the command", "[ingest]") {
  const std::string row =
      "  Ready   Unknown   Fri, 22 May 2026 12:11:06 +0800   Fri, 22 May 2026 12:11:48 +0800   "
      "NodeStatusUnknown   Kubelet stopped posting node status.\n";
  const auto nodes =
      ReadText("$ kubectl describe node k8s02 | grep Ready\n" + row).All<NodeRecord>();
  REQUIRE(nodes.size() == 1);
  CHECK(nodes[0].name == "k8s02");
  CHECK(nodes[0].status == "NotReady");
  CHECK(nodes[0].conditions.at(0).reason == "NodeStatusUnknown");
  CHECK(ReadText(row).All<NodeRecord>().empty());
  const auto out = ReadText("$ kubectl describe node k8s02 | grep -E 'Ready|Evict'\n" + row +
                            "  Warning  EvictionThresholdMet  2m (x100 over 3h)  kubelet, k8s02  "
                            "Attempting to reclaim ephemeral-storage\n");
  CHECK(out.All<NodeRecord>().at(0).conditions.size() == 1);
  REQUIRE(out.All<EventRecord>().size() == 1);
  CHECK(out.All<EventRecord>()[0].name == "k8s02");
  const auto pressure = ReadText("$ kubectl describe node k8s02 | grep Pressure\n" +
                                 ReplaceAll(row, "Ready", "DiskPressure"))
                            .All<NodeRecord>();
  REQUIRE(pressure.size() == 1);
  CHECK(pressure[0].status == "");
}

TEST_CASE("describe-node: an unreachable node is NotReady and cordoned", "[ingest]") {
  const auto nodes = ReadText(kNode).All<NodeRecord>();
  REQUIRE(nodes.size() == 1);
  const NodeRecord& node = nodes[0];
  CHECK(node.name == "k8s03");
  CHECK(node.status == "NotReady,SchedulingDisabled");
  CHECK(node.roles == "control-plane,worker");
  CHECK(node.internal_ip == "10.20.30.13");
  CHECK(node.kubelet_version == "v1.26.4");
  CHECK(node.runtime_version == "containerd://1.6.20");
  REQUIRE(node.taints.size() == 2);
  CHECK(node.taints[1] == "dedicated=db:NoSchedule");
  CHECK(node.labels.size() == 2);
  CHECK(FormatUtc(node.lease_renewed.stamp.value) == "2026-05-22T12:02:40Z");
  CHECK(node.lease_source.line == 13);
}

TEST_CASE("describe-node: conditions have times and lines of their own", "[ingest]") {
  const NodeRecord node = ReadText(kNode).All<NodeRecord>().at(0);
  REQUIRE(node.conditions.size() == 2);
  const NodeCondition& ready = node.conditions[1];
  CHECK(ready.type == "Ready");
  CHECK(ready.status == "Unknown");
  CHECK(ready.reason == "NodeStatusUnknown");
  CHECK(ready.message == "Kubelet stopped posting node status.");
  CHECK(FormatUtc(ready.transition.stamp.value) == "2026-05-22T12:05:20Z");
  CHECK(ready.source.line == 18);
}

TEST_CASE("describe-node: the zone of its times, and the lease, bound the moment of capture",
          "[ingest]") {
  const auto clocks = ReadText(kNode).All<ClockRecord>();
  REQUIRE(clocks.size() == 2);
  CHECK(clocks[0].kind == ClockRecord::Kind::kPrinter);
  CHECK(clocks[0].offset == 10 * kHour);
  CHECK(clocks[1].kind == ClockRecord::Kind::kLowerBound);
  CHECK(FormatUtc(clocks[1].when.stamp.value) == "2026-05-22T12:02:40Z");
}

TEST_CASE("describe-node: pods of the node and its events are read", "[ingest]") {
  const auto out = ReadText(kNode);
  const auto pods = out.All<PodRecord>();
  REQUIRE(pods.size() == 1);
  CHECK(pods[0].name == "calico-node-txbxj");
  CHECK(pods[0].node == "k8s03");
  CHECK(pods[0].status == "");
  const auto events = out.All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == "Node");
  CHECK(events[0].name == "k8s03");
  CHECK(events[0].space == "");
}

TEST_CASE("describe-node: what is left between the name and the conditions does not matter",
          "[unit]") {
  const std::string conditions =
      "Conditions:\n"
      "  Type           Status  LastHeartbeatTime                LastTransitionTime               "
      "Reason                  Message\n"
      "  ----           ------  -----------------                ------------------               "
      "------                  -------\n"
      "  DiskPressure   True    Fri, 22 May 2026 13:59:55 +0000  Fri, 22 May 2026 13:20:55 +0000  "
      "KubeletHasDiskPressure  kubelet has disk pressure\n";
  for (const std::string between :
       {"", "...\n", "Labels:             a=b\n...\n", "Taints:             <none>\n"}) {
    INFO(between);
    const auto out = ReadText("Name:               n1\n" + between + conditions);
    const auto nodes = out.All<NodeRecord>();
    REQUIRE(nodes.size() == 1);
    CHECK(nodes[0].name == "n1");
    REQUIRE(nodes[0].conditions.size() == 1);
    CHECK(nodes[0].conditions[0].reason == "KubeletHasDiskPressure");
    CHECK(nodes[0].taints_stated == between.starts_with("Taints"));
  }
  CHECK(ReadText("Name:               n1\n...\nName:               n2\n" + conditions)
            .All<NodeRecord>()
            .size() == 1);
  CHECK(
      ReadText("Name:               n1\nConditions:\n  Type   Status  Reason\n  Ready  True    x\n")
          .All<NodeRecord>()
          .empty());
}

TEST_CASE("describe-node: a reason that is wider than its column", "[unit]") {
  const auto out = ReadText(
      "Name:                   k8s03\nRoles:                  <none>\nConditions:\n"
      "  Type       Status    LastHeartbeatTime                 LastTransitionTime                "
      "Reason            Message\n"
      "  ----       ------    -----------------                 ------------------                "
      "------            -------\n"
      "  OutOfDisk  Unknown   Fri, 07 Oct 2016 08:13:50 +0000   Fri, 07 Oct 2016 08:14:30 +0000   "
      "NodeStatusUnknown Kubelet stopped posting node status.\n");
  const auto nodes = out.All<NodeRecord>();
  REQUIRE(nodes.size() == 1);
  REQUIRE(nodes[0].conditions.size() == 1);
  CHECK(nodes[0].conditions[0].reason == "NodeStatusUnknown");
  CHECK(nodes[0].conditions[0].message == "Kubelet stopped posting node status.");
}

}  // namespace
}  // namespace howdunit
