#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::ReadText;

const std::string kFront =
    "\n<!doctype html>\n<html lang=\"en\">\n  <head>\n    <title>Events</title>\n  </head>\n"
    "  <body>\n<table id=\"events\">\n  <thead>\n    <tr>\n      <th>Time</th>\n    </tr>\n"
    "  </thead>\n  <tbody>\n";
const std::string kRow =
    "    <tr>\n"
    "      <td><time datetime=\"2026-05-22 22:20:01 +0000 UTC\" title=\"First Seen: 21:36:04\">"
    "22:20:01</time> <small>(x185)</small></td>\n"
    "      <td><p class=\"truncated\">openebs</p></td>\n"
    "      <td>\n        <p class=\"truncated\">kubelet</p>\n      </td>\n"
    "      <td><p class=\"truncated\">store-rep-2</p></td>\n"
    "      <td>FailedKillPod</td>\n"
    "      <td data-formatter=\"messageFormatter\">failed to &#34;KillPodSandbox&#34; &amp; "
    "&lt;x&gt;"
    "\nin two lines</td>\n"
    "    </tr>\n";
const std::string kEnd = "  </tbody>\n</table>\n  </body>\n</html>\n";

TEST_CASE("event-filter: a row is an event without its kind and its first moment", "[ingest]") {
  const auto out = ReadText(kFront + kRow + kEnd);
  CHECK(out.formats == std::vector<std::string>{"event-filter"});
  CHECK(out.All<ProblemRecord>().empty());
  const auto events = out.All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == "");
  CHECK(events[0].space == "openebs");
  CHECK(events[0].component == "kubelet");
  CHECK(events[0].name == "store-rep-2");
  CHECK(events[0].reason == "FailedKillPod");
  CHECK(events[0].message == "failed to \"KillPodSandbox\" & <x>\nin two lines");
  CHECK(events[0].count == 185);
  CHECK(events[0].last.stamp.kind == Stamp::Kind::kUtc);
  CHECK(FormatUtc(events[0].last.stamp.value) == "2026-05-22T22:20:01Z");
  CHECK(events[0].first.stamp.kind == Stamp::Kind::kNone);
}

TEST_CASE("event-filter: a page that breaks off, and a row without a time, are problems",
          "[ingest]") {
  auto out = ReadText(kFront + kRow + kRow.substr(0, 200));
  CHECK(out.All<EventRecord>().size() == 1);
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason ==
        "the page of events breaks off: its last event is left out");
  out = ReadText(kFront +
                 "    <tr>\n      <td><time datetime=\"soon\">soon</time></td>\n    </tr>\n" +
                 kRow + kEnd);
  CHECK(out.All<EventRecord>().size() == 1);
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "a row of the page of events cannot be read");
}

TEST_CASE("event-filter: an old page, which names no object, is understood and left out",
          "[ingest]") {
  std::string row = kRow;
  const std::string name = "      <td><p class=\"truncated\">store-rep-2</p></td>\n";
  row.erase(row.find(name), name.size());
  const auto out = ReadText(kFront + row + kEnd);
  CHECK(out.formats == std::vector<std::string>{"event-filter"});
  CHECK(out.records.empty());
}

TEST_CASE("event-filter: other pages are none", "[ingest]") {
  for (const char* text :
       {"<!doctype html>\n<title>502 Bad Gateway</title>\n", "<tr>\n<td>1</td>\n</tr>\n"}) {
    INFO(text);
    CHECK(ReadText(text).formats[0] != "event-filter");
  }
}

}  // namespace
}  // namespace howdunit
