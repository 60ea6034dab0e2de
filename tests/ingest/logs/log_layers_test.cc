#include "ingest/logs/log_layers.h"

#include <string>

#include <catch2/catch.hpp>

#include "ingest/logs/journal_prefix.h"

namespace howdunit {
namespace {

std::string JournalTime(std::string_view text) {
  const auto stamp = TakeJournalStamp(text);
  if (!stamp) return "none";
  return std::to_string(static_cast<int>(stamp->kind)) + " " + FormatUtc(stamp->value) + "|" +
         std::string(text);
}

const std::string kUtc = std::to_string(static_cast<int>(Stamp::Kind::kUtc));
const std::string kLocal = std::to_string(static_cast<int>(Stamp::Kind::kLocal));
const std::string kNoYear = std::to_string(static_cast<int>(Stamp::Kind::kLocalNoYear));

}  // namespace

TEST_CASE("every way that a journal writes time is read", "[unit]") {
  CHECK(JournalTime("May 22 22:20:01 h") == kNoYear + " 2000-05-22T22:20:01Z| h");
  CHECK(JournalTime("May  2 22:20:01.123456 h") == kNoYear + " 2000-05-02T22:20:01.123456Z| h");
  CHECK(JournalTime("2026-05-22T22:20:01+1000 h") == kUtc + " 2026-05-22T12:20:01Z| h");
  CHECK(JournalTime("2026-05-22T22:20:01.5+10:00 h") == kUtc + " 2026-05-22T12:20:01.5Z| h");
  CHECK(JournalTime("Fri 2026-05-22 22:20:01 CST h") == kLocal + " 2026-05-22T22:20:01Z| h");
  CHECK(JournalTime("Fri 2026-05-22 22:20:01 UTC h") == kUtc + " 2026-05-22T22:20:01Z| h");
  CHECK(JournalTime("1779452401.123456 h") == kUtc + " 2026-05-22T12:20:01.123456Z| h");
}

TEST_CASE("months may be named in other languages", "[unit]") {
  CHECK(JournalTime(" 6月 12 08:55:47 h") == kNoYear + " 2000-06-12T08:55:47Z| h");
  CHECK(JournalTime("12月 20 01:30:23 h") == kNoYear + " 2000-12-20T01:30:23Z| h");
  CHECK(JournalTime("Mai 22 22:20:01 h") == kNoYear + " 2000-05-22T22:20:01Z| h");
  CHECK(JournalTime("févr. 03 22:20:01 h") == kNoYear + " 2000-02-03T22:20:01Z| h");
  CHECK(JournalTime("juil. 14 22:20:01 h") == kNoYear + " 2000-07-14T22:20:01Z| h");
  CHECK(JournalTime("окт 05 22:20:01 h") == kNoYear + " 2000-10-05T22:20:01Z| h");
  CHECK(JournalTime("Xyz 05 22:20:01 h").substr(0, 1) ==
        std::to_string(static_cast<int>(Stamp::Kind::kNone)));
}

TEST_CASE("what is no time is left alone", "[unit]") {
  for (const std::string_view text :
       {"", "May", "May 32 22:20:01 h", "May 22 22:61:01 h", "13月 1 00:00:00 h", "total 48",
        "NAME READY", "12345 h", "Fri 2026-05-22"}) {
    INFO(text);
    std::string_view rest = text;
    const auto stamp = TakeJournalStamp(rest);
    CHECK((!stamp || stamp->kind == Stamp::Kind::kNone));
    if (!stamp) CHECK(rest == text);
  }
}

TEST_CASE("a journal's line has host, ident and pid", "[unit]") {
  std::string_view text = "May 22 22:20:01 node-b kubelet.service[911]: hello: world";
  auto prefix = TakeJournalPrefix(text);
  REQUIRE(prefix);
  CHECK(prefix->host == "node-b");
  CHECK(prefix->ident == "kubelet");
  CHECK(prefix->has_pid);
  CHECK(text == "hello: world");
  text = "May 22 22:20:01 node-b kernel: oops";
  prefix = TakeJournalPrefix(text);
  REQUIRE(prefix);
  CHECK(prefix->ident == "kernel");
  CHECK_FALSE(prefix->has_pid);
  text = "May 22 22:20:01 kubelet[911]: no hostname";
  prefix = TakeJournalPrefix(text);
  REQUIRE(prefix);
  CHECK(prefix->host.empty());
  CHECK(prefix->ident == "kubelet");
  text = "May 22 22:20:01 just some words";
  CHECK_FALSE(TakeJournalPrefix(text));
}

TEST_CASE("a klog header ends before the message", "[unit]") {
  std::string_view text = "E0522 22:20:01.336201     911 pod_workers.go:1301] \"Error\" x=[1] y";
  const auto stamp = TakeKlogHeader(text);
  REQUIRE(stamp);
  CHECK(FormatUtc(stamp->value) == "2000-05-22T22:20:01.336201Z");
  CHECK(text == "\"Error\" x=[1] y");
  text = "D0522 22:20:01.336201     911 pod_workers.go:1301] x";
  CHECK_FALSE(TakeKlogHeader(text));
  text = "I0522 22:20";
  CHECK_FALSE(TakeKlogHeader(text));
  text = "kubelet E0522 22:20:01.336201     911 a.go:1] x";
  CHECK(TakeComponentWord(text) == "kubelet");
  CHECK(TakeKlogHeader(text));
  text = "some words";
  CHECK(TakeComponentWord(text).empty());
  CHECK(text == "some words");
}

TEST_CASE("CRI lines say stream and whether they go on", "[unit]") {
  std::string_view text = "2026-05-22T22:20:01.12345+10:00 stderr P part ";
  const auto prefix = TakeCriPrefix(text);
  REQUIRE(prefix);
  CHECK(FormatUtc(prefix->stamp.value) == "2026-05-22T12:20:01.12345Z");
  CHECK(prefix->stream == "stderr");
  CHECK(prefix->partial);
  CHECK(text == "part ");
  text = "2026-05-22T22:20:01Z stdout F";
  CHECK(TakeCriPrefix(text));
  CHECK(text.empty());
  text = "2026-05-22T22:20:01Z stdout X x";
  CHECK_FALSE(TakeCriPrefix(text));
}

TEST_CASE("JSON lines have their time under several names", "[unit]") {
  CHECK(FormatUtc(PeekJsonStamp(R"({"level":"info","ts":1779452401.5,"msg":"x"})")->value) ==
        "2026-05-22T12:20:01Z");
  CHECK(FormatUtc(PeekJsonStamp(R"({"ts":1779452401123.4567,"msg":"x"})")->value) ==
        "2026-05-22T12:20:01.123Z");
  CHECK(FormatUtc(PeekJsonStamp(R"({"time":"2026-05-22T22:20:01+10:00"})")->value) ==
        "2026-05-22T12:20:01Z");
  CHECK(PeekJsonStamp(R"({"a":1})")->kind == Stamp::Kind::kNone);
  CHECK_FALSE(PeekJsonStamp(R"({"ts":1779452401)"));
}

TEST_CASE("a zone is what lies between a local stamp and UTC", "[unit]") {
  const Stamp utc{
      .kind = Stamp::Kind::kUtc, .value = *FromCivil(2026, 5, 22, 12, 20, 1), .width = 1};
  const auto local = [](int month, int day, int hour, int minute) {
    return Stamp{.kind = Stamp::Kind::kLocalNoYear,
                 .value = *FromCivil(2000, month, day, hour, minute, 2),
                 .width = kSecond};
  };
  CHECK(ZoneBetween(local(5, 22, 22, 20), utc) == 10 * kHour);
  CHECK(ZoneBetween(local(5, 22, 12, 20), utc) == 0);
  CHECK(ZoneBetween(local(5, 22, 8, 50), utc) == -(3 * kHour + 30 * kMinute));
  CHECK(ZoneBetween(local(5, 22, 18, 5), utc) == 5 * kHour + 45 * kMinute);
  CHECK_FALSE(ZoneBetween(local(5, 22, 12, 27), utc));
  CHECK_FALSE(ZoneBetween(local(5, 25, 12, 20), utc));
  const Stamp eve{
      .kind = Stamp::Kind::kUtc, .value = *FromCivil(2026, 12, 31, 20, 0, 0), .width = 1};
  CHECK(ZoneBetween(local(1, 1, 6, 0), eve) == 10 * kHour);
  CHECK_FALSE(ZoneBetween(utc, utc));
}

}  // namespace howdunit
