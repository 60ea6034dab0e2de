// Logs that have no file of their own here: audit-log, auditd, dmesg. What holds of all of them is
// here, too.
#include <string>

#include <catch2/catch.hpp>

#include "ingest/format.h"
#include "support/read_logs.h"

namespace howdunit {
namespace {

using testing::MemorySink;
using testing::ReadLogs;
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("every log format claims its sample", "[unit]") {
  const MemberHints hints;
  for (const std::string_view name : {"journal", "klog", "cri-log", "dumped-log", "container-log",
                                      "audit-log", "auditd", "dmesg"}) {
    bool found = false;
    for (const Format* format : AllFormats()) {
      if (format->name != name) continue;
      found = true;
      CHECK(DetectFormat(Head{.text = format->sample, .hints = hints}) == format);
    }
    INFO(name);
    CHECK(found);
  }
}

TEST_CASE("the Linux audit log states its moments, and its node where it is told to", "[unit]") {
  const MemorySink out = ReadLogs(
      "type=AVC msg=audit(1779452401.297:136): avc:  denied  { write } Unauthorized\n"
      "----\n"
      "time->Fri May 22 22:20:02 2026\n"
      "node=k8s01 type=SYSCALL msg=audit(1779452402.297:137): code = DeadlineExceeded desc\n"
      "node=10.0.0.1 type=SYSCALL msg=audit(1779452403.000:138): success=no\n");
  CHECK(out.formats == Names{"auditd"});
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].unit == "auditd");
  CHECK(hits[0].node.empty());
  CHECK(hits[0].source.line_end == 1);
  CHECK(hits[0].first.stamp.kind == Stamp::Kind::kUtc);
  CHECK(FormatUtc(hits[0].first.stamp.value) == "2026-05-22T12:20:01.297Z");
  CHECK(hits[1].node == "k8s01");
  const auto covered = out.All<CoverageRecord>();
  REQUIRE(covered.size() == 2);
  CHECK(covered[0].topic == "log/auditd");
  CHECK(covered[0].items == 2);
}

TEST_CASE("an audit line that is cut or interpreted is none", "[unit]") {
  for (const std::string line :
       {"type=AVC msg=audit(1779452401.297:1",
        "type=AVC msg=audit(05/22/2026 22:20:01.297:136) : x",
        "type=AVC msg=audit(1779452401.297): x", "type=AVC", "node=", "type=AVC msg=audit("}) {
    INFO(line);
    CHECK(ReadLogs(line + "\n").formats == Names{""});
  }
}

TEST_CASE("audit lines have the time of their stage", "[unit]") {
  const MemorySink out = ReadLogs(
      R"({"kind":"Event","apiVersion":"audit.k8s.io/v1","stage":"ResponseComplete","user":{},)"
      R"("responseStatus":{"message":"Unauthorized","code":401},)"
      R"("requestReceivedTimestamp":"2026-05-22T12:20:01.1Z","stageTimestamp":"2026-05-22T12:20:01.2Z"})"
      "\n");
  CHECK(out.formats == Names{"audit-log"});
  REQUIRE(out.All<SignatureRecord>().size() == 1);
  CHECK(FormatUtc(out.All<SignatureRecord>()[0].first.stamp.value) == "2026-05-22T12:20:01.2Z");
  CHECK(out.All<CoverageRecord>()[0].topic == "log/audit");
}

TEST_CASE("an ordinary event is no audit line", "[unit]") {
  CHECK(ReadLogs(R"({"kind":"Event","apiVersion":"v1","message":"x"})"
                 "\n")
            .formats != Names{"audit-log"});
}

TEST_CASE("the kernel's messages have a date only if dmesg wrote one", "[unit]") {
  const MemorySink out = ReadLogs("[   12.345678] error Unauthorized\n[   13.345678] x\n");
  CHECK(out.formats == Names{"dmesg"});
  CHECK(out.All<SignatureRecord>()[0].first.stamp.kind == Stamp::Kind::kNone);
  CHECK(out.All<CoverageRecord>()[0].topic == "log/kernel");
  const MemorySink dated = ReadLogs("[Fri May 22 22:20:01 2026] error Unauthorized\n");
  REQUIRE(dated.All<SignatureRecord>().size() == 1);
  CHECK(FormatUtc(dated.All<SignatureRecord>()[0].first.stamp.value) == "2026-05-22T22:20:01Z");
}

