#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::ReadText;

std::string FieldOf(const ObjectRecord& object, std::string_view path) {
  for (const ObjectField& field : object.fields) {
    if (field.path.str() == path) return field.value.str();
  }
  return "(absent)";
}

TEST_CASE("describe-workload: a daemonset's counts and images are fields", "[ingest]") {
  const auto out = ReadText(
      "Name:           calico-node\n"
      "Selector:       k8s-app=calico-node\n"
      "Node-Selector:  kubernetes.io/os=linux\n"
      "Labels:         k8s-app=calico-node\n"
      "Desired Number of Nodes Scheduled: 3\n"
      "Number of Nodes Scheduled with Available Pods: 2\n"
      "Pods Status:  2 Running / 1 Waiting / 0 Succeeded / 0 Failed\n"
      "Pod Template:\n"
      "  Labels:           k8s-app=calico-node\n"
      "  Service Account:  calico-node\n"
      "  Containers:\n"
      "   calico-node:\n"
      "    Image:      docker.io/calico/node:v3.26.4\n"
      "    Environment:\n"
      "      API_TOKEN:  s3cr3t-value-of-it\n"
      "  Volumes:\n"
      "   cni-net-dir:\n"
      "    Type:          HostPath (bare host directory volume)\n"
      "    Path:          /etc/cni/net.d\n"
      "Events:\n"
      "  Type    Reason            Age  From                  Message\n"
      "  ----    ------            ---- ----                  -------\n"
      "  Normal  SuccessfulCreate  8m   daemonset-controller  Created pod: calico-node-j28ms\n");
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].kind == "DaemonSet");
  CHECK(objects[0].name == "calico-node");
  CHECK(FieldOf(objects[0], "status.desiredNumberScheduled") == "3");
  CHECK(FieldOf(objects[0], "status.numberAvailable") == "2");
  CHECK(FieldOf(objects[0], "spec.template.spec.containers[calico-node].image") ==
        "docker.io/calico/node:v3.26.4");
  CHECK(FieldOf(objects[0], "spec.template.spec.volumes[cni-net-dir].hostPath.path") ==
        "/etc/cni/net.d");
  REQUIRE(out.All<EventRecord>().size() == 1);
  CHECK(out.All<EventRecord>()[0].kind == "DaemonSet");
  for (const ObjectField& field : objects[0].fields) {
    CHECK(field.source.text.str().find("s3cr3t") == std::string::npos);
  }
}

TEST_CASE("describe-workload: kinds are told by what only they have", "[ingest]") {
  const auto out = ReadText(
      "Name:               web\nNamespace:          shop\nReplicas:           1 desired | 1 total\n"
      "Update Strategy:    RollingUpdate\nPods Status:        1 Running\nEvents:  <none>\n\n\n"
      "Name:           web-6d6\nNamespace:      shop\nControlled By:  Deployment/web\n"
      "Replicas:       1 current / 1 desired\nPods Status:    1 Running\nEvents:  <none>\n\n\n"
      "Name:           web\nNamespace:      shop\nCreationTimestamp:  Fri, 22 May 2026 22:20:01 "
      "+0000\n"
      "StrategyType:   Recreate\n");
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 3);
  CHECK(objects[0].kind == "StatefulSet");
  CHECK(objects[1].kind == "ReplicaSet");
  CHECK(FieldOf(objects[1], "controller") == "Deployment/web");
  CHECK(objects[2].kind == "Deployment");
  CHECK(FormatUtc(objects[2].created.stamp.value) == "2026-05-22T22:20:01Z");
}

TEST_CASE("describe-events: a pasted block takes its pod from the command above", "[ingest]") {
  const auto out = ReadText(
      "kubectl describe pod/web-0 --namespace shop\n\n"
      "Events:\n"
      "  Type     Reason         Age               From     Message\n"
      "  ----     ------         ----              ----     -------\n"
      "  Warning  FailedKillPod  4s (x4 over 41s)  kubelet  error killing pod\n");
  CHECK(out.formats == std::vector<std::string>{"describe-events"});
  const auto events = out.All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].space == "shop");
  CHECK(events[0].name == "web-0");
  CHECK(events[0].kind == "Pod");
  CHECK(events[0].count == 4);
  REQUIRE(out.All<CoverageRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>()[0].name == "web-0");
}

