#include "core/time.h"

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

TEST_CASE("time: ages span what HumanDuration can mean by them", "[core]") {
  struct Row {
    const char* text;
    Micros shortest;
    Micros width;
  };
  const std::vector<Row> rows = {
      {"0s", -2 * kSecond, 3 * kSecond},
      {"1s", kSecond, kSecond},
      {"59s", 59 * kSecond, kSecond},
      {"119s", 119 * kSecond, kSecond},
      {"2m0s", 2 * kMinute, kSecond},
      {"2m5s", 125 * kSecond, kSecond},
      {"9m59s", 599 * kSecond, kSecond},
      {"2m", 2 * kMinute, kSecond},
      {"5m", 5 * kMinute, kSecond},
      {"9m", 9 * kMinute, kSecond},
      {"10m", 10 * kMinute, kMinute},
      {"25m", 25 * kMinute, kMinute},
      {"119m", 119 * kMinute, kMinute},
      {"179m", 179 * kMinute, kMinute},
      {"3h5m", 185 * kMinute, kMinute},
      {"7h59m", 479 * kMinute, kMinute},
      {"3h", 3 * kHour, kMinute},
      {"7h", 7 * kHour, kMinute},
      {"8h", 8 * kHour, kHour},
      {"9h", 9 * kHour, kHour},
      {"47h", 47 * kHour, kHour},
      {"2d3h", 51 * kHour, kHour},
      {"7d23h", 191 * kHour, kHour},
      {"2d", 2 * kDay, kHour},
      {"5d", 5 * kDay, kHour},
      {"7d", 7 * kDay, kHour},
      {"8d", 8 * kDay, kDay},
      {"9d", 9 * kDay, kDay},
      {"729d", 729 * kDay, kDay},
      {"2y3d", 733 * kDay, kDay},
      {"2y0d", 730 * kDay, kDay},
      {"2y", 730 * kDay, kDay},
      {"7y364d", 2919 * kDay, kDay},
      {"8y", 8 * 365 * kDay, 365 * kDay},
      {"12y", 12 * 365 * kDay, 365 * kDay},
      // Forms of the older ShortHumanDuration, cut at their own unit.
      {"1m", kMinute, kMinute},
      {"1h", kHour, kHour},
      {"2h", 2 * kHour, kHour},
      {"1d", kDay, kDay},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const auto age = ParseAge(row.text);
    REQUIRE(age);
    CHECK(age->kind == Stamp::Kind::kAge);
    CHECK(age->value == row.shortest);
    CHECK(age->width == row.width);
  }
}

TEST_CASE("time: an age of an old kubectl may be cut at its own unit", "[core]") {
  struct Row {
    const char* text;
    Micros shortest;
    Micros width;
  };
  for (const Row& row : std::initializer_list<Row>{{"12s", 12 * kSecond, kSecond},
                                                   {"5m", 5 * kMinute, kMinute},
                                                   {"25m", 25 * kMinute, kMinute},
                                                   {"3h", 3 * kHour, kHour},
                                                   {"5d", 5 * kDay, kDay},
                                                   {"2y", 730 * kDay, 365 * kDay},
                                                   {"3d1h", 73 * kHour, kHour}}) {
    INFO(row.text);
    const auto age = ParseShortAge(row.text);
    REQUIRE(age);
    CHECK(age->value == row.shortest);
    CHECK(age->width == row.width);
  }
  CHECK_FALSE(ParseShortAge("<unknown>"));
}

TEST_CASE("time: what is no age is nothing", "[core]") {
  for (const char* text : {"", "<unknown>", "<invalid>", "5", "m", "5x", "5m ", " 5m", "-5m",
                           "5s3m", "5m5m", "1.5h", "12345678s", "<none>"}) {
    INFO(text);
    CHECK_FALSE(ParseAge(text));
  }
}

