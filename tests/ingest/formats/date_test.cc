#include <algorithm>

#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::ReadText;
using Clock = ClockRecord::Kind;

TEST_CASE("date: each of its forms is the moment of capture", "[ingest]") {
  struct Row {
    const char* text;
    Stamp::Kind kind;
    const char* time;
    Micros offset;  // 0: no zone record
  };
  using Kind = Stamp::Kind;
  const std::vector<Row> rows = {
      {"Fri May 22 22:20:01 AEST 2026", Kind::kUtc, "2026-05-22T12:20:01Z", 10 * kHour},
      {"Fri May 22 22:20:01 PDT 2026", Kind::kUtc, "2026-05-23T05:20:01Z", -7 * kHour},
      {"Fri May 22 22:20:01 CST 2026", Kind::kLocal, "2026-05-22T22:20:01Z", 0},
      {"Fri May 22 22:20:01 IST 2026", Kind::kLocal, "2026-05-22T22:20:01Z", 0},
      {"Fri Jan 22 22:20:01 PST 2027", Kind::kLocal, "2027-01-22T22:20:01Z", 0},
      {"Thu Mar  5 08:41:37 MSK 2026", Kind::kUtc, "2026-03-05T05:41:37Z", 3 * kHour},
      {"Fri May  2 22:20:01 UTC 2026", Kind::kUtc, "2026-05-02T22:20:01Z", 0},
      {"Fri May 22 22:20:01 +03 2026", Kind::kUtc, "2026-05-22T19:20:01Z", 3 * kHour},
      {"Fri 22 May 2026 10:20:01 PM AEST", Kind::kUtc, "2026-05-22T12:20:01Z", 10 * kHour},
      {"Fri May 22 12:20:01 AM UTC 2026", Kind::kUtc, "2026-05-22T00:20:01Z", 0},
      {"Fri May 22 12:20:01 PM UTC 2026", Kind::kUtc, "2026-05-22T12:20:01Z", 0},
      {"Fri, 22 May 2026 22:20:01 +1000", Kind::kUtc, "2026-05-22T12:20:01Z", 10 * kHour},
      {"2026-05-22T22:20:01+10:00", Kind::kUtc, "2026-05-22T12:20:01Z", 10 * kHour},
      {"2026-05-22 22:20:01-07:30", Kind::kUtc, "2026-05-23T05:50:01Z", -7 * kHour - 30 * kMinute},
      {"2026-11-20T19:45:37Z", Kind::kUtc, "2026-11-20T19:45:37Z", 0},
      {"2026-05-22 22:20:01.123456789 +0000 UTC m=+0.204811538", Kind::kUtc,
       "2026-05-22T22:20:01.123456Z", 0},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const auto out = ReadText(std::string(row.text) + "\n", "k8s01/something.txt");
    const auto clocks = out.All<ClockRecord>();
    REQUIRE(clocks.size() == (row.offset == 0 ? 1 : 2));
    CHECK(clocks[0].kind == Clock::kCapture);
    CHECK(clocks[0].when.stamp.kind == row.kind);
    CHECK(FormatUtc(clocks[0].when.stamp.value) == row.time);
    if (row.offset == 0) continue;
    CHECK(clocks[1].kind == Clock::kZone);
    CHECK(clocks[1].offset == row.offset);
  }
}

TEST_CASE("date: other languages, where they say the zone", "[ingest]") {
  for (const std::string text : {"vr 22 mei 2026 22:20:01 UTC", "ven. 22 mai 2026 22:20:01 UTC",
                                 "Fr 22. Mai 22:20:01 UTC 2026", "Пт 22 мая 2026 22:20:01 UTC"}) {
    INFO(text);
    const auto clocks = ReadText(text + "\n", "k8s01/something.txt").All<ClockRecord>();
    REQUIRE(clocks.size() == 1);
    CHECK(clocks[0].kind == Clock::kCapture);
    CHECK(FormatUtc(clocks[0].when.stamp.value) == "2026-05-22T22:20:01Z");
  }
  for (const std::string text :
       {"vr 22 mei 2026 22:20:01", "on 22 May 2026 22:20:01 UTC", "vr 22 xyz 2026 22:20:01 UTC",
        "vr mei 2026 22:20:01 UTC", "vr . mei 2026 22:20:01 UTC"}) {
    INFO(text);
    CHECK(ReadText(text + "\n", "k8s01/something.txt").All<ClockRecord>().empty());
  }
}