TEST_CASE("describe-events: rows without a header or an age are read", "[ingest]") {
  const auto events =
      ReadText(
          "Warning  FailedMount  kubelet  MountVolume.WaitForAttach failed for volume\n"
          "\"pvc-17e6e808\":\niscsi: failed to sendtargets\n")
          .All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].reason == "FailedMount");
  CHECK(events[0].component == "kubelet");
  CHECK(events[0].last.stamp.kind == Stamp::Kind::kNone);
  CHECK(events[0].message ==
        "MountVolume.WaitForAttach failed for volume\n\"pvc-17e6e808\":\n"
        "iscsi: failed to sendtargets");
  CHECK(events[0].source.line_end == 3);
}

TEST_CASE("describe-events: a block without a command takes its pod from the scheduler's row",
          "[ingest]") {
  const std::string scheduled =
      "Normal   Scheduled      3m  default-scheduler  Successfully assigned shop/web-0 to k1\n";
  const std::string failed = "Warning  FailedKillPod  4s  kubelet  error killing pod\n";
  const auto events = ReadText(failed + scheduled).All<EventRecord>();
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == "Pod");
  CHECK(events[0].space == "shop");
  CHECK(events[0].name == "web-0");
  const std::string other =
      "Normal   Scheduled      3m  default-scheduler  Successfully assigned shop/web-1 to k1\n";
  const auto two = ReadText(failed + scheduled + other).All<EventRecord>();
  REQUIRE(two.size() == 3);
  CHECK(two[0].name.empty());
}

TEST_CASE("describe-events: all rows of a block are about its pod, whoever sent them", "[ingest]") {
  const std::string rows =
      "  Normal   Scheduled           40s  default-scheduler        Successfully assigned "
      "shop/web-0 "
      "to k1\n"
      "  Warning  FailedAttachVolume  7s   attachdetach-controller  AttachVolume.Attach failed\n";
  const auto events = ReadText(
                          "Events:\n"
                          "  Type     Reason              Age  From                     Message\n"
                          "  ----     ------              ---  ----                     -------\n" +
                          rows)
                          .All<EventRecord>();
  REQUIRE(events.size() == 2);
  CHECK(events[1].kind == "Pod");
  CHECK(events[1].space == "shop");
  CHECK(events[1].name == "web-0");
  // Rows alone may have been put together from several places.
  const auto alone = ReadText(rows).All<EventRecord>();
  REQUIRE(alone.size() == 2);
  CHECK(alone[0].name == "web-0");
  CHECK(alone[1].name == "");
}

TEST_CASE("describe-events: a row that was made bold is a row", "[ingest]") {
  const std::string block =
      "Events:\n"
      "  Type     Reason       Age               From               Message\n"
      "  ----     ------       ---               ----               -------\n"
      "  Normal   Scheduled    11m               default-scheduler  Successfully assigned "
      "shop/web-0 "
      "to k1\n";
  const std::string below =
      "  Warning  BackOff      65s               kubelet            Back-off\n";
  for (const std::string row : {
           "  **Warning  FailedMount  4m (x2 over 9m)   kubelet            it timed out**\n",
           "  **Warning**  FailedMount  4m (x2 over 9m)   kubelet            it timed out\n",
           "  **Warning  FailedMount  4m (x2 over 9m)   kubelet            it timed out\n",
           "**Warning  FailedMount  4m (x2 over 9m)   kubelet            it timed out**\n",
           "  Warning  FailedMount  4m (x2 over 9m)   kubelet            i**t timed out**\n",
       }) {
    INFO(row);
    const auto events = ReadText(block + row + below).All<EventRecord>();
    REQUIRE(events.size() == 3);
    CHECK(events[0].message == "Successfully assigned shop/web-0 to k1");
    CHECK(events[1].type == "Warning");
    CHECK(events[1].reason == "FailedMount");
    CHECK(events[1].component == "kubelet");
    CHECK(events[1].message == "it timed out");
    CHECK(events[1].count == 2);
    CHECK(events[1].name == "web-0");
    CHECK(events[2].message == "Back-off");
    CHECK(events[2].name == "web-0");
  }
  const auto spilt =
      ReadText(block +
               "  **Warning  FailedMount  4m                kubelet            exit status 32\n"
               "Output: access denied**\n" +
               below)
          .All<EventRecord>();
  REQUIRE(spilt.size() == 3);
  CHECK(spilt[1].message == "exit status 32\nOutput: access denied");
  CHECK(
      ReadText(below + "  **Warning  Failed  4s  kubelet  it failed\n").All<EventRecord>().size() ==
      2);
}

