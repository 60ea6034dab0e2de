#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::ReadText;

TEST_CASE("events: the legacy form keeps count, first and last time", "[ingest]") {
  const auto events = ReadText(R"(apiVersion: v1
count: 185
eventTime: null
firstTimestamp: "2026-05-22T11:36:00Z"
involvedObject:
  kind: Pod
  name: rep-2
  namespace: openebs
  uid: 93d0c1b2
kind: Event
lastTimestamp: "2026-05-22T12:16:00Z"
message: 'error killing pod: failed to "KillPodSandbox"
  with KillPodSandboxError'
metadata:
  creationTimestamp: "2026-05-22T11:36:01Z"
  name: rep-2.18e9d834e066cf1b
  namespace: openebs
reason: FailedKillPod
source:
  component: kubelet
  host: k8s02
type: Warning
)")
                          .All<EventRecord>();
  REQUIRE(events.size() == 1);
  const EventRecord& event = events[0];
  CHECK(event.count == 185);
  CHECK(event.kind == "Pod");
  CHECK(event.name == "rep-2");
  CHECK(event.space == "openebs");
  CHECK(event.uid == "93d0c1b2");
  CHECK(event.message ==
        "error killing pod: failed to \"KillPodSandbox\" with KillPodSandboxError");
  CHECK(event.component == "kubelet");
  CHECK(event.host == "k8s02");
  CHECK(FormatUtc(event.first.stamp.value) == "2026-05-22T11:36:00Z");
  CHECK(FormatUtc(event.last.stamp.value) == "2026-05-22T12:16:00Z");
  CHECK(event.source.line == 2);
  CHECK(event.source.line_end == 18);
  CHECK(event.source.text.str().starts_with("count: 185\neventTime: null\nfirstTimestamp:"));
  CHECK(event.source.text.str().ends_with("\nreason: FailedKillPod"));
}

TEST_CASE("events: the new recorder states eventTime and a series", "[ingest]") {
  const auto events = ReadText(R"({"apiVersion": "events.k8s.io/v1", "kind": "Event",
 "eventTime": "2026-05-22T22:20:01.123456Z", "note": "0/3 nodes are available",
 "metadata": {"name": "x.1", "namespace": "shop", "creationTimestamp": "2026-05-22T22:20:02Z"},
 "regarding": {"kind": "Pod", "name": "web-0", "namespace": "shop"},
 "reason": "FailedScheduling", "reportingController": "default-scheduler",
 "reportingInstance": "default-scheduler-k8s01", "type": "Warning",
 "series": {"count": 7, "lastObservedTime": "2026-05-22T22:25:01.000001Z"},
 "deprecatedFirstTimestamp": null}
)")
                          .All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].message == "0/3 nodes are available");
  CHECK(events[0].component == "default-scheduler");
  CHECK(events[0].host == "");
  CHECK(events[0].count == 7);
  CHECK(FormatUtc(events[0].first.stamp.value) == "2026-05-22T22:20:01.123456Z");
  CHECK(FormatUtc(events[0].last.stamp.value) == "2026-05-22T22:25:01.000001Z");
}

TEST_CASE("events: without times the creation is the first, and one is the count", "[ingest]") {
  const auto events = ReadText(
                          "apiVersion: v1\nkind: Event\ninvolvedObject:\n  kind: Node\n"
                          "  name: k8s01\n  uid: k8s01\nmessage: ready\nmetadata:\n"
                          "  creationTimestamp: \"2026-05-22T22:20:02Z\"\n  namespace: default\n"
                          "reason: NodeReady\nfirstTimestamp: null\ncount: -4\n")
                          .All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].space == "");
  CHECK(events[0].count == 1);
  CHECK(FormatUtc(events[0].first.stamp.value) == "2026-05-22T22:20:02Z");
  CHECK(FormatUtc(events[0].last.stamp.value) == "2026-05-22T22:20:02Z");
}

TEST_CASE("nodes: status, taints, roles and conditions are those of kubectl", "[ingest]") {
  const auto nodes = ReadText(R"(apiVersion: v1
kind: Node
metadata:
  labels:
    node-role.kubernetes.io/control-plane: ""
  name: k8s03
spec:
  taints:
  - effect: NoExecute
    key: node.kubernetes.io/unreachable
  unschedulable: true
status:
  addresses:
  - address: 10.20.30.13
    type: InternalIP
  conditions:
  - lastHeartbeatTime: "2026-11-20T19:53:13Z"
    lastTransitionTime: "2026-11-20T19:56:50Z"
    message: Kubelet stopped posting node status.
    reason: NodeStatusUnknown
    status: Unknown
    type: Ready
  nodeInfo:
    kubeletVersion: v1.26.4
)")
                         .All<NodeRecord>();
  REQUIRE(nodes.size() == 1);
  CHECK(nodes[0].status == "NotReady,SchedulingDisabled");
  CHECK(nodes[0].roles == "control-plane");
  REQUIRE(nodes[0].taints.size() == 1);
  CHECK(nodes[0].taints[0] == "node.kubernetes.io/unreachable:NoExecute");
  CHECK(nodes[0].internal_ip == "10.20.30.13");
  REQUIRE(nodes[0].conditions.size() == 1);
  CHECK(nodes[0].conditions[0].source.line == 17);
  CHECK(nodes[0].conditions[0].source.line_end == 22);
  CHECK(FormatUtc(nodes[0].conditions[0].transition.stamp.value) == "2026-11-20T19:56:50Z");
}

