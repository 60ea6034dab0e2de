// journalctl's output modes: the same entries give the same records, however they were printed.
#include <string>

#include <catch2/catch.hpp>

#include "ingest/format.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::MemorySink;
using testing::ReadText;

MemorySink Read(std::string_view text, std::string_view path = "journal.txt") {
  Signature refused;
  refused.id = "denied";
  refused.literals = {"Unauthorized"};
  refused.pattern = "Unauthorized";
  return ReadText(text, path, {refused});
}

// 2026-05-22T12:20:01.336201Z, ten hours later by the node's clock.
const std::string kEpoch = "1779452401336201";
const std::string kMessage =
    "E0522 22:20:01.336201     911 pod_workers.go:1301] Error err=Unauthorized";

std::string Json(const std::string& message) {
  return "{\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"" + kEpoch +
         "\",\"_HOSTNAME\":\"node-b\",\"SYSLOG_IDENTIFIER\":\"kubelet\",\"_PID\":\"911\"," +
         "\"MESSAGE\":" + message + "}";
}

std::string Quoted(const std::string& text) { return "\"" + text + "\""; }

std::string ByteList(const std::string& text) {
  std::string list = "[";
  for (const char c : text) list += (list.size() > 1 ? "," : "") + std::to_string(int(c));
  return list + "]";
}

const std::string kExport =
    "__CURSOR=s=1\n__REALTIME_TIMESTAMP=" + kEpoch +
    "\n_HOSTNAME=node-b\nSYSLOG_IDENTIFIER=kubelet\n_PID=911\nMESSAGE=" + kMessage + "\n\n";

const std::string kVerbose =
    "Fri 2026-05-22 22:20:01.336300 AEST [s=1;i=2;b=3;m=4;t=5;x=6]\n"
    "    _HOSTNAME=node-b\n    SYSLOG_IDENTIFIER=kubelet\n    _PID=911\n"
    "    MESSAGE=" +
    kMessage + "\n    _SOURCE_REALTIME_TIMESTAMP=" + kEpoch + "\n";

void CheckEntry(const MemorySink& out) {
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].node.str() == "node-b");
  CHECK(hits[0].unit.str() == "kubelet");
  CHECK(hits[0].first.stamp.kind == Stamp::Kind::kUtc);
  CHECK(FormatUtc(hits[0].first.stamp.value) == "2026-05-22T12:20:01.336201Z");
  CHECK(hits[0].source.text.str() == kMessage);
  bool zone = false;
  for (const ClockRecord& clock : out.All<ClockRecord>()) {
    if (clock.kind != ClockRecord::Kind::kZone) continue;
    zone = true;
    CHECK(clock.offset == 10 * kHour);
    CHECK(clock.node.str() == "node-b");
  }
  CHECK(zone);
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].topic == "log/kubelet");
}

}  // namespace

TEST_CASE("journal modes: each gives the entry, its moment and the node's zone", "[unit]") {
  std::string pretty = Json(Quoted(kMessage));
  for (std::size_t at = pretty.find(",\""); at != std::string::npos; at = pretty.find(",\"", at)) {
    pretty.replace(at, 1, ",\n\t");
  }
  const struct {
    const char* mode;
    std::string text;
  } rows[] = {
      {"json", Json(Quoted(kMessage)) + "\n"},
      {"json, bytes", Json(ByteList(kMessage)) + "\n"},
      {"json, a field that repeats", Json("[" + Quoted(kMessage) + ",\"more\"]") + "\n"},
      {"json-pretty", pretty + "\n"},
      {"json-sse", "data: " + Json(Quoted(kMessage)) + "\n\n"},
      {"json-seq", "\x1e" + Json(Quoted(kMessage)) + "\n"},
      {"export", kExport},
      {"export, without an end", kExport.substr(0, kExport.size() - 2)},
      {"verbose", kVerbose},
  };
  for (const auto& row : rows) {
    INFO(row.mode);
    const MemorySink out = Read(row.text);
    CHECK(out.formats == std::vector<std::string>{"journal-fields"});
    CheckEntry(out);
  }
}

