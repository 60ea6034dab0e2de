#include "core/record_list.h"

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

// An event that fills every field, told apart by `number`.
EventRecord Event(int number) {
  const auto text = [&](const char* word) { return Redact(word + std::to_string(number)); };
  const auto when = [&](int hour) {
    const Micros value = number * kDay + hour * kHour;
    return When{.stamp = {.kind = Stamp::Kind::kAge,
                          .value = value,
                          .width = kMinute,
                          .basis = Basis::kMtime},
                .instant = {.earliest = value, .latest = value + 1, .basis = Basis::kAge}};
  };
  EventRecord event;
  event.source = {.member = 1, .line = number, .line_end = number + 2, .text = text("line")};
  event.space = text("space");
  event.kind = text("kind");
  event.name = text("name");
  event.uid = text("uid");
  event.type = text("type");
  event.reason = text("reason");
  event.message = text("message");
  event.message_cut = number % 2 == 1;
  event.component = text("component");
  event.host = text("host");
  event.count = number * 7;
  event.first = when(1);
  event.last = when(2);
  event.created = when(3);
  event.first_in_name = when(4).stamp;
  event.more_sources = {{.member = 2, .line = 3, .line_end = 4, .text = text("a"), .note = "n"},
                        {.member = 5, .line = 6, .line_end = 7, .text = {}, .note = text("b")}};
  return event;
}

std::string Bytes(const auto& record) {
  std::string bytes;
  PackRecord(record, bytes);
  return bytes;
}

std::shared_ptr<SpillFile> File(std::int64_t most_held, const std::string& folder = "") {
  return std::make_shared<SpillFile>(most_held, folder);
}

TEST_CASE("record bytes: a record comes back as it was", "[core]") {
  const EventRecord event = Event(41);
  EventRecord read = Event(2);  // what it held before is gone
  UnpackRecord(Bytes(event), read);
  CHECK(Bytes(read) == Bytes(event));
  CHECK(read.more_sources[1].note.str() == "b41");
  CHECK(read.created.instant == event.created.instant);
  CHECK(read.first_in_name == event.first_in_name);
  CHECK(read.message_cut);

  SignatureRecord hit;
  hit.signature = "cni-401";
  hit.captures = {{"op", "add"}, {"pod", Redact("web-0")}};
  hit.last_source.text = "the last line";
  hit.stage = "authentication";
  hit.origin = "event";
  hit.event = 12;
  SignatureRecord again;
  again.captures = {{"gone", "x"}, {"gone", "y"}, {"gone", "z"}};
  UnpackRecord(Bytes(hit), again);
  CHECK(Bytes(again) == Bytes(hit));
  CHECK(again.captures == hit.captures);
  CHECK(again.event == 12);
}

TEST_CASE("record bytes: a pod comes back with its containers, and without what was not stated",
          "[core]") {
  const When when{.stamp = {.kind = Stamp::Kind::kUtc, .value = kDay, .width = 1},
                  .instant = {.earliest = kDay, .latest = kDay, .basis = Basis::kStated}};
  PodRecord pod;
  pod.source = {.member = 3, .line = 4, .line_end = 9, .text = "Name: web-0"};
  pod.status_source.line = 7;
  pod.space = "shop";
  pod.name = "web-0";
  pod.node = "n1";
  pod.node_stated = true;
  pod.ready = 0;
  pod.created = pod.deletion = when;
  pod.finalizers = Redacted();
  pod.labels = {{"app", "web"}};
  pod.containers = {{.name = "web", .ready = false, .exit_code = 137, .last_finished = when}};
  pod.affinity = {{.anti = false, .topology_key = "zone", .source = {.line = 12}}};
  PodRecord read;
  read.restarts = 5;
  read.grace_seconds = 30;
  read.phase = "Running";
  read.containers.resize(4);
  UnpackRecord(Bytes(pod), read);
  CHECK(Bytes(read) == Bytes(pod));
  CHECK(read.ready == 0);
  CHECK(!read.restarts);
  CHECK(!read.grace_seconds);
  CHECK(read.finalizers == Redacted());
  CHECK(read.phase.empty());
  REQUIRE(read.containers.size() == 1);
  CHECK(read.containers[0].exit_code == 137);
  CHECK(read.containers[0].last_finished.instant == when.instant);
  CHECK(read.affinity[0].source.line == 12);
}

