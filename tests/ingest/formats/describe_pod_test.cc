#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::ReadText;

constexpr std::string_view kTerminating = R"(Name:                      store-rep-2-6c9d7b5f44-x2v9k
Namespace:                 openebs
Priority:                  0
Service Account:           default
Node:                      node-b/192.168.7.12
Start Time:                Thu, 21 May 2026 22:05:14 +1000
Labels:                    app=store
                           pod-template-hash=6c9d7b5f44
Annotations:               <none>
Status:                    Terminating (lasts 44m)
Termination Grace Period:  30s
IP:                        10.1.2.2
IPs:
  IP:           10.1.2.2
Controlled By:  ReplicaSet/store-rep-2-6c9d7b5f44
Containers:
  store:
    Container ID:   containerd://c90a7850598b4f86585ba55a484941f6b835c4951e446f2f2092adc997b1fb3b
    Image:          openebs/jiva:3.4.0
    Command:
      sh
      -c
      echo start
Name:  not a pod
done
    State:          Terminated
      Reason:       Completed
      Exit Code:    0
      Started:      Thu, 21 May 2026 22:05:16 +1000
      Finished:     Mon, 01 Jan 0001 00:00:00 +0000
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
    Ready:          False
    Restart Count:  2
    Environment:
      DB_PASSWORD:  hunter2-is-secret
    Mounts:         <none>
Conditions:
  Type              Status
  Initialized       True 
  Ready             False 
Volumes:
  data:
    Type:  EmptyDir (a temporary directory that shares a pod's lifetime)
QoS Class:                   BestEffort
Node-Selectors:              kubernetes.io/os=linux
Tolerations:                 node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
Events:
  Type     Reason            Age                   From               Message
  ----     ------            ----                  ----               -------
  Warning  FailedScheduling  47m                   default-scheduler  0/3 nodes are available: 3 node(s) had   a taint.
  Normal   Killing           45m                   kubelet, node-b    spec.containers{store}: Stopping container store
  Warning  Unhealthy         5m (x3 over 6m)       kubelet            Readiness probe failed: first line
second line of it

and a third
  Warning  FailedKillPod     4m2s (x185 over 44m)  kubelet            error killing pod: unauthorized


Name:             web-0
Namespace:        shop
Priority:         0
Node:             <none>
Labels:           <none>
Status:           Pending
IP:               
IPs:              <none>
Containers:
  web:
    Image:        busybox:1.35
    Port:         <none>
QoS Class:        BestEffort
Events:           <none>
)";

TEST_CASE("describe-pod: a terminating pod states its deletion as an age", "[ingest]") {
  const auto out = ReadText(kTerminating);
  const auto pods = out.All<PodRecord>();
  REQUIRE(pods.size() == 2);
  const PodRecord& pod = pods[0];
  CHECK(pod.space == "openebs");
  CHECK(pod.name == "store-rep-2-6c9d7b5f44-x2v9k");
  CHECK(pod.status == "Terminating");
  CHECK(pod.phase == "");
  CHECK(pod.deletion.stamp == Stamp{.kind = Stamp::Kind::kLocalAge,
                                    .value = 44 * kMinute,
                                    .width = kMinute,
                                    .basis = Basis::kStated});
  CHECK(pod.grace_seconds == 30);
  CHECK(pod.status_source.line == 10);
  CHECK(pod.status_source.line_end == 11);
  CHECK(pod.status_source.text ==
        "Status:                    Terminating (lasts 44m)\nTermination Grace Period:  30s");
  CHECK(pod.node == "node-b");
  CHECK(pod.node_stated);
  CHECK(pod.controller_kind == "ReplicaSet");
  CHECK(pod.controller == "store-rep-2-6c9d7b5f44");
  CHECK(pod.service_account == "default");
  CHECK(FormatUtc(pod.started.stamp.value) == "2026-05-21T12:05:14Z");
  REQUIRE(pod.labels.size() == 2);
  CHECK(pod.labels[1].second == "6c9d7b5f44");
  REQUIRE(pod.node_selector.size() == 1);
  CHECK(pod.node_selector[0].first == "kubernetes.io/os");
  CHECK_FALSE(pod.finalizers.has_value());
}

TEST_CASE("describe-pod: a script spilling over raw lines does not derail the container",
          "[ingest]") {
  const auto pods = ReadText(kTerminating).All<PodRecord>();
  REQUIRE(pods.at(0).containers.size() == 1);
  const ContainerState& store = pods[0].containers[0];
  CHECK(store.name == "store");
  CHECK(store.image == "openebs/jiva:3.4.0");
  CHECK(store.state == "terminated");
  CHECK(store.reason == "Completed");
  CHECK(store.exit_code == 0);
  CHECK(store.restarts == 2);
  CHECK(store.finished.stamp.kind == Stamp::Kind::kNone);
  CHECK(store.last_reason == "OOMKilled");
  CHECK(store.last_exit_code == 137);
}