TEST_CASE("journal modes: many entries are one log", "[unit]") {
  const MemorySink json = Read(Json(Quoted("fine")) + "\n" + Json(Quoted(kMessage)) + "\n");
  CHECK(json.All<SignatureRecord>()[0].source.line == 2);
  CHECK(json.All<CoverageRecord>().size() == 1);
  const MemorySink exported = Read(kExport + kExport);
  REQUIRE(exported.All<SignatureRecord>().size() == 1);
  CHECK(exported.All<SignatureRecord>()[0].count == 2);
  CHECK(exported.All<SignatureRecord>()[0].last_source.line == 13);
  CHECK(Read(kVerbose + kVerbose).All<SignatureRecord>()[0].count == 2);
}

TEST_CASE("journal modes: export's binary fields hold lines", "[unit]") {
  std::string text =
      "__REALTIME_TIMESTAMP=" + kEpoch + "\n_HOSTNAME=node-b\n_COMM=kubelet\nMESSAGE\n";
  text += std::string("\x2c\0\0\0\0\0\0\0", 8) + "one\nUnauthorized two\n";
  text += "_SYSTEMD_UNIT=kubelet.service\n\n";
  const MemorySink out = Read(text + kExport);
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].count == 2);
  CHECK(hits[0].source.line == 5);
}

TEST_CASE("journal modes: what is broken is told and passed over", "[unit]") {
  const MemorySink out = Read(Json(Quoted("fine")) + "\n{\"__REALTIME_TIMESTAMP\":\"17\n" +
                              Json(Quoted(kMessage)) + "\n");
  CHECK(out.All<ProblemRecord>().size() == 1);
  const MemorySink empty = Read(Json("null") + "\n" + Json(Quoted(kMessage)) + "\n");
  CHECK(empty.All<SignatureRecord>().size() == 1);
  const MemorySink undated = Read("{\"_HOSTNAME\":\"n\",\"MESSAGE\":\"Unauthorized\"}\n");
  REQUIRE(undated.All<SignatureRecord>().size() == 1);
  CHECK(undated.All<SignatureRecord>()[0].first.stamp.kind == Stamp::Kind::kNone);
}

TEST_CASE("journal modes: other JSON lines are not the journal's", "[unit]") {
  const MemorySink out = Read("{\"level\":\"info\",\"ts\":1779452401.1,\"msg\":\"MESSAGE\"}\n");
  CHECK(out.formats == std::vector<std::string>{"container-log"});
}

TEST_CASE("journal modes: since boot, without a moment", "[unit]") {
  for (const std::string stamp :
       {"[12345.678901]", "[   12.345678]", "[12345.678901 <    0.001234 >]"}) {
    INFO(stamp);
    const MemorySink out = Read(stamp + " node-b kubelet[911]: " + kMessage + "\n");
    CHECK(out.formats == std::vector<std::string>{"journal"});
    const auto hits = out.All<SignatureRecord>();
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].node.str() == "node-b");
    CHECK(hits[0].unit.str() == "kubelet");
  }
  const MemorySink kernel = Read("[   12.345678] EXT4-fs (sda1): mounted filesystem\n");
  CHECK(kernel.formats == std::vector<std::string>{"dmesg"});
  const MemorySink audit = Read("[   12.345678] audit: type=1400 audit(1.1:2): x\n");
  CHECK(audit.formats == std::vector<std::string>{"dmesg"});
}

TEST_CASE("journal modes: journals that hold nothing say so", "[unit]") {
  const MemorySink none = Read("-- No entries --\n", "k8s01/kubelet.log");
  REQUIRE(none.All<CoverageRecord>().size() == 1);
  CHECK(none.All<CoverageRecord>()[0].topic == "log/kubelet");
  CHECK(none.All<CoverageRecord>()[0].items == 0);
  const MemorySink hint = Read(
      "Hint: You are currently not seeing messages from other users and the system.\n"
      "      Users in groups 'adm', 'systemd-journal' can see all messages.\n"
      "      Pass -q to turn off this notice.\n"
      "May 22 22:20:01 n1 kubelet[9]: Unauthorized\n");
  CHECK(hint.formats == std::vector<std::string>{"journal"});
  CHECK(hint.All<SignatureRecord>().size() == 1);
  CHECK(Read("No journal files were found.\n").formats == std::vector<std::string>{"journal"});
}

