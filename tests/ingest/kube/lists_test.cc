// Lists are read item by item: the results are those of a list that is read at once.
#include <algorithm>

#include <catch2/catch.hpp>

#include "codec/json.h"
#include "codec/yaml.h"
#include "core/text.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/documents.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::MemorySink;
using testing::ReadText;

constexpr std::string_view kList = R"(apiVersion: v1
items:
- apiVersion: v1
  count: 3
  involvedObject:
    kind: Pod
    name: web-0
  kind: Event
  message: "a long one
    that goes on"
  metadata:
    name: web-0.1
    namespace: shop
  reason: Failed
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: notes
    namespace: shop
  data:
    text: |
      - no item
      items:

      kind: none
- apiVersion: v1
  kind: Node
  metadata:
    name: n1
kind: List
metadata:
  resourceVersion: ""
)";

constexpr std::string_view kTypedList = R"(apiVersion: apps/v1
items:
- metadata:
    name: web
    namespace: shop
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: other
- metadata:
    name: api
    namespace: shop
kind: DeploymentList
metadata: {}
)";

constexpr std::string_view kKindFirst = R"(kind: PodList
apiVersion: v1
metadata:
  resourceVersion: "1"
items:
- metadata:
    name: web-0
- metadata:
    name: web-1
  spec:
    containers: []
)";

constexpr std::string_view kBare = R"(- kind: Pod
  apiVersion: v1
  metadata:
    name: web-0
-
  kind: Node
  metadata: {name: n1}
- spec:
    containers:
    - name: x
)";

constexpr std::string_view kNames = R"(apiVersion: v1
items:
- apiVersion: v1
  kind: Pod
  metadata: &meta
    name: web-0
- apiVersion: v1
  kind: ConfigMap
  metadata: *meta
kind: List
)";

constexpr std::string_view kIndented = R"(apiVersion: v1
kind: PodList
items:

  - metadata:
      name: web-0
    spec:
      containers:
        - name: x
  -
    metadata:
      name: web-1
  - spec: {}
    metadata:
      name: web-2
metadata:
  resourceVersion: ""
)";

constexpr std::string_view kIndentedFour = R"(apiVersion: v1
items:
    - apiVersion: v1
      kind: ConfigMap
      data:
        text: |
          - no item
            - no item
      metadata:
        name: notes
    - apiVersion: v1
      kind: Pod
      metadata: &meta
        name: web-0
    - apiVersion: v1
      kind: ConfigMap
      metadata: *meta
kind: List
---
items:
  other:
  - no item
kind: List
)";

constexpr std::string_view kJsonList = R"({
    "apiVersion": "v1",
    "items": [
        {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {
                "labels": {
                    "a]": "}{\"["
                },
                "name": "web-0"
            }
        },
        {
            "kind": "Event", "apiVersion": "v1", "reason": "x",
            "involvedObject": {"kind": "Pod", "name": "web-0"}
        }, {"kind": "Node",
            "apiVersion": "v1",
            "metadata": {
                "name": "n1"
            } }
    ],
    "kind": "List",
    "metadata": {
        "resourceVersion": ""
    }
}
)";

constexpr std::string_view kJsonTyped = R"({
  "items": [
    {
      "metadata": {
        "name": "a"
      }
    },
    {
      "metadata": {
        "name": "b"
      } } ], "kind": "ConfigMapList",
  "apiVersion": "v1"
}
)";

std::string Say(const Source& source) {
  return " " + std::to_string(source.line) + "-" + std::to_string(source.line_end) + " <" +
         source.text.str() + ">";
}

// What each record says, in any order: a list that breaks off says so later than it did.
std::vector<std::string> Said(const MemorySink& out) {
  std::vector<std::string> said;
  for (const auto& one : out.All<ProblemRecord>()) said.push_back(one.reason + Say(one.source));
  for (const auto& one : out.All<PodRecord>())
    said.push_back("pod " + one.name.str() + Say(one.source));
  for (const auto& one : out.All<NodeRecord>())
    said.push_back("node " + one.name.str() + Say(one.source));
  for (const auto& one : out.All<EventRecord>()) {
    said.push_back("event " + one.name.str() + ": " + one.message.str() + Say(one.source));
  }
  for (const auto& one : out.All<ObjectRecord>()) {
    said.push_back(one.kind.str() + " " + one.api.str() + " " + one.name.str() + Say(one.source));
  }
  for (const auto& one : out.All<CoverageRecord>()) {
    said.push_back("all " + one.topic + " " + one.space.str() + " " + std::to_string(one.items) +
                   Say(one.source));
  }
  std::sort(said.begin(), said.end());
  return said;
}

