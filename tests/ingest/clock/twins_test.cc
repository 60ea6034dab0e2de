// What two clocks say of one moment: zones by a sandbox that line and event name, skews by events.

#include <map>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/ingest.h"

namespace howdunit {
namespace {

const std::string kSandbox(64, 'b');

BundleContents Ingest(const std::map<std::string, std::string>& texts) {
  const auto scanner =
      SignatureScanner::Create({{.id = "fault",
                                 .title = "a fault",
                                 .literals = {"something failed"},
                                 .pattern = "something failed in (?P<sandbox>[0-9a-f]{64})"}});
  REQUIRE(scanner);
  return IngestTexts(texts, *scanner, {});
}

std::string Event(const std::string& host, const std::string& first, const std::string& created,
                  const std::string& message = "x") {
  return "---\napiVersion: v1\nkind: Event\nmetadata:\n  name: e" + host + first + "\n" +
         "  namespace: shop\n  creationTimestamp: \"" + created + "\"\n" +
         "involvedObject: {kind: Pod, namespace: shop, name: web-" + host + "}\n" +
         "reason: Failed\nmessage: " + message + "\ntype: Warning\ncount: 1\n" +
         "source: {component: kubelet, host: " + host + "}\n" + "firstTimestamp: \"" + first +
         "\"\nlastTimestamp: \"" + first + "\"\n";
}

std::string Journal(const std::string& stamp) {
  return stamp + " n1 kubelet[9]: something failed in " + kSandbox + "\n";
}

std::string ZoneOfN1(const BundleContents& contents) {
  for (const NodeClock& clock : contents.clocks) {
    if (clock.node.str() == "n1") {
      return std::to_string(clock.offset / kMinute) + " minutes by " + clock.basis;
    }
  }
  return "not known";
}

TEST_CASE("twins: a line and an event about one sandbox tell the zone", "[ingest]") {
  const auto contents = Ingest(
      {{"events.yaml", Event("n1", "2026-05-22T12:20:01Z", "2026-05-22T12:20:01Z", kSandbox)},
       {"n1.log", Journal("May 22 17:50:01")}});
  CHECK(ZoneOfN1(contents) == "330 minutes by an event about a sandbox that its log names");
  for (const SignatureRecord& hit : contents.hits) {
    if (hit.origin != "log") continue;
    CHECK(FormatUtc(hit.first.instant.earliest) == "2026-05-22T12:20:01Z");
  }
}

TEST_CASE("twins: over New Year too", "[ingest]") {
  const auto contents = Ingest(
      {{"events.yaml", Event("n1", "2026-12-31T20:20:01Z", "2026-12-31T20:20:01Z", kSandbox)},
       {"n1.log", Journal("Jan 01 06:20:01")}});
  CHECK(ZoneOfN1(contents) == "600 minutes by an event about a sandbox that its log names");
}

TEST_CASE("twins: what is seconds off, of another sandbox or contradicted tells nothing",
          "[ingest]") {
  const std::string event = Event("n1", "2026-05-22T12:20:01Z", "2026-05-22T12:20:01Z", kSandbox);
  CHECK(ZoneOfN1(Ingest({{"events.yaml", event}, {"n1.log", Journal("May 22 17:50:06")}})) ==
        "not known");
  const std::string other =
      Event("n1", "2026-05-22T12:20:01Z", "2026-05-22T12:20:01Z", std::string(64, 'c'));
  CHECK(ZoneOfN1(Ingest({{"events.yaml", other}, {"n1.log", Journal("May 22 17:50:01")}})) ==
        "not known");
  CHECK(ZoneOfN1(Ingest({{"events.yaml", event},
                         {"n1.log", Journal("May 22 17:50:01") + Journal("May 22 19:50:01")}})) ==
        "not known");
}

TEST_CASE("twins: an event written down before it was sent shows a clock that is ahead",
          "[ingest]") {
  const auto contents =
      Ingest({{"events.yaml", Event("n1", "2026-05-22T12:20:40Z", "2026-05-22T12:20:10Z") +
                                  Event("n1", "2026-05-22T12:30:40Z", "2026-05-22T12:30:12Z") +
                                  Event("n2", "2026-05-22T12:20:40Z", "2026-05-22T12:20:40Z") +
                                  Event("n3", "2026-05-22T12:20:00Z", "2026-05-22T12:20:09Z")}});
  REQUIRE(contents.skews.size() == 3);
  CHECK(contents.skews[0].node.str() == "n1");
  CHECK(contents.skews[0].events == 2);
  CHECK(contents.skews[0].least == 29 * kSecond);
  CHECK(contents.skews[0].most == 33 * kSecond);
  CHECK(contents.skews[1].least <= 0);
  CHECK(contents.skews[1].most >= 0);
  // Nine seconds late: slow, or behind by six at least if it took no more than two.
  CHECK(contents.skews[2].most == -6 * kSecond);
}

}  // namespace
}  // namespace howdunit
