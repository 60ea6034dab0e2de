// The same thing shown by several members.

#include "ingest/merge/merge.h"

#include <map>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

BundleContents Ingest(const std::map<std::string, std::string>& texts) {
  const auto scanner = SignatureScanner::Create({});
  REQUIRE(scanner);
  return IngestTexts(texts, *scanner, IngestOptions{});
}

std::vector<ObjectRecord> OfKind(const BundleContents& contents, std::string_view kind) {
  std::vector<ObjectRecord> found;
  for (const ObjectRecord& object : contents.objects) {
    if (object.kind.str() == kind) found.push_back(object);
  }
  return found;
}

std::string Page(const std::string& space, const std::string& name, const std::string& reason) {
  return "<!doctype html>\n<title>Events</title>\n<tr>\n"
         "<td><time datetime=\"2026-05-22 12:20:01 +0000 UTC\">12:20:01</time> <small>(x9)</small>"
         "</td>\n<td>" +
         space + "</td>\n<td>kubelet</td>\n<td>" + name + "</td>\n<td>" + reason +
         "</td>\n<td>said so</td>\n</tr>\n</html>\n";
}

std::string Event(const std::string& object, const std::string& reason) {
  return "apiVersion: v1\nkind: Event\nmetadata: {name: x.1, namespace: default}\n"
         "involvedObject: " +
         object + "\nreason: " + reason +
         "\nmessage: said so\ntype: Normal\ncount: 7\n"
         "firstTimestamp: \"2026-05-22T12:10:01Z\"\nlastTimestamp: \"2026-05-22T12:20:01Z\"\n";
}

TEST_CASE("merge: an event without its kind is the one that has it, whichever comes first",
          "[ingest]") {
  const std::string pod = Event("{kind: Pod, namespace: shop, name: web-0}", "Killing");
  for (const char* file : {"a.html", "z.html"}) {
    INFO(file);
    const auto contents = Ingest({{file, Page("shop", "web-0", "Killing")}, {"events.yaml", pod}});
    REQUIRE(contents.events.size() == 1);
    CHECK(contents.events[0].kind == "Pod");
    CHECK(contents.events[0].space == "shop");
    CHECK(contents.events[0].count == 9);
    CHECK(contents.events[0].more_sources.size() == 1);
  }
}

TEST_CASE("merge: events of nodes are stored in namespace default", "[ingest]") {
  const std::string node = Event("{kind: Node, name: k8s01}", "Rebooted");
  const auto contents =
      Ingest({{"a.html", Page("default", "k8s01", "Rebooted")}, {"events.yaml", node}});
  REQUIRE(contents.events.size() == 1);
  CHECK(contents.events[0].kind == "Node");
  CHECK(contents.events[0].space == "");
}

TEST_CASE("merge: events of two kinds, or two namespaces, stay apart", "[ingest]") {
  const std::string pod = Event("{kind: Pod, namespace: shop, name: web-0}", "Killing");
  const std::string job = Event("{kind: Job, namespace: shop, name: web-0}", "Killing");
  CHECK(Ingest({{"a.yaml", pod}, {"b.yaml", job}}).events.size() == 2);
  CHECK(Ingest({{"a.html", Page("other", "web-0", "Killing")}, {"b.yaml", pod}}).events.size() ==
        2);
}

// "It was at `second` of the day": exactly, or within a minute, or unknown when.
EventRecord Seen(const char* how, int second, const char* message) {
  EventRecord event;
  event.kind = "Pod";
  event.name = "web-0";
  event.reason = "BackOff";
  event.message = Redact(message);
  event.message_cut = std::string_view(message).ends_with("...");
  const Micros at = second * kSecond;
  const std::string_view known = how;
  if (known == "exactly") event.first.instant = {at, at + kSecond, Basis::kStated};
  if (known == "roughly") event.first.instant = {at, at + kMinute, Basis::kAge};
  event.last = event.first;
  return event;
}

TEST_CASE("merge: events that say the same are one if they can be of one moment", "[ingest]") {
  const auto count = [](const std::vector<EventRecord>& events) {
    RecordList<EventRecord> merged;
    EventMerger merger(merged, events.size(), true, {});
    for (const EventRecord& event : events) merger.Add(EventRecord(event));
    return merged.size();
  };
  for (int second = 0; second < 20; ++second) {
    INFO(second);
    const EventRecord exact = Seen("exactly", second, "Back-off");
    CHECK(count({exact, Seen("exactly", second + 3, "Back-off")}) == 1);
    CHECK(count({exact, Seen("exactly", second + 4, "Back-off")}) == 2);
    CHECK(count({exact, Seen("exactly", second + 40, "Back-off")}) == 2);
    CHECK(count({exact, Seen("roughly", second - 50, "Back-off")}) == 1);
    CHECK(count({Seen("roughly", second - 50, "Back-off"), exact}) == 1);
    CHECK(count({exact, Seen("unknown", 0, "Back-off")}) == 1);
    CHECK(count({Seen("unknown", 0, "Back-off"), exact}) == 1);
    CHECK(count({exact, Seen("exactly", second, "Ba...")}) == 1);
    CHECK(count({Seen("exactly", second, "Ba..."), exact}) == 1);
    CHECK(count({exact, Seen("exactly", second, "Bu...")}) == 2);
  }
}

TEST_CASE("merge: each node keeps its own units and interfaces", "[ingest]") {
  const std::string nodes =
      "NAME    STATUS   ROLES    AGE   VERSION\n"
      "k8s01   Ready    <none>   41d   v1.29.5\n"
      "k8s02   Ready    <none>   41d   v1.29.5\n";
  const auto unit = [](const std::string& active) {
    return "● kubelet.service - kubelet\n     Loaded: loaded (/lib/systemd/system)\n     Active: " +
           active + " since Tue 2026-05-19 11:33:47 UTC; 5s ago\n";
  };
  const auto contents = Ingest({{"nodes.txt", nodes},
                                {"k8s01/kubelet.txt", unit("active (running)")},
                                {"k8s02/kubelet.txt", unit("failed")},
                                {"k8s02/again.txt", unit("failed")}});
  const auto units = OfKind(contents, "SystemdUnit");
  REQUIRE(units.size() == 2);
  CHECK(testing::FieldOf(units[0], "active") == "active (running)");
  CHECK(testing::FieldOf(units[1], "active") == "failed");
}

TEST_CASE("merge: the sandboxes of one pod stay apart by id, and by member where no node is known",
          "[ingest]") {
  const std::string header =
      "POD ID          CREATED       STATE      NAME    NAMESPACE   ATTEMPT\n";
  const auto contents = Ingest(
      {{"pods.txt", header + "9a8b7c6d5e4f3   2 hours ago   Ready      web-0   shop        1\n"
                             "1f2e3d4c5b6a7   2 weeks ago   NotReady   web-0   shop        0\n"},
       {"pods2.txt", header + "1f2e3d4c5b6a7   2 weeks ago   NotReady   web-0   shop        "
                              "0\n"}});
  CHECK(OfKind(contents, "Sandbox").size() == 3);
}

}  // namespace
}  // namespace howdunit