TEST_CASE("describe-pod: events keep counts, ages and messages with line breaks", "[ingest]") {
  const auto out = ReadText(kTerminating);
  const auto events = out.All<EventRecord>();
  REQUIRE(events.size() == 4);
  CHECK(events[0].message == "0/3 nodes are available: 3 node(s) had   a taint.");
  CHECK(events[0].first.stamp.value == 47 * kMinute);
  CHECK(events[1].message == "Stopping container store");
  CHECK(events[1].component == "kubelet");
  CHECK(events[1].host == "node-b");
  CHECK(events[2].message == "Readiness probe failed: first line\nsecond line of it\nand a third");
  CHECK(events[3].reason == "FailedKillPod");
  CHECK(events[3].count == 185);
  CHECK(events[3].first.stamp.value == 44 * kMinute);
  CHECK(events[3].last.stamp.value == 4 * kMinute + 2 * kSecond);
  CHECK(events[3].kind == "Pod");
  CHECK(events[3].name == "store-rep-2-6c9d7b5f44-x2v9k");
}

TEST_CASE("describe-pod: a title that a script writes below ends a message", "[ingest]") {
  const auto events = ReadText(
                          "Name:             web-0\nNamespace:        shop\nPriority:         0\n"
                          "Events:\n"
                          "  Type     Reason       Age  From     Message\n"
                          "  ----     ------       ---- ----     -------\n"
                          "  Warning  FailedMount  6m   kubelet  mount failed: exit status 32\n"
                          "Output: mount.nfs: No such file or directory\n"
                          "--- Logs of web-0 (Current) ---\n"
                          "none\n")
                          .All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].message ==
        "mount failed: exit status 32\nOutput: mount.nfs: No such file or directory");
}

TEST_CASE("describe-pod: no events is said only where events were asked for", "[ingest]") {
  const auto coverage = ReadText(kTerminating).All<CoverageRecord>();
  REQUIRE(coverage.size() == 2);
  CHECK(coverage[0].topic == "pod-events");
  CHECK(coverage[0].items == 4);
  CHECK(coverage[1].space == "shop");
  CHECK(coverage[1].name == "web-0");
  CHECK(coverage[1].items == 0);

  const std::string text(kTerminating);
  const auto without = ReadText(text.substr(0, text.find("Events:")));
  REQUIRE(without.All<PodRecord>().size() == 1);
  CHECK(without.All<CoverageRecord>().empty());
}

TEST_CASE("describe-pod: a pod without a node says so", "[ingest]") {
  const auto pods = ReadText(kTerminating).All<PodRecord>();
  CHECK(pods.at(1).node == "");
  CHECK(pods[1].node_stated);
  CHECK(pods[1].status == "Pending");
  CHECK(pods[1].ip == "");
}

TEST_CASE("describe-pod: while the grace period runs there is no age", "[ingest]") {
  const auto pods = ReadText(
                        "Name:         a\r\nNamespace:    b\r\nPriority:     0\r\n"
                        "Status:       Terminating (lasts <invalid>)\r\n"
                        "Termination Grace Period:  30s\r\n")
                        .All<PodRecord>();
  REQUIRE(pods.size() == 1);
  CHECK(pods[0].status == "Terminating");
  CHECK(pods[0].deletion.stamp.kind == Stamp::Kind::kNone);
  CHECK(pods[0].grace_seconds == 30);
  CHECK(pods[0].node_stated == false);
}

TEST_CASE("describe-pod: events are rows where a clock is ahead, too", "[ingest]") {
  const auto events =
      ReadText(
          "Events:\n  Type     Reason       Age                            From         Message\n"
          "  ----     ------       ----                           ----         -------\n"
          "  Warning  FailedMount  <invalid> (x3 over <invalid>)  kubelet, n1  MountVolume "
          "failed\n")
          .All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].reason == "FailedMount");
  CHECK(events[0].count == 3);
  CHECK(events[0].host == "n1");
  CHECK(events[0].message == "MountVolume failed");
}

TEST_CASE("describe-pod: the environment is never quoted", "[ingest]") {
  for (const PodRecord& pod : ReadText(kTerminating).All<PodRecord>()) {
    for (const ContainerState& container : pod.containers) {
      CHECK(container.source.text.str().find("hunter2") == std::string::npos);
    }
  }
}

TEST_CASE("describe-pod: every cut of the text is read without harm", "[ingest]") {
  for (std::size_t size = 0; size < kTerminating.size(); size += 7) {
    ReadText(kTerminating.substr(0, size));
  }
}

