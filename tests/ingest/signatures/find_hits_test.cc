// What signatures find in the words of pods that failed.
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"

namespace howdunit {
namespace {

const Signature kEvicted{
    .id = "evicted",
    .title = "evicted",
    .literals = {"was low on resource"},
    .pattern = R"(\w+: The node was low on resource: (?P<resource>[a-z-]+))"};

using Texts = std::map<std::string, std::string>;

std::vector<SignatureRecord> HitsIn(const Texts& texts) {
  const auto scanner = SignatureScanner::Create({kEvicted});
  REQUIRE(scanner);
  const BundleContents contents = IngestTexts(texts, *scanner, {});
  std::vector<SignatureRecord> hits;
  for (std::size_t i = 0; i < contents.hits.size(); ++i) hits.push_back(contents.hits[i]);
  return hits;
}

// A list of one pod; `conditions` and `containers` are of its status.
std::string PodList(const std::string& conditions, const std::string& phase = "Failed") {
  return R"({"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod",
"metadata": {"name": "web-0", "namespace": "shop"},
"spec": {"nodeName": "k8s02", "containers": [{"name": "web"}]},
"status": {"conditions": [)" +
         conditions + R"(],
"message": "The node was low on resource: ephemeral-storage. Container web was using 38Gi. ",
"phase": ")" +
         phase + R"(", "reason": "Evicted", "startTime": "2026-05-10T10:00:00Z"}}]}
)";
}

std::string NodeWith(const std::string& pressure) {
  return "apiVersion: v1\nkind: Node\nmetadata:\n  name: k8s02\nstatus:\n  conditions:\n"
         "  - type: DiskPressure\n    status: \"" +
         pressure + "\"\n";
}

TEST_CASE("failed pods: their own message tells why, and which one it was", "[ingest]") {
  const auto hits = HitsIn({{"pods.json", PodList("")}});
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].origin == "status");
  CHECK(hits[0].pod == "web-0");
  CHECK(hits[0].space == "shop");
  CHECK(hits[0].node == "k8s02");
  CHECK_FALSE(hits[0].first.instant.known());
  CHECK(hits[0].source.line == 5);
  CHECK(HitsIn({{"pods.json", PodList("", "Running")}}).empty());
}

TEST_CASE("failed pods: a pod that was disrupted says when", "[ingest]") {
  const auto hits = HitsIn({{"pods.json", PodList(R"({"type": "DisruptionTarget", "status": "True",
"lastTransitionTime": "2026-05-22T12:20:01Z"})")},
                            {"nodes.yaml", NodeWith("False")}});
  REQUIRE(hits.size() == 1);
  CHECK(FormatUtc(hits[0].first.instant.earliest) == "2026-05-22T12:20:01Z");
}

TEST_CASE("failed pods: where the status says nothing, the disruption does", "[ingest]") {
  std::string pods = PodList(R"({"type": "DisruptionTarget", "status": "True",
"reason": "TerminationByKubelet", "message": "The node was low on resource: memory. ",
"lastTransitionTime": "2026-05-22T12:20:01Z"})");
  const std::size_t begin = pods.find("\"message\": \"The node was low on resource: ephemeral");
  pods.erase(begin, pods.find('\n', begin) - begin);
  const auto hits = HitsIn({{"pods.json", pods}});
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].source.text.str().find("low on resource: memory") != std::string::npos);
  CHECK(FormatUtc(hits[0].first.instant.earliest) == "2026-05-22T12:20:01Z");
}

TEST_CASE("failed pods: what befell one at a time unknown is no news of a node that is well",
          "[ingest]") {
  CHECK(HitsIn({{"pods.json", PodList("")}, {"nodes.yaml", NodeWith("False")}}).empty());
  CHECK(HitsIn({{"pods.json", PodList("")}, {"nodes.yaml", NodeWith("True")}}).size() == 1);
}

TEST_CASE("failed pods: the text that says so is cited, and no table of theirs", "[ingest]") {
  const auto hits =
      HitsIn({{"a-pods.txt",
               "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP       NODE\n"
               "shop        web-0   0/1     Evicted   0          3d    <none>   k8s02\n"},
              {"z-pod.txt",
               "Name:             web-0\nNamespace:        shop\nPriority:         0\n"
               "Node:             k8s02/\nStatus:           Failed\nReason:           Evicted\n"
               "Message:          The node was low on resource: memory.\nIP:\n"}});
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].source.member == 1);
  CHECK(hits[0].source.text.str().find("low on resource") != std::string::npos);
}

TEST_CASE("failed pods: what an event says is not told twice", "[ingest]") {
  const auto hits = HitsIn(
      {{"pods.json", PodList("")},
       {"events.txt",
        "NAMESPACE   LAST SEEN   TYPE      REASON    OBJECT      MESSAGE\n"
        "shop        34m         Warning   Evicted   pod/web-0   The node was low on resource: "
        "ephemeral-storage. Container web was using 38Gi.\n"}});
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].origin == "event");
}

TEST_CASE("broken YAML: what stands behind the break is searched as text", "[ingest]") {
  const auto hits = HitsIn({{"pod.yaml",
                             "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-0\n"
                             "spec: {a: [b\nstatus:\n"
                             "  message: 'Evicted: The node was low on resource: memory.'\n"}});
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].origin == "text");
  CHECK(hits[0].source.line == 7);
}

TEST_CASE("conditions of an object: what they say is of its namespace", "[ingest]") {
  const auto hits = HitsIn({{"pdb.yaml",
                             "apiVersion: example.org/v1\nkind: Claim\nmetadata:\n  name: a\n"
                             "  namespace: shop\nstatus:\n  conditions:\n  - type: Ready\n"
                             "    status: \"False\"\n    reason: Evicted\n"
                             "    message: 'The node was low on resource: ephemeral-storage.'\n"}});
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].origin == "status");
  CHECK(hits[0].space == "shop");
}

TEST_CASE("failed pods: a description has the message below the reason", "[ingest]") {
  const std::string head =
      "Name:             web-0\nNamespace:        shop\nPriority:         0\n"
      "Node:             k8s02/10.20.30.12\nStart Time:       Fri, 22 May 2026 12:00:01 +0000\n"
      "Status:           Failed\nReason:           Evicted\n"
      "Message:          The node was low on resource: memory. Container web was using 3Gi.\n"
      "IP:               10.1.0.7\n";
  const auto open = HitsIn({{"pod.txt", head}});
  REQUIRE(open.size() == 1);
  CHECK(open[0].source.line == 6);
  CHECK(open[0].source.line_end == 8);
  CHECK(open[0].node == "k8s02");
  const auto dated =
      HitsIn({{"pod.txt", head + "Containers:\n  web:\n    State:          Terminated\n"
                                 "      Reason:       Error\n"
                                 "      Exit Code:    137\n"
                                 "      Finished:     Fri, 22 May 2026 12:20:01 +0000\n"
                                 "QoS Class:        BestEffort\n"}});
  REQUIRE(dated.size() == 1);
  CHECK(FormatUtc(dated[0].first.instant.earliest) == "2026-05-22T12:20:01Z");
}

}  // namespace
}  // namespace howdunit