TEST_CASE("pod status: the rules of kubectl, one by one", "[ingest]") {
  const auto status = [](const std::string& status_json,
                         const std::string& spec = R"("containers": [{"name": "a"}])") {
    const auto pods =
        ReadText(R"({"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "p"}, "spec": {)" +
                 spec + R"(}, "status": )" + status_json + "}\n")
            .All<PodRecord>();
    return pods.empty() ? std::string("(none)") : pods[0].status.str();
  };
  CHECK(
      status(
          R"({"phase": "Running", "containerStatuses": [{"name": "a", "ready": true, "state": {"running": {}}}]})") ==
      "Running");
  CHECK(
      status(
          R"({"phase": "Pending", "containerStatuses": [{"name": "a", "state": {"waiting": {"reason": "ContainerCreating"}}}]})") ==
      "ContainerCreating");
  CHECK(
      status(
          R"({"phase": "Running", "containerStatuses": [{"name": "a", "state": {"terminated": {"exitCode": 3}}}]})") ==
      "ExitCode:3");
  CHECK(status(R"({"phase": "Failed", "reason": "Evicted"})") == "Evicted");
  CHECK(status(R"({"phase": "Pending"})") == "Pending");
  const std::string init =
      R"("initContainers": [{"name": "i"}, {"name": "j"}], "containers": [{"name": "a"}])";
  CHECK(
      status(
          R"({"phase": "Pending", "initContainerStatuses": [{"name": "i", "state": {"terminated": {"exitCode": 0, "reason": "Completed"}}}, {"name": "j", "state": {"running": {}}}], "containerStatuses": [{"name": "a", "state": {"waiting": {"reason": "PodInitializing"}}}]})",
          init) == "Init:1/2");
  CHECK(
      status(
          R"({"phase": "Pending", "initContainerStatuses": [{"name": "i", "state": {"waiting": {"reason": "CrashLoopBackOff"}}}, {"name": "j", "state": {"waiting": {"reason": "PodInitializing"}}}]})",
          init) == "Init:CrashLoopBackOff");
}

TEST_CASE("json: objects and log blocks of a cluster-info dump alternate", "[ingest]") {
  const auto out = ReadText(
      "{\n    \"kind\": \"PodList\",\n    \"apiVersion\": \"v1\",\n    \"items\": [\n        {\n"
      "            \"metadata\": {\n                \"name\": \"web-0\",\n"
      "                \"namespace\": \"shop\"\n            },\n            \"spec\": {},\n"
      "            \"status\": {\"phase\": \"Running\"}\n        }\n    ]\n}\n"
      "==== START logs for container web of pod shop/web-0 ====\n"
      "some } log { line\n"
      "==== END logs for container web of pod shop/web-0 ====\n"
      "{\n    \"kind\": \"EventList\",\n    \"apiVersion\": \"v1\",\n    \"items\": []\n}\n");
  const auto pods = out.All<PodRecord>();
  REQUIRE(pods.size() == 1);
  CHECK(pods[0].name == "web-0");
  CHECK(pods[0].source.line == 7);
  CHECK(pods[0].source.text == "                \"name\": \"web-0\",");
  CHECK(out.formats == std::vector<std::string>{"kube-json", "dumped-log", "kube-json"});
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 3);
  CHECK(coverage[0].topic == "pods");
  CHECK(coverage[0].space == "shop");
  CHECK(coverage[1].topic == "log/web");
  CHECK(coverage[1].name == "web-0");
  CHECK(coverage[2].topic == "events");
  CHECK(coverage[2].space_by_path);  // nothing in it tells of which namespace it is
}

TEST_CASE("json: a list that breaks off keeps its complete objects", "[ingest]") {
  const auto out = ReadText(
      "{\n \"apiVersion\": \"v1\",\n \"items\": [\n  {\"kind\": \"Pod\", \"metadata\": {\"name\": "
      "\"a\"}},\n"
      "  {\"kind\": \"Pod\", \"metadata\": {\"na",
      "pods-A.json");
  REQUIRE(out.All<PodRecord>().size() == 1);
  CHECK(out.All<PodRecord>()[0].status == "");
  CHECK(out.All<CoverageRecord>().empty());
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "JSON, line 5: the text breaks off");
}

TEST_CASE("objects: hostile documents are problems, not crashes", "[ingest]") {
  const std::vector<std::string> texts = {
      "apiVersion: v1\nkind: Pod\nmetadata: &a\n  labels: *a\n",
      "apiVersion: v1\nkind: Pod\nspec: " + std::string(5000, '['),
      R"({"kind": "Pod", "apiVersion": "v1", "spec": )" + std::string(5000, '['),
      R"({"kind": "Pod", "apiVersion": "v1", "metadata": {"generation": 1e400}})",
      "apiVersion: v1\nkind: \"Pod\n",
  };
  for (const std::string& text : texts) {
    INFO(text.substr(0, 80));
    CHECK(ReadText(text).All<ProblemRecord>().size() == 1);
  }
  CHECK(ReadText("apiVersion: v1\nkind: Pod\nmetadata: 7\nspec: []\nstatus: x\n")
            .All<PodRecord>()
            .size() == 1);
}

}  // namespace
}  // namespace howdunit