// As if the text were read at once.
std::vector<std::string> SaidAtOnce(std::string_view text, std::string_view path, bool json) {
  MemorySink out;
  std::vector<Document> whole;
  const auto documents =
      json ? ParseAnyJson(text, 1, {}, &whole) : ParseAnyYaml(text, 1, {}, &whole);
  if (!documents) {
    out.Add(ProblemRecord{.source = {.line = 1, .line_end = 1, .text = {}, .note = {}},
                          .reason = (json ? "JSON, " : "YAML, ") + documents.error().message});
  }
  const DocumentText lines(text, 1);
  const MemberHints hints{.path = std::string(path)};
  for (const Document& document : documents ? *documents : whole) {
    const bool complete = documents || &document != &whole.back();
    ReadDocument(document, lines, complete, hints, out);
  }
  return Said(out);
}

TEST_CASE("lists: read item by item, each says what it said before", "[ingest]") {
  for (const std::string_view text :
       {kList, kTypedList, kKindFirst, kBare, kNames, kIndented, kIndentedFour}) {
    INFO(text);
    const MemorySink out = ReadText(text, "all.yaml");
    CHECK(out.formats == std::vector<std::string>{"kube-yaml"});
    CHECK(Said(out) == SaidAtOnce(text, "all.yaml", false));
  }
  for (const std::string_view text : {kJsonList, kJsonTyped}) {
    INFO(text);
    const MemorySink out = ReadText(text, "all.json");
    CHECK(out.formats == std::vector<std::string>{"kube-json"});
    CHECK(Said(out) == SaidAtOnce(text, "all.json", true));
  }
}

TEST_CASE("lists: wherever one breaks off, the same of it is kept", "[ingest]") {
  for (const std::string_view text :
       {kList, kTypedList, kKindFirst, kBare, kIndented, kJsonList, kJsonTyped}) {
    const bool json = text.starts_with('{');
    const std::string path = json ? "all.json" : "all.yaml";
    for (std::size_t size = 60; size < text.size(); ++size) {
      const std::string cut(text.substr(0, size));
      // Half a key at the left edge is no part of the document.
      const std::string_view last = std::string_view(cut).substr(cut.rfind('\n') + 1);
      if (!last.empty() && last[0] >= 'a' && last.find(':') == std::string_view::npos) continue;
      const MemorySink out = ReadText(cut, path);
      if (out.formats.empty() || !out.formats[0].starts_with("kube-")) continue;
      INFO(cut);
      CHECK(Said(out) == SaidAtOnce(cut.ends_with('\n') ? cut : cut + "\n", path, json));
    }
  }
}

TEST_CASE("lists: line ends of Windows change nothing", "[ingest]") {
  for (const std::string_view text : {kList, kTypedList, kJsonList, kJsonTyped}) {
    const std::string path = text.starts_with('{') ? "all.json" : "all.yaml";
    const std::string windows = ReplaceAll(text, "\n", "\r\n");
    // Of a few lines only, too: those between them are taken as one run.
    std::string mixed(text);
    for (std::size_t at = mixed.find("\n"), line = 0; at != std::string::npos;
         at = mixed.find("\n", at + 2), ++line) {
      if (line % 4 == 2) mixed.insert(at, "\r");
    }
    CHECK(Said(ReadText(windows, path)) == Said(ReadText(text, path)));
    CHECK(Said(ReadText(mixed, path)) == Said(ReadText(text, path)));
  }
}

TEST_CASE("lists: one line of any length is read whole", "[ingest]") {
  constexpr int kPods = 20'000;
  const std::string pad(40, 'x');
  std::string text = "{\"apiVersion\":\"v1\",\"kind\":\"PodList\",\"items\":[";
  for (int i = 0; i < kPods; ++i) {
    if (i > 0) text += ',';
    text += "{\"metadata\":{\"namespace\":\"shop\",\"name\":\"web-" + std::to_string(i) +
            "\",\"labels\":{\"a\":\"" + pad + "\"}}}";
  }
  text += "]}\n";
  REQUIRE(text.size() > static_cast<std::size_t>(Limits{}.line_bytes));
  const MemorySink out = ReadText(text + "root@k8s01:~# kubectl get nodes\n");
  CHECK(out.All<ProblemRecord>().empty());
  REQUIRE(out.All<PodRecord>().size() == kPods);
  CHECK(out.All<PodRecord>().back().name == "web-19999");
  CHECK(out.All<PodRecord>().back().source.text == "name: web-19999");
  REQUIRE(out.All<CoverageRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>()[0].items == kPods);
}

