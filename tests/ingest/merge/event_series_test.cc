// Events that one object repeats, where there are very many.

#include "ingest/merge/event_series.h"

#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "ingest/merge/merge.h"
#include "ingest/text/container_ids.h"

namespace howdunit {
namespace {

constexpr std::size_t kVeryMany = EventMerger::kMostApart + 1;

std::string Id(char digit) { return std::string(kContainerIdLength, digit); }

// Seen at `minute`, on line `minute` of its member.
EventRecord Seen(int minute, const std::string& message, const char* pod = "web-0") {
  EventRecord event;
  event.kind = "Pod";
  event.space = "shop";
  event.name = Redact(pod);
  event.reason = "FailedKillPod";
  event.message = Redact(message);
  event.count = 3;
  event.source.line = event.source.line_end = minute;
  const Micros at = minute * kMinute;
  event.first.instant = {at, at + kSecond, Basis::kStated};
  event.last.instant = {at + kSecond, at + 2 * kSecond, Basis::kStated};
  return event;
}

std::vector<EventRecord> Merged(const std::vector<EventRecord>& events,
                                std::size_t most = kVeryMany) {
  RecordList<EventRecord> merged;
  EventMerger merger(merged, most, false, [](const EventRecord& /*counted*/) {});
  for (const EventRecord& event : events) merger.Add(EventRecord(event));
  merger.Finish();
  std::vector<EventRecord> list;
  for (const EventRecord& event : merged) list.push_back(event);
  return list;
}

std::int64_t CountOf(const std::vector<EventRecord>& events) {
  std::int64_t count = 0;
  for (const EventRecord& event : events) count += event.count;
  return count;
}

TEST_CASE("event series: what a pod repeats is counted from the third on", "[ingest]") {
  std::vector<EventRecord> events;
  for (int minute = 1; minute <= 9; ++minute) {
    events.push_back(Seen(minute, "cannot stop \"" + Id(static_cast<char>('0' + minute)) + "\""));
  }
  const auto merged = Merged(events);
  REQUIRE(merged.size() == 3);
  CHECK(merged[0].count == 3);
  CHECK(merged[1].count == 3);
  CHECK(merged[2].count == 7 * 3);
  CHECK(merged[2].message == Redact("cannot stop \"" + Id('3') + "\""));
  CHECK(merged[2].source.line == 3);
  CHECK(merged[2].last_source.line == 9);
  CHECK(merged[2].first.instant == events[2].first.instant);
  CHECK(merged[2].last.instant == events[8].last.instant);
}

TEST_CASE("event series: where there are few, each stands for itself", "[ingest]") {
  std::vector<EventRecord> events;
  for (int minute = 1; minute <= 9; ++minute) events.push_back(Seen(minute, "cannot stop"));
  CHECK(Merged(events, EventMerger::kMostApart).size() == events.size());
}

TEST_CASE("event series: the first and the last are known in whatever order they come",
          "[ingest]") {
  std::vector<EventRecord> events;
  for (int minute = 9; minute >= 1; --minute) events.push_back(Seen(minute, "cannot stop"));
  const auto merged = Merged(events);
  REQUIRE(merged.size() == 3);
  CHECK(merged[2].count == 7 * 3);
  CHECK(merged[2].source.line == 1);
  CHECK(merged[2].last_source.line == 7);
  CHECK(merged[2].first.instant == events[8].first.instant);
  CHECK(merged[2].last.instant == events[2].last.instant);
}

TEST_CASE("event series: other words, other pods and other images are no repetition", "[ingest]") {
  std::vector<EventRecord> events;
  for (int minute = 1; minute <= 3; ++minute) {
    const std::string id = Id(static_cast<char>('0' + minute));
    events.push_back(Seen(minute, "cannot stop"));
    events.push_back(Seen(minute, "cannot stop", "web-1"));
    events.push_back(Seen(minute, "cannot stop " + std::to_string(minute)));
    events.push_back(Seen(minute, "pulled shop@sha256:" + id));
    events.push_back(Seen(minute, "stopped 0" + id));
  }
  CHECK(Merged(events).size() == events.size());
}

TEST_CASE("event series: a second view of what was counted adds nothing but what is newer",
          "[ingest]") {
  std::vector<EventRecord> events;
  for (int minute = 1; minute <= 9; ++minute) events.push_back(Seen(minute, "cannot stop"));
  std::vector<EventRecord> twice = events;
  twice.insert(twice.end(), events.begin(), events.end());
  const auto merged = Merged(twice);
  REQUIRE(merged.size() == 3);
  CHECK(CountOf(merged) == 9 * 3);
  CHECK(merged[2].last_source.line == 9);

  SECTION("later in its life") {
    EventRecord later = events[5];
    later.count = 10;
    later.last.instant = {kHour, kHour, Basis::kStated};
    later.source.line = 700;
    twice.push_back(later);
    const auto newer = Merged(twice);
    REQUIRE(newer.size() == 3);
    CHECK(CountOf(newer) == 9 * 3 + 7);
    CHECK(newer[2].last.instant == later.last.instant);
    CHECK(newer[2].last_source.line == 700);
  }
  SECTION("known roughly") {
    EventRecord rough = events[5];
    rough.first.instant = {5 * kMinute, 8 * kMinute, Basis::kAge};
    twice.push_back(rough);
    CHECK(CountOf(Merged(twice)) == 9 * 3);
  }
  SECTION("without its first moment") {
    EventRecord without = events[5];
    without.first = {};
    twice.push_back(without);
    CHECK(CountOf(Merged(twice)) == 9 * 3);
    without.last.instant = {kDay, kDay, Basis::kStated};
    twice.back() = without;
    CHECK(CountOf(Merged(twice)) == 10 * 3);
  }
}

TEST_CASE("event series: what comes behind one is found again in another view", "[ingest]") {
  std::vector<EventRecord> events;
  for (int minute = 1; minute <= 9; ++minute) {
    for (const char* pod : {"web-0", "web-1", "web-2"}) {
      events.push_back(Seen(minute, "cannot stop", pod));
    }
    const std::string pod = "web-" + std::to_string(10 + minute);
    for (int view = 0; view < 2; ++view) {
      events.push_back(Seen(100 * minute, "cannot start", pod.c_str()));
    }
  }
  CHECK(Merged(events).size() == 3 * 3 + 9);
}

TEST_CASE("event series: counts that are absurd do not overflow", "[ingest]") {
  std::vector<EventRecord> events;
  for (int minute = 1; minute <= 6; ++minute) {
    events.push_back(Seen(minute, "cannot stop"));
    events.back().count = std::numeric_limits<std::int64_t>::max() / 2;
  }
  CHECK(Merged(events)[2].count == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("event series: a sandbox that only a counted event names tells whose a log's line is",
          "[ingest]") {
  Signature signature;
  signature.id = "sandbox-kept";
  signature.pattern = R"re(cannot stop "(?P<sandbox>[0-9a-f]{64})")re";
  signature.literals = {"cannot stop "};
  signature.key = {"sandbox"};
  const auto scanner = SignatureScanner::Create({signature});
  REQUIRE(scanner);
  const auto event = [](int number, const std::string& id) {
    const std::string second = std::to_string(10 + number % 50);
    return "{\"kind\":\"Event\",\"metadata\":{\"name\":\"web-0." + std::to_string(number) +
           "\",\"namespace\":\"shop\"},\"involvedObject\":{\"kind\":\"Pod\",\"namespace\":\"shop\","
           "\"name\":\"web-0\"},\"reason\":\"FailedKillPod\",\"type\":\"Warning\",\"message\":"
           "\"cannot stop \\\"" +
           id + "\\\"\",\"firstTimestamp\":\"2026-05-" + std::to_string(10 + number / 720 % 20) +
           "T" + std::to_string(10 + number / 60 % 12) + ":" + std::to_string(10 + number % 49) +
           ":" + second + "Z\",\"lastTimestamp\":\"2026-05-29T12:10:" + second + "Z\"}";
  };
  std::string list = R"({"apiVersion":"v1","kind":"List","items":[)";
  for (std::size_t i = 0; i < kVeryMany; ++i) {
    list += (i == 0 ? "" : ",") + event(static_cast<int>(i), Id(i == 5000 ? 'e' : 'a'));
  }
  list += "]}";
  const std::string pods =
      "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP          NODE\n"
      "shop        web-0   1/1     Running   0          9d    10.1.0.9    k8s01\n";
  const std::string log =
      "May 29 12:00:00 k8s02 containerd[812]: cannot stop \"" + Id('e') + "\"\n";
  const auto contents =
      IngestTexts({{"events.json", list}, {"pods.txt", pods}, {"containerd.log", log}}, *scanner,
                  IngestOptions{});
  CHECK(contents.events.size() < 10);
  bool placed = false;
  for (const SignatureRecord& hit : contents.hits) {
    if (hit.origin == "log") placed = hit.pod == Redact("web-0") && hit.space == Redact("shop");
  }
  CHECK(placed);
}

TEST_CASE("event series: ids of containers are 64 digits that stand alone", "[ingest]") {
  const auto ids = [](const std::string& text) {
    std::vector<std::size_t> found;
    ForEachContainerId(text, [&](std::size_t at) { found.push_back(at); });
    return found;
  };
  using Places = std::vector<std::size_t>;
  CHECK(ids("").empty());
  CHECK(ids(Id('a')) == Places{0});
  CHECK(ids("\"" + Id('a') + "\" and " + Id('b')) == Places{1, 71});
  CHECK(ids(Id('a') + "0").empty());
  CHECK(ids("x" + Id('a')).empty());
  CHECK(ids(Id('a').substr(1)).empty());
  CHECK(ids("web@sha256:" + Id('a')).empty());
  CHECK(ids("sha256:" + Id('a') + " " + Id('b')) == Places{72});
}

}  // namespace
}  // namespace howdunit