TEST_CASE("journal modes: every text form of a stamp", "[unit]") {
  const struct {
    const char* stamp;
    Stamp::Kind kind;
    const char* value;
  } rows[] = {
      {"May 22 22:20:01", Stamp::Kind::kLocalNoYear, "2000-05-22T22:20:01Z"},
      {"May  2 22:20:01", Stamp::Kind::kLocalNoYear, "2000-05-02T22:20:01Z"},
      {"May 22 22:20:01.123456", Stamp::Kind::kLocalNoYear, "2000-05-22T22:20:01.123456Z"},
      {"Mai 22 22:20:01", Stamp::Kind::kLocalNoYear, "2000-05-22T22:20:01Z"},
      {" 5月 22 22:20:01", Stamp::Kind::kLocalNoYear, "2000-05-22T22:20:01Z"},
      {"2026-05-22T22:20:01+10:00", Stamp::Kind::kUtc, "2026-05-22T12:20:01Z"},
      {"2026-05-22T22:20:01+1000", Stamp::Kind::kUtc, "2026-05-22T12:20:01Z"},
      {"2026-05-22T22:20:01.123456+10:00", Stamp::Kind::kUtc, "2026-05-22T12:20:01.123456Z"},
      {"Fri 2026-05-22 22:20:01 AEST", Stamp::Kind::kUtc, "2026-05-22T12:20:01Z"},
      {"Fri 2026-05-22 22:20:01 CST", Stamp::Kind::kLocal, "2026-05-22T22:20:01Z"},
      {"Fri 2026-05-22 22:20:01 UTC", Stamp::Kind::kUtc, "2026-05-22T22:20:01Z"},
      {"1779452401.123456", Stamp::Kind::kUtc, "2026-05-22T12:20:01.123456Z"},
  };
  for (const auto& row : rows) {
    INFO(row.stamp);
    const MemorySink out = Read(std::string(row.stamp) + " n1 kubelet[9]: Unauthorized\n");
    const auto hits = out.All<SignatureRecord>();
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].first.stamp.kind == row.kind);
    CHECK(FormatUtc(hits[0].first.stamp.value) == row.value);
    CHECK(hits[0].node.str() == "n1");
  }
}

TEST_CASE("journal modes: with a unit, without a host, cut at both ends", "[unit]") {
  const MemorySink unit =
      Read("Fri 2026-05-22 22:20:01 AEST n1 kubelet.service[9]: Unauthorized\n");
  CHECK(unit.All<SignatureRecord>()[0].unit.str() == "kubelet");
  const MemorySink aligned = Read("May 22 22:20:01 n1  containerd[9]: Unauthorized\n");
  CHECK(aligned.All<SignatureRecord>()[0].unit.str() == "containerd");
  CHECK(aligned.All<SignatureRecord>()[0].node.str() == "n1");
  const MemorySink no_host = Read("May 22 22:20:01 kubelet[9]: Unauthorized\n");
  CHECK(no_host.All<SignatureRecord>()[0].unit.str() == "kubelet");
  CHECK(no_host.All<SignatureRecord>()[0].node.str().empty());
  std::string text = "1 n1 kubelet[9]: Unautho\nMay 22 22:20:01 n1 kubelet[9]: Unauthorized\n";
  for (int i = 2; i < 8; ++i) text += "May 22 22:20:0" + std::to_string(i) + " n1 kubelet[9]: ok\n";
  const MemorySink cut = Read(text + "May 22 22:20:08 n1 kub");
  CHECK(cut.formats == std::vector<std::string>{"journal"});
  REQUIRE(cut.All<SignatureRecord>().size() == 1);
  CHECK(cut.All<SignatureRecord>()[0].source.line == 2);
}

TEST_CASE("journal modes: newest first over New Year", "[unit]") {
  const MemorySink out = Read(
      "Jan 01 00:10:00 n1 kubelet[9]: Unauthorized\n"
      "Dec 31 23:50:00 n1 kubelet[9]: Unauthorized\n"
      "                              and more of it\n");
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(FormatUtc(coverage[0].first.stamp.value) == "2000-12-31T23:50:00Z");
  CHECK(FormatUtc(coverage[0].last.stamp.value) == "2000-01-01T00:10:00Z");
}

}  // namespace howdunit