TEST_CASE("describe-pod: keys of older kubectls do not end the description", "[ingest]") {
  const std::string head =
      "Name:               web-6bfc89db65-j9g9z\nNamespace:          shop\n"
      "Priority:           0\nPriorityClassName:  <none>\n"
      "Node:               n1/10.47.122.150\nStatus:             Pending\n"
      "Controlled By:      ReplicaSet/web-6bfc89db65\n";
  const std::string init =
      "Init Containers:\n"
      "  init-config:\n"
      "    Container ID:\n"
      "    Image:         busybox\n"
      "    Command:\n"
      "      sh\n"
      "      -c\n"
      "      cat /etc/template | sed \"s/__NAME__/web/\" > /etc/config/index.html\n"
      "    State:          Waiting\n"
      "      Reason:       CreateContainerConfigError\n"
      "    Ready:          False\n"
      "    Restart Count:  0\n";
  const auto pods = ReadText(head + init).All<PodRecord>();
  REQUIRE(pods.size() == 1);
  CHECK(pods[0].node == "n1");
  CHECK(pods[0].status == "Init:CreateContainerConfigError");
  CHECK(pods[0].controller_kind == "ReplicaSet");
  REQUIRE(pods[0].containers.size() == 1);
  CHECK(pods[0].containers[0].init);
  CHECK(pods[0].containers[0].reason == "CreateContainerConfigError");
  // It is cut among the containers: how many there are is not known.
  CHECK_FALSE(pods[0].total.has_value());
  CHECK_FALSE(pods[0].ready.has_value());
  CHECK_FALSE(pods[0].restarts.has_value());
  const std::string end = "Conditions:\n  Type   Status\n  Ready  False \n";
  const std::string web = "Containers:\n  web:\n    State:          Waiting\n";
  CHECK(ReadText(head + init + web + end).All<PodRecord>().at(0).total == 1);
  // Every pod has a container: they were left out.
  CHECK_FALSE(ReadText(head + init + end).All<PodRecord>().at(0).total.has_value());
  CHECK_FALSE(ReadText(head + end).All<PodRecord>().at(0).total.has_value());
}

TEST_CASE("describe-pod: what follows a description that was cut is no part of it", "[ingest]") {
  const auto pods = ReadText(
                        "Name:         web-0\nNamespace:    shop\nPriority:     0\n"
                        "Status:       Running\n"
                        "Note: it ran on another node before\nNode:         n9/10.0.0.9\n")
                        .All<PodRecord>();
  REQUIRE(pods.size() == 1);
  CHECK_FALSE(pods[0].node_stated);
}

TEST_CASE("describe-pod: the line that grep writes between what it found ends nothing",
          "[ingest]") {
  const auto pods =
      ReadText(
          "Name:                      web-0\n--\nNamespace:                 shop\n"
          "Priority:                  0\nNode:                      n1/10.0.0.11\n--\n"
          "Status:                    Terminating (lasts 4m)\n"
          "Termination Grace Period:  30s\n"
          "--\nNamespace:                 other\n")
          .All<PodRecord>();
  REQUIRE(pods.size() == 1);
  CHECK(pods[0].space == "shop");
  CHECK(pods[0].node == "n1");
  CHECK(pods[0].grace_seconds == 30);
  CHECK(pods[0].deletion.stamp.kind == Stamp::Kind::kLocalAge);
}

TEST_CASE("describe-pod: containers without the beginning are those of the pod in the command",
          "[ingest]") {
  const std::string containers =
      "Containers:\n"
      "  mysql:\n"
      "    Container ID:   containerd://f228587f53\n"
      "    Image:          mysql\n"
      "    State:          Waiting\n"
      "      Reason:       CrashLoopBackOff\n"
      "    Last State:     Terminated\n"
      "      Reason:       Error\n"
      "      Exit Code:    1\n"
      "    Ready:          False\n"
      "    Restart Count:  47\n";
  const auto out = ReadText("$ kubectl describe pod mysql-0 -n shop\n...\n" + containers);
  const auto pods = out.All<PodRecord>();
  REQUIRE(pods.size() == 1);
  CHECK(pods[0].name == "mysql-0");
  CHECK(pods[0].space == "shop");
  CHECK(pods[0].status == "");
  CHECK(pods[0].source.line == 3);
  REQUIRE(pods[0].containers.size() == 1);
  CHECK(pods[0].containers[0].reason == "CrashLoopBackOff");
  CHECK(pods[0].containers[0].last_exit_code == 1);
  CHECK(pods[0].containers[0].restarts == 47);
  // Whose they are is not known, or it may be one of several.
  CHECK(ReadText(containers).All<PodRecord>().empty());
  CHECK(ReadText("$ kubectl describe pod mysql\n" + containers).All<PodRecord>().empty());
  CHECK(ReadText("$ kubectl describe deploy mysql-0\n" + containers).All<PodRecord>().empty());
}

}  // namespace
}  // namespace howdunit