TEST_CASE("time: RFC 3339 in the forms that logs write", "[core]") {
  struct Row {
    const char* text;
    Stamp::Kind kind;
    const char* time;
    Micros width;
    const char* rest;
  };
  using Kind = Stamp::Kind;
  const std::vector<Row> rows = {
      {"2026-05-22T22:20:01Z", Kind::kUtc, "2026-05-22T22:20:01Z", kSecond, ""},
      {"2026-05-22T22:20:01+10:00 x", Kind::kUtc, "2026-05-22T12:20:01Z", kSecond, " x"},
      {"2026-05-22T22:20:01+1000", Kind::kUtc, "2026-05-22T12:20:01Z", kSecond, ""},
      {"2026-05-22 22:20:01.123456789 +1000", Kind::kUtc, "2026-05-22T12:20:01.123456Z", 1, ""},
      {"2026-05-22T22:20:01.336-07:30", Kind::kUtc, "2026-05-23T05:50:01.336Z", 1000, ""},
      {"2026-05-22 22:20:01 UTC", Kind::kUtc, "2026-05-22T22:20:01Z", kSecond, ""},
      {"2026-05-22 22:20:01.336 [INFO]", Kind::kLocal, "2026-05-22T22:20:01.336Z", 1000, " [INFO]"},
      {"2026-05-22 22:20:01,336 x", Kind::kLocal, "2026-05-22T22:20:01.336Z", 1000, " x"},
      {"2026-05-22 22:20:01 AEST", Kind::kLocal, "2026-05-22T22:20:01Z", kSecond, " AEST"},
      {"2026-05-22 22:20:01 -x", Kind::kLocal, "2026-05-22T22:20:01Z", kSecond, " -x"},
      {"2024-02-29T00:00:00Z", Kind::kUtc, "2024-02-29T00:00:00Z", kSecond, ""},
      {"2016-12-31T23:59:60Z", Kind::kUtc, "2016-12-31T23:59:59.999999Z", kSecond, ""},
      {"0001-01-01T00:00:00Z", Kind::kUtc, "0001-01-01T00:00:00Z", kSecond, ""},
      {"9999-12-31T23:59:59Z", Kind::kUtc, "9999-12-31T23:59:59Z", kSecond, ""},
      {"2026-01-01T00:00:00+14:00", Kind::kUtc, "2025-12-31T10:00:00Z", kSecond, ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    std::string_view text = row.text;
    const auto stamp = TakeRfc3339(text);
    REQUIRE(stamp);
    CHECK(stamp->kind == row.kind);
    CHECK(FormatUtc(stamp->value) == row.time);
    CHECK(stamp->width == row.width);
    CHECK(text == row.rest);
  }
}

TEST_CASE("time: impossible stamps are nothing, and take nothing", "[core]") {
  for (const char* original :
       {"2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z",
        "2026-04-31T00:00:00Z", "2026-05-22T24:00:00Z", "2026-05-22T22:60:00Z",
        "2026-05-22T22:20:61Z", "0000-01-01T00:00:00Z", "26-05-22T22:20:01Z", "2026-5-22T22:20:01Z",
        "2026-05-22", "2026-05-22T22:20", "", "x", "1900-02-29T00:00:00Z"}) {
    INFO(original);
    std::string_view text = original;
    CHECK_FALSE(TakeRfc3339(text));
    CHECK(text == original);
  }
}

TEST_CASE("time: RFC 1123 as kubectl describe writes it", "[core]") {
  std::string_view text = "Fri, 22 May 2026 22:20:01 +1000 tail";
  const auto stamp = TakeRfc1123(text);
  REQUIRE(stamp);
  CHECK(stamp->kind == Stamp::Kind::kUtc);
  CHECK(FormatUtc(stamp->value) == "2026-05-22T12:20:01Z");
  CHECK(text == " tail");
  for (std::string_view bad : {"Fri, 31 Apr 2026 22:20:01 +1000", "Fri 22 May 2026 22:20:01 +1000",
                               "Fri, 22 May 2026 22:20:01", "Fri, 22 Mai 2026 22:20:01 +1000"}) {
    INFO(bad);
    CHECK_FALSE(TakeRfc1123(bad));
  }
}

TEST_CASE("time: syslog and klog stamps have no year, and may be a leap day", "[core]") {
  std::string_view text = "May  2 22:20:01.123456 node";
  auto stamp = TakeSyslogStamp(text);
  REQUIRE(stamp);
  CHECK(stamp->kind == Stamp::Kind::kLocalNoYear);
  CHECK(FormatUtc(stamp->value) == "2000-05-02T22:20:01.123456Z");
  CHECK(stamp->width == 1);
  CHECK(text == " node");
  text = "Feb 29 00:00:00 x";
  REQUIRE(TakeSyslogStamp(text));
  text = "Feb 30 00:00:00 x";
  CHECK_FALSE(TakeSyslogStamp(text));
  text = "12月 20 01:30:23 x";
  CHECK_FALSE(TakeSyslogStamp(text));
  text = "0522 22:20:01.336201  205845 pod_workers.go:1301]";
  stamp = TakeKlogStamp(text);
  REQUIRE(stamp);
  CHECK(FormatUtc(stamp->value) == "2000-05-22T22:20:01.336201Z");
  CHECK(text == "  205845 pod_workers.go:1301]");
  text = "1322 22:20:01.336201";
  CHECK_FALSE(TakeKlogStamp(text));
}

TEST_CASE("time: offsets", "[core]") {
  CHECK(ParseOffset("Z") == Micros{0});
  CHECK(ParseOffset("UTC") == Micros{0});
  CHECK(ParseOffset("+10:00") == 10 * kHour);
  CHECK(ParseOffset("-0730") == -(7 * kHour + 30 * kMinute));
  CHECK(ParseOffset("+10") == 10 * kHour);
  CHECK(ParseOffset("+0545") == 5 * kHour + 45 * kMinute);
  for (const char* text :
       {"", "10:00", "+1", "+15:00", "+10:60", "+10:0", "AEST", "+10:00x", "Zx"}) {
    INFO(text);
    CHECK_FALSE(ParseOffset(text));
  }
}

TEST_CASE("time: civil fields and days are inverse to each other", "[core]") {
  CHECK(DaysFromCivil(1970, 1, 1) == 0);
  CHECK(DaysFromCivil(2000, 3, 1) == 11017);
  for (std::int64_t day = -800'000; day < 2'900'000; day += 997) {
    const CivilTime civil = ToCivil(day * kDay + 5);
    CHECK(DaysFromCivil(civil.year, civil.month, civil.day) == day);
    CHECK(civil.fraction == 5);
  }
  const CivilTime before = ToCivil(-1);
  CHECK(before.year == 1969);
  CHECK(before.second == 59);
  CHECK(before.fraction == 999'999);
  CHECK_FALSE(FromCivil(2026, 5, 22, -1, 0, 0));
  CHECK_FALSE(FromCivil(2026, 5, 22, 0, -1, 0));
  CHECK_FALSE(FromCivil(2026, 5, 22, 0, 0, -1));
}

TEST_CASE("time: moments and durations are printed in the shortest honest form", "[core]") {
  CHECK(FormatUtc(0) == "1970-01-01T00:00:00Z");
  CHECK(FormatUtc(1'779'452'401'500'000) == "2026-05-22T12:20:01.5Z");
  CHECK(FormatUtc(-1) == "1969-12-31T23:59:59.999999Z");
  struct Row {
    Micros duration;
    const char* text;
  };
  const std::vector<Row> rows = {{0, "0s"},
                                 {15 * kSecond, "15s"},
                                 {kSecond / 2, "0.5s"},
                                 {7, "<0.1s"},
                                 {44 * kMinute + 12 * kSecond, "44m 12s"},
                                 {kMinute, "1m"},
                                 {3 * kDay + 4 * kHour + kMinute, "3d 4h"},
                                 {kHour + 59 * kSecond, "1h"},
                                 {-90 * kSecond, "-1m 30s"}};
  for (const Row& row : rows) CHECK(FormatDuration(row.duration) == row.text);
}

TEST_CASE("time: every basis has a name of its own", "[core]") {
  CHECK(BasisName(Basis::kStated) == "stated");
  CHECK(BasisName(Basis::kClaim) == "claim");
  CHECK(BasisName(Basis::kMtime) == "mtime");
  CHECK(BasisName(Basis::kNone) == "none");
}

}  // namespace
}  // namespace howdunit