// Names of the list's events, in order.
std::string Names(const RecordList<EventRecord>& list) {
  std::string names;
  for (const EventRecord& event : list) names += event.name.str() + " ";
  return names;
}

TEST_CASE("record list: is the same in memory, in a file and where no file can be", "[core]") {
  constexpr int kMany = 1000;
  RecordList<EventRecord> held;
  for (int i = 0; i < kMany; ++i) held.push_back(Event(i));
  for (const auto& file : {File(0), File(300), File(kMany), File(0, "/nonexistent")}) {
    RecordList<EventRecord> list(file);
    for (int i = 0; i < kMany; ++i) list.push_back(Event(i));
    list.Flush();
    CHECK(list.size() == held.size());
    CHECK(Names(list) == Names(held));
    for (const std::size_t at : {0U, 5U, 255U, 256U, 700U, 999U}) {
      CHECK(Bytes(list[at]) == Bytes(held[at]));
      CHECK(Bytes(*list.From(at)) == Bytes(held[at]));
    }
    CHECK(list.From(kMany) == RecordList<EventRecord>::end());
  }
}

TEST_CASE("record list: what is replaced is so for itself alone", "[core]") {
  for (const auto& file : {File(0), File(5000), File(0, "/nonexistent")}) {
    RecordList<EventRecord> list(file);
    for (int i = 0; i < 600; ++i) list.push_back(Event(i));
    const RecordList<EventRecord> before = list;
    list.Replace(3, Event(1003));
    list.Replace({{10, Event(1010)}, {599, Event(1599)}, {4, Event(1004)}});
    CHECK(list.size() == 600);
    CHECK(list[2].name.str() == "name2");
    CHECK(list[3].name.str() == "name1003");
    CHECK(list[4].name.str() == "name1004");
    CHECK(list[10].name.str() == "name1010");
    CHECK(list[599].name.str() == "name1599");
    CHECK(before[3].name.str() == "name3");
    CHECK(before[599].name.str() == "name599");
    CHECK(Names(list).starts_with("name0 name1 name2 name1003 name1004 name5 "));
  }
}

TEST_CASE("record list: another is put behind it, or all given away", "[core]") {
  for (const int most_held : {0, 200, 5000}) {
    const auto file = File(most_held);
    RecordList<EventRecord> all(file);
    for (int i = 0; i < 300; ++i) all.push_back(Event(i));
    RecordList<EventRecord> more(file);
    for (int i = 300; i < 900; ++i) more.push_back(Event(i));
    all.Append(std::move(more));
    all.push_back(Event(900));
    REQUIRE(all.size() == 901);
    int next = 0;
    all.TakeAll(
        [&](EventRecord&& event) { CHECK(event.name.str() == "name" + std::to_string(next++)); });
    CHECK(next == 901);
    CHECK(all.empty());
    all.push_back(Event(7));
    CHECK(Names(all) == "name7 ");
  }
}

TEST_CASE("spill file: what lists hold in memory is counted for all of them", "[core]") {
  const auto file = File(10);
  CHECK_FALSE(file->holds_too_many());
  {
    RecordList<EventRecord> list(file);
    for (int i = 0; i < 8; ++i) list.push_back(Event(i));
    CHECK_FALSE(file->holds_too_many());
    RecordList<EventRecord> copy = list;
    CHECK(file->holds_too_many());
    const RecordList<EventRecord> moved = std::move(copy);
    CHECK(file->holds_too_many());
    list.push_back(Event(8));
    CHECK(Names(list) == Names(moved) + "name8 ");
  }
  file->Hold(10);
  CHECK_FALSE(file->holds_too_many());
  file->Hold(1);
  CHECK(file->holds_too_many());
}

}  // namespace
}  // namespace howdunit