TEST_CASE("describe-events: a message that a terminal broke in mid-word is put together",
          "[ingest]") {
  const auto message_of = [](const std::string& text) {
    const auto events = ReadText(text).All<EventRecord>();
    REQUIRE(events.size() == 1);
    return events[0].message.str();
  };
  // Each line has 80 columns.
  CHECK(
      message_of(
          "  Warning  FailedCreatePodSandBox  3m12s (x25 over 8m44s)  kubelet  Failed to cr\n"
          "eate pod sandbox: rpc error: code = Unknown desc = failed to setup network for s\n"
          "andbox: plugin type=\"calico\" failed (add): connection is unauthorized\n") ==
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for "
      "sandbox: plugin type=\"calico\" failed (add): connection is unauthorized");
  // Line breaks of the message itself stay.
  CHECK(message_of("  Warning  Failed  3m12s  kubelet  Error: it says\n"
                   "first: a line of its own\nsecond: another\n") ==
        "Error: it says\nfirst: a line of its own\nsecond: another");
}

TEST_CASE("describe-events: what people write below a row is not its message", "[ingest]") {
  const auto message_of = [](const std::string& below) {
    const auto events =
        ReadText("  Warning  Unhealthy  16s (x8 over 8d)  kubelet  Readiness probe failed:\n" +
                 below)
            .All<EventRecord>();
    REQUIRE(events.size() == 1);
    return events[0].message.str();
  };
  CHECK(message_of("ben: we had that, too: \"no space left on device\"\n") ==
        "Readiness probe failed:");
  CHECK(message_of("在日志中未发现明显报错信息\nno space left on device\n") ==
        "Readiness probe failed:");
  CHECK(message_of("```\nno space left on device\n") == "Readiness probe failed:");
  CHECK(message_of("2026-05-22 10:15:28.682 [INFO][257] confd/health.go 180: established = 0\n"
                   "calico/node is not ready: BGP not established with 10.0.0.7\n\nFine.\n") ==
        "Readiness probe failed:\n2026-05-22 10:15:28.682 [INFO][257] confd/health.go 180: "
        "established = 0\ncalico/node is not ready: BGP not established with 10.0.0.7");
  CHECK(message_of("cat: can’t open '/tmp/up': No such file\n") ==
        "Readiness probe failed:\ncat: can’t open '/tmp/up': No such file");
}

TEST_CASE("describe-events: a block of a node takes its name from the kubelet's rows", "[ingest]") {
  const std::string header =
      "Events:\n"
      "  Type     Reason                Age                From         Message\n"
      "  ----     ------                ---                ----         -------\n";
  const std::string disk =
      "  Normal   NodeHasDiskPressure   12m                kubelet      Node k1 status is now: "
      "NodeHasDiskPressure\n";
  const std::string threshold =
      "  Warning  EvictionThresholdMet  9m18s (x15 over 12m)  kubelet      Attempting to reclaim\n";
  const std::string proxy =
      "  Normal   Starting              3m42s              kube-proxy   Starting\n";
  const auto events = ReadText(header + disk + threshold + proxy).All<EventRecord>();
  REQUIRE(events.size() == 3);
  for (const EventRecord& event : events) {
    CHECK(event.kind == "Node");
    CHECK(event.name == "k1");
  }
  // Without the header, only what nothing but a node can have.
  const auto alone = ReadText(disk + threshold + proxy).All<EventRecord>();
  REQUIRE(alone.size() == 3);
  CHECK(alone[1].name == "k1");
  CHECK(alone[2].name == "");
  // Old versions of kubectl print the host.
  const auto hosts =
      ReadText(header + "  Warning  SystemOOM  12m  kubelet, k2  System OOM encountered\n")
          .All<EventRecord>();
  REQUIRE(hosts.size() == 1);
  CHECK(hosts[0].kind == "Node");
  CHECK(hosts[0].name == "k2");
  // Two nodes are two blocks: what does not say which is left alone.
  const auto two = ReadText(header + disk + threshold +
                            "  Normal   NodeReady  1m  kubelet  Node k3 status is now: NodeReady\n")
                       .All<EventRecord>();
  REQUIRE(two.size() == 3);
  CHECK(two[0].name == "k1");
  CHECK(two[1].name == "");
  CHECK(two[2].name == "k3");
  // The node controller names its node, too.
  const auto lost =
      ReadText(
          "  Normal   RegisteredNode  3m27s  node-controller        Node k4 event: Registered Node "
          "k4 "
          "in Controller\n"
          "  Normal   Synced          3m27s  cloud-node-controller  Node synced successfully\n"
          "  Normal   NodeNotReady    52s    node-controller        Node k4 status is now: "
          "NodeNotReady\n")
          .All<EventRecord>();
  REQUIRE(lost.size() == 3);
  CHECK(lost[0].name == "k4");
  CHECK(lost[1].name == "");
  CHECK(lost[2].kind == "Node");
  CHECK(lost[2].name == "k4");
  // A pod's own events are not a node's, although a node is not ready in them.
  const auto pod =
      ReadText(header + "  Warning  NodeNotReady  12m  node-controller  Node is not ready\n")
          .All<EventRecord>();
  REQUIRE(pod.size() == 1);
  CHECK(pod[0].kind == "");
}