TEST_CASE("date: timedatectl tells moment and zone", "[ingest]") {
  const auto out = ReadText(
      "               Local time: Fri 2026-05-22 22:20:01 AEST\n"
      "           Universal time: Fri 2026-05-22 12:20:01 UTC\n"
      "                 RTC time: Fri 2026-05-22 12:20:01\n"
      "                Time zone: Australia/Brisbane (AEST, +1000)\n"
      "System clock synchronized: yes\n"
      "              NTP service: active\n"
      "          RTC in local TZ: no\n");
  CHECK(out.formats == std::vector<std::string>{"date"});
  const auto clocks = out.All<ClockRecord>();
  REQUIRE(clocks.size() == 2);
  CHECK(FormatUtc(clocks[0].when.stamp.value) == "2026-05-22T12:20:01Z");
  CHECK(clocks[0].source.line == 2);
  CHECK(clocks[1].kind == Clock::kZone);
  CHECK(clocks[1].offset == 10 * kHour);
}

TEST_CASE("date: UTC is the node's zone only where the command is known", "[ingest]") {
  CHECK(ReadText("$ date\nFri May 22 22:20:01 UTC 2026\n").All<ClockRecord>().size() == 2);
  CHECK(ReadText("$ date -u\nFri May 22 22:20:01 UTC 2026\n").All<ClockRecord>().size() == 1);
}

TEST_CASE("date: seconds since 1970 need a name that says so", "[ingest]") {
  const auto clocks = ReadText("1779452401\n", "date.txt").All<ClockRecord>();
  REQUIRE(clocks.size() == 1);
  CHECK(FormatUtc(clocks[0].when.stamp.value) == "2026-05-22T12:20:01Z");
  CHECK(ReadText("1779452401\n", "pids.txt").All<ClockRecord>().empty());
}

TEST_CASE("date: a stamp among other lines is not the capture", "[ingest]") {
  const auto captures = [](std::string_view text) {
    const auto clocks = ReadText(text, "notes.txt").All<ClockRecord>();
    return std::count_if(clocks.begin(), clocks.end(), [](const ClockRecord& clock) {
      return clock.kind == ClockRecord::Kind::kCapture;
    });
  };
  CHECK(captures("2026-05-22T22:20:01Z\nstarting\n") == 0);
  CHECK(ReadText("==== START ====\nFri Nov 20 19:44:15 UTC 2026\nFri Nov 20 19:44:45 UTC 2026\n"
                 "==== END ====\n",
                 "logs.txt")
            .All<ClockRecord>()
            .empty());
  CHECK(ReadText("Fri Nov 20 19:44:15 UTC 2026\nNAME   READY\n", "pods.txt")
            .All<ClockRecord>()
            .size() == 1);
  CHECK(captures("2026-05-22T22:20:01Z starting\n") == 0);
}

TEST_CASE("date: dates that do not exist are not claimed", "[ingest]") {
  for (const char* text :
       {"Fri Feb 30 22:20:01 UTC 2026", "Fri May 22 25:20:01 UTC 2026",
        "Fri May 22 13:20:01 PM UTC 2026", "Fri May 22 22:20 UTC 2026", "Fri May 22 2026",
        "Friday afternoon at 22:20:01 or so", "Fri May 22 22:20:01 UTC 0000"}) {
    INFO(text);
    CHECK(ReadText(text, "date.txt").All<ClockRecord>().empty());
  }
}

}  // namespace
}  // namespace howdunit
