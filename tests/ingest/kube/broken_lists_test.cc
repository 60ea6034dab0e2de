// Lists that are broken: what is left of them, and what is said of the rest.
#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "ingest/limits.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::MemorySink;
using testing::ReadText;

TEST_CASE("lists: what begins inside of an item ends the list", "[ingest]") {
  const std::string yaml =
      "apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Node\n  metadata:\n    name: n1\n"
      "- apiVersion: v1\n  kind: Node\n  metadata:\n";
  const std::string json =
      "{\n \"items\": [\n  {\n   \"kind\": \"Node\",\n   \"metadata\": {\"name\": \"n1\"}\n  },\n"
      "  {\n   \"kind\": \"Node\",\n   \"metadata\": {\n";
  const std::string line = "    name: n2\n";
  for (const std::string_view start :
       {"root@k8s01:~# kubectl get pods\n", "  root@k8s01:~# kubectl get pods\n",
        "==> /var/log/pods.txt <==\n", "$ kubectl get pods\n", "kubectl get pods -A\n"}) {
    INFO(start);
    for (const std::string& text : {yaml, json}) {
      const MemorySink out = ReadText(text + std::string(start) + line);
      REQUIRE(out.All<NodeRecord>().size() == 1);
      CHECK(out.All<NodeRecord>()[0].name == "n1");
      REQUIRE(out.All<ProblemRecord>().size() == 1);
    }
  }
  const MemorySink dump = ReadText(json + "==== START logs for container a of pod b/c ====\nx\n");
  CHECK(dump.All<NodeRecord>().size() == 1);
  CHECK(dump.All<ProblemRecord>().size() == 1);
}

TEST_CASE("lists: an item that cannot be read loses only itself", "[ingest]") {
  const MemorySink yaml = ReadText(
      "apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Node\n  metadata:\n    name: n1\n"
      "- apiVersion: v1\n  kind: Node\n  metadata: \"cut\n- apiVersion: v1\n  kind: Node\n"
      "  metadata:\n    name: n3\nkind: List\n");
  REQUIRE(yaml.All<NodeRecord>().size() == 2);
  CHECK(yaml.All<NodeRecord>()[1].name == "n3");
  CHECK(yaml.All<NodeRecord>()[1].source.line == 13);
  REQUIRE(yaml.All<ProblemRecord>().size() == 1);
  CHECK(yaml.All<ProblemRecord>()[0].source.line == 7);
  CHECK(yaml.All<CoverageRecord>().empty());

  const MemorySink json = ReadText(
      "{\n \"items\": [\n  {\n   \"kind\": \"Node\",\n   \"metadata\": {\"name\": n1}\n  },\n  {\n"
      "   \"kind\": \"Node\",\n   \"apiVersion\": \"v1\",\n   \"metadata\": {\"name\": \"n2\"}\n  "
      "}\n"
      " ],\n \"kind\": \"List\"\n}\n");
  REQUIRE(json.All<NodeRecord>().size() == 1);
  CHECK(json.All<NodeRecord>()[0].source.line == 10);
  REQUIRE(json.All<ProblemRecord>().size() == 1);
  CHECK(json.All<ProblemRecord>()[0].reason == "JSON, line 5: not JSON");
  CHECK(json.All<CoverageRecord>().empty());
}

TEST_CASE("lists: what is too large to be read is lost, and said to be", "[ingest]") {
  std::string large(static_cast<std::size_t>(Limits{}.document_bytes), ' ');
  for (std::size_t at = 1000; at < large.size(); at += 1000) large[at] = '\n';
  const std::string node = "- apiVersion: v1\n  kind: Node\n  metadata:\n    name: n1\n";
  const MemorySink out = ReadText("apiVersion: v1\nitems:\n" + node + "- kind: Node\n" + large +
                                  "\n" + node + "kind: List\n");
  CHECK(out.All<NodeRecord>().size() == 2);
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].lost);
  CHECK(out.All<ProblemRecord>()[0].source.line == 7);
  CHECK(out.All<CoverageRecord>().empty());

  const BundleContents contents = IngestTexts({{"node.yaml", "kind: Node\nmetadata:\n" + large}},
                                              *SignatureScanner::Create({}), {});
  CHECK(contents.members.at(0).lost);
}

TEST_CASE("lists: commas that lack or are too many are told", "[ingest]") {
  for (const char* between : {"\n", ",\n  ,\n"}) {
    const MemorySink out =
        ReadText(std::string("{\n \"items\": [\n  {\n   \"kind\": \"Node\"\n  }") + between +
                 "  {\n   \"kind\": \"Node\"\n  }\n ],\n \"kind\": \"List\"\n}\n");
    INFO(between);
    CHECK(out.All<ProblemRecord>().size() == 1);
    CHECK(out.All<CoverageRecord>().empty());
  }
}

}  // namespace
}  // namespace howdunit