TEST_CASE("describe-events: the table of kubectl before 1.8 tells node, count and both ages",
          "[ingest]") {
  const auto out = ReadText(
      "$ kubectl describe pod web-0 -n shop\n"
      "Events:\n"
      "  FirstSeen\tLastSeen\tCount\tFrom\t\t\tSubObjectPath\t\tType\t\tReason\t\tMessage\n"
      "  ---------\t--------\t-----\t----\t\t\t-------------\t\t--------\t------\t\t-------\n"
      "  1h\t\t12s\t\t441\t{kubelet k8s02}\t\tspec.containers{web}\tWarning\t\tBackOff\t\t"
      "Back-off restarting failed  container\n"
      "  1h\t\t5m\t\t3\t{default-scheduler }\t\t\t\tNormal\t\tScheduled\tSuccessfully assigned "
      "web-0 to k8s02\n");
  const auto events = out.All<EventRecord>();
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == "Pod");
  CHECK(events[0].space == "shop");
  CHECK(events[0].name == "web-0");
  CHECK(events[0].type == "Warning");
  CHECK(events[0].reason == "BackOff");
  CHECK(events[0].message == "Back-off restarting failed  container");
  CHECK(events[0].component == "kubelet");
  CHECK(events[0].host == "k8s02");
  CHECK(events[0].count == 441);
  CHECK(events[0].first.stamp.kind == Stamp::Kind::kLocalAge);
  CHECK(events[0].first.stamp.value == kHour);
  CHECK(events[0].first.stamp.width == kHour);
  CHECK(events[0].last.stamp.value == 12 * kSecond);
  CHECK(events[1].component == "default-scheduler");
  CHECK(events[1].host == "");
  CHECK(events[1].last.stamp.value == 5 * kMinute);
  CHECK(events[1].last.stamp.width == kMinute);
}

TEST_CASE("describe-events: rows of the old table stand alone, with blanks for tabs", "[ingest]") {
  const auto events =
      ReadText(
          "  FirstSeen LastSeen Count From SubObjectPath Type Reason Message\n"
          "  --------- -------- ----- ---- ------------- -------- ------ -------\n"
          "  2d 2s 9 kubelet, k8s03 Warning FailedSync Error syncing pod, skipping: timed out\n"
          "and a second line\n"
          "  2d 2s 9 persistentvolume-controller Warning ProvisioningFailed no plugin\n"
          "  2d 2s 9  spec.containers{web} Normal Pulled Container image is present\n")
          .All<EventRecord>();
  REQUIRE(events.size() == 3);
  CHECK(events[0].component == "kubelet");
  CHECK(events[0].host == "k8s03");
  CHECK(events[0].reason == "FailedSync");
  CHECK(events[0].message == "Error syncing pod, skipping: timed out\nand a second line");
  CHECK(events[0].first.stamp.width == kDay);
  CHECK(events[1].component == "persistentvolume-controller");
  CHECK(events[1].name == "");
  CHECK(events[2].component == "");
  CHECK(events[2].reason == "Pulled");
}

TEST_CASE("describe-events: flags stand anywhere in the command", "[ingest]") {
  for (const std::string command :
       {"$ kubectl describe pod -n shop web-0 | tail -3\n", "$ kubectl describe -n shop po/web-0\n",
        "$ kubectl describe pods web-0 --namespace=shop\n"}) {
    const auto events =
        ReadText(command + "  Warning  FailedKillPod  4s  kubelet  error killing pod\n")
            .All<EventRecord>();
    REQUIRE(events.size() == 1);
    CHECK(events[0].name == "web-0");
    CHECK(events[0].kind == "Pod");
    CHECK(events[0].space == "shop");
  }
}