// JSON on one line that is longer than lines may be.
std::string OnOneLine(std::string_view json) {
  std::string text;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '"' && json[i - 1] != '\\') in_string = !in_string;
    if (in_string || (json[i] != ' ' && json[i] != '\n')) text += json[i];
  }
  const std::string pad(static_cast<std::size_t>(Limits{}.line_bytes), ' ');
  return ReplaceAll(text, "\"web-0\"", "\"web-0\"" + pad);
}

TEST_CASE("lists: of one long line each item is read by itself, and says the same", "[ingest]") {
  const std::string bare = R"([{"kind": "Node", "metadata": {"name": "n1"}},
    {"kind": "Pod", "metadata": {"name": "web-0"}}, {"kind": "Node"}])";
  const std::string kind_first = R"({"kind": "PodList", "apiVersion": "v1", "items" : [
    {"metadata": {"name": "web-0"}}, {"metadata": {"name": "web-1"}}]})";
  const std::string empty = R"({"items": [], "kind": "PodList", "metadata": {"a": "web-0"}})";
  const std::string single = R"({"kind": "Pod", "items": {"items": [1]}, "metadata": {
    "name": "web-0"}})";
  for (const std::string& text :
       {std::string(kJsonList), ReplaceAll(kJsonTyped, "\"a\"", "\"web-0\""), bare, kind_first,
        empty, single}) {
    const std::string line = OnOneLine(text);
    INFO(text);
    for (const std::size_t cut : {0U, 1U, 2U, 9U, 30U}) {
      const std::string some = line.substr(0, line.size() - cut);
      INFO(cut);
      CHECK(Said(ReadText(some, "all.json")) == SaidAtOnce(some, "all.json", true));
    }
    // Behind each other on one line, and over several.
    const MemorySink twice = ReadText(line + " " + line + "\n", "all.json");
    CHECK(Said(twice) == SaidAtOnce(line + " " + line + "\n", "all.json", true));
    const std::string broken = ReplaceAll(line, ",", ",\n");
    CHECK(Said(ReadText(broken, "all.json")) == SaidAtOnce(broken, "all.json", true));
  }
}

TEST_CASE("lists: read by several threads, a large one says the same", "[ingest]") {
  constexpr int kItems = 6000;
  const auto list = [](std::string_view kind_behind, int wordless) {
    std::string text = "apiVersion: v1\nitems:\n";
    for (int i = 0; i < kItems; ++i) {
      const std::string name = "web-" + std::to_string(i);
      text += i == wordless ? "- spec: {}\n" : "- apiVersion: v1\n  kind: Pod\n";
      if (i % 1000 == 999) text += "  broken: \"\n";
      text += "  metadata:\n    name: " + name + "\n    namespace: shop\n    uid: u-" + name + "\n";
      text += "    labels:\n      app: " + std::string(60, 'x') + "\n";
    }
    return text + std::string(kind_behind);
  };
  for (const std::string& text :
       {list("kind: List\n", -1), list("kind: PodList\n", 0), list("kind: PodList\n", kItems / 2),
        list("", kItems / 2), list("kind: PodList\n", kItems - 1)}) {
    const MemorySink one = ReadText(text, "all.yaml");
    const MemorySink many = ReadText(text, "all.yaml", {}, 4);
    CHECK(one.All<PodRecord>().size() > kItems / 3);
    CHECK(Said(many) == Said(one));
    CHECK(many.All<PodRecord>().back().name == one.All<PodRecord>().back().name);
  }
}

TEST_CASE("lists: documents behind each other are read one by one", "[ingest]") {
  const std::string two = std::string(kList) + "---\n" + std::string(kTypedList);
  const MemorySink out = ReadText(two, "all.yaml");
  CHECK(Said(out) == SaidAtOnce(two, "all.yaml", false));
}

}  // namespace
}  // namespace howdunit