TEST_CASE("what the kernel's audit says has its moment in it, also where dmesg wrote none",
          "[unit]") {
  const std::string denied =
      "apparmor=\"DENIED\" operation=\"signal\" profile=\"cri-containerd.apparmor.d\" pid=4711 "
      "comm=\"runc\" Unauthorized\n";
  for (const std::string stamp : {"[  812.345678] ", "[Fri May 22 22:20:09 2026] "}) {
    INFO(stamp);
    const MemorySink out =
        ReadLogs(stamp + "audit: type=1400 audit(1779452401.297:136): " + denied);
    CHECK(out.formats == Names{"dmesg"});
    REQUIRE(out.All<SignatureRecord>().size() == 1);
    const Stamp first = out.All<SignatureRecord>()[0].first.stamp;
    CHECK(first.kind == Stamp::Kind::kUtc);
    CHECK(FormatUtc(first.value) == "2026-05-22T12:20:01.297Z");
  }
  // Cut, and from before the clock was set.
  for (const std::string audit :
       {"audit: type=1400 audit(1779452401.297:13", "audit: type=2000 audit(1779452401.297:1): ",
        "audit: type=1400 audit(177945240.297:136): ", "note: audit(1779452401.297:136): "}) {
    INFO(audit);
    const MemorySink out = ReadLogs("[  812.345678] " + audit + denied);
    REQUIRE(out.All<SignatureRecord>().size() == 1);
    CHECK(out.All<SignatureRecord>()[0].first.stamp.kind == Stamp::Kind::kNone);
  }
}

TEST_CASE("what is no log is not claimed", "[unit]") {
  for (const std::string_view text :
       {"NAME   READY   STATUS\nweb-0  1/1     Running\n", "apiVersion: v1\nkind: Pod\n",
        "total 12\n-rw-r--r-- 1 root root 12 May 22 22:20 10-calico.conflist\n",
        "{\n  \"kind\": \"List\"\n}\n", "Name:  web-0\nNamespace: shop\n", "2026\n",
        "Events:\n  Type  Reason  Age\n"}) {
    INFO(text);
    const MemorySink out = ReadLogs(text);
    REQUIRE(out.formats.size() == 1);
    CHECK(out.formats[0].find("log") == std::string::npos);
    CHECK(out.formats[0] != "journal");
    CHECK(out.formats[0] != "dmesg");
    CHECK(out.All<SignatureRecord>().empty());
  }
}

TEST_CASE("broken logs are read to their end", "[unit]") {
  for (const std::string& text :
       {std::string("May 22 22:20:01 h kubelet[7]:"),
        std::string("E0522 22:20:01.336201     911 x.go:1]"),
        std::string("2026-05-22T12:20:01Z stdout F"), std::string("==== START logs for container "),
        std::string("{\"log\":\"x\",\"stream\":\""), std::string("[pod/x/y] "),
        std::string("May 22 22:20:01 h k[7]: \xFF\xFE\n\xFF\n"),
        std::string("-- Logs begin at \n")}) {
    INFO(text);
    CHECK_NOTHROW(ReadLogs(text));
    CHECK_NOTHROW(ReadLogs(text + "\n" + text + "\n\n" + text));
  }
}

TEST_CASE("what talosctl prints of a machine's messages has its time, and a name's node",
          "[unit]") {
  const MemorySink out = ReadLogs(
      "10.0.0.7: user: warning: [2026-05-22T12:20:01.694471566Z]: [talos] service[etcd]: "
      "Unauthorized\n"
      "10.0.0.7: daemon:    info: [2026-05-22T12:20:02.763675566Z]: udevd[1533]: starting\n"
      "cp-1: kern: notice: [2026-05-22T12:20:03Z]: code = DeadlineExceeded desc\n");
  CHECK(out.formats == Names{"dmesg"});
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].unit == "talos");
  CHECK(hits[0].node == "");
  CHECK(hits[0].first.stamp.kind == Stamp::Kind::kUtc);
  CHECK(FormatUtc(hits[0].first.stamp.value) == "2026-05-22T12:20:01.694471Z");
  CHECK(hits[1].unit == "kernel");
  CHECK(hits[1].node == "cp-1");
  for (const std::string line :
       {"note: user: warning [2026-05-22T12:20:01Z]: x\n", "a: b: c: [2026-05-22T12:20:01Z]: x\n",
        "10.0.0.7: user: warning: [later]: x\n", "10.0.0.7: user: warning: [2026-05-22T12:2",
        "My node: user: info: [2026-05-22T12:20:01Z]: x\n"}) {
    INFO(line);
    CHECK(ReadLogs(line).formats == Names{""});
  }
}

}  // namespace howdunit