TEST_CASE("describe-events: of several pods in a command, nobody knows which one is meant",
          "[ingest]") {
  for (const std::string command :
       {"$ kubectl describe pod web-0 web-1\n", "$ kubectl describe pod/web-0 pod/web-1\n",
        "$ kubectl describe pod -l app=web\n", "$ kubectl describe pod $POD_NAME -n shop\n",
        "$ kubectl describe pod <name>\n"}) {
    INFO(command);
    const auto events =
        ReadText(command + "  Warning  FailedKillPod  4s  kubelet  error killing pod\n")
            .All<EventRecord>();
    REQUIRE(events.size() == 1);
    CHECK(events[0].name == "");
    CHECK(events[0].kind == "Pod");
  }
  const auto events = ReadText(
                          "$ kubectl describe pod web-0 > out.txt 2>&1 # as before\n"
                          "  Warning  FailedKillPod  4s  kubelet  error killing pod\n")
                          .All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].name == "web-0");
}

TEST_CASE("describe-events: a row below a log is an event, and no part of the log's last line",
          "[ingest]") {
  const auto out = ReadText(
      "2022-06-02 08:05:13.901 [ERROR][66] confd/x.go 145: Failed to get it\n"
      "2022-06-02 08:05:14.901 [ERROR][66] confd/x.go 145: Failed to get it\n"
      "  Warning  Unhealthy  2m (x141 over 25m)  kubelet  Readiness probe failed: it is not "
      "ready\n");
  const auto events = out.All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].count == 141);
  // A page moved the first line of the block in.
  const auto moved = ReadText(
      "2022-06-02 08:05:13.901 [ERROR][66] confd/x.go 145: Failed to get it\n\n      Events:\n"
      "  Type     Reason     Age                  From            Message\n"
      "  ----     ------     ----                 ----            -------\n"
      "  Warning  Unhealthy  2m (x141 over 25m)   kubelet, k8s1   Readiness probe failed: no\n");
  REQUIRE(moved.All<EventRecord>().size() == 1);
  CHECK(moved.All<EventRecord>()[0].host == "k8s1");
}

constexpr std::string_view kNamespace =
    R"(Name:         shop
Labels:       kubernetes.io/metadata.name=shop
Annotations:  <none>
Status:       Terminating
Conditions:
  Type                               Status  LastTransitionTime               Reason                Message
  ----                               ------  ------------------               ------                -------
  NamespaceDeletionContentFailure    False   Thu, 11 Aug 2022 00:02:46 +0200  ContentDeleted        All content successfully deleted
  NamespaceFinalizersRemaining       True    Thu, 11 Aug 2022 00:02:46 +0200  SomeFinalizersRemain  Some content has finalizers
)";

TEST_CASE("describe-workload: a namespace's conditions have five columns, and tell the kind",
          "[ingest]") {
  const std::string text(kNamespace);
  for (const std::string end : {"", "  Normal  Killing  45m  kubelet  said so\n",
                                "\nNo resource quota.\n\nNo LimitRange resource.\n"}) {
    const auto out = ReadText(text + end);
    const auto objects = out.All<ObjectRecord>();
    REQUIRE(objects.size() == 1);
    CHECK(objects[0].kind == "Namespace");
    const std::string path = "status.conditions[NamespaceFinalizersRemaining]";
    CHECK(FieldOf(objects[0], path + ".status") == "True");
    CHECK(FieldOf(objects[0], path + ".reason") == "SomeFinalizersRemain");
    CHECK(FieldOf(objects[0], path + ".message") == "Some content has finalizers");
    CHECK(FieldOf(objects[0], "status.conditions[Normal].status") == "(absent)");
    CHECK(out.formats == std::vector<std::string>{"describe-workload"});
  }
}

TEST_CASE("describe-workload: where nothing in it tells the kind, the command above does",
          "[ingest]") {
  const std::string text = "Name:         shop\nLabels:       <none>\nStatus:       Terminating\n";
  const auto kind = [&](const std::string& command) {
    const auto objects = ReadText(command + text).All<ObjectRecord>();
    return objects.empty() ? "(none)" : objects[0].kind.str();
  };
  CHECK(kind("$ kubectl describe ns shop\n") == "Namespace");
  CHECK(kind("$ kubectl describe ns/shop\n") == "Namespace");
  CHECK(kind("$ kubectl describe ns other\n") == "");
  CHECK(kind("$ kubectl describe pod shop\n") == "");
  CHECK(kind("") == "");
}

}  // namespace
}  // namespace howdunit
