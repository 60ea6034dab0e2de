// The formats of logs but for containers' (container_log_test.cc): journal, klog, audit-log,
// auditd, dmesg. What holds of all of them is here, too.
#include <string>

#include <catch2/catch.hpp>

#include "ingest/format.h"
#include "support/read_logs.h"

namespace howdunit {
namespace {

using testing::First;
using testing::Last;
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

TEST_CASE("a journal gives node, unit, finest time and zone", "[unit]") {
  const MemorySink out = ReadLogs(
      "-- Logs begin at Wed 2026-05-20 08:00:01 AEST, end at Fri 2026-05-22 22:21:11 AEST. --\n"
      "May 22 22:20:01 node-b microk8s.daemon-kubelite[20]: E0522 22:20:01.336201      20 a.go:1] "
      "\"Error\" err=\"plugin type=\\\"calico\\\" failed (delete): Unauthorized\"\n"
      "May 22 22:20:03 node-b microk8s.daemon-containerd[9]: "
      "time=\"2026-05-22T22:20:02.9+10:00\" level=error msg=x error=Unauthorized\n"
      "May 22 22:20:05 node-b microk8s.daemon-containerd[9]: "
      "time=\"2026-05-22T22:20:05.9+10:00\" level=info msg=x\n");
  CHECK(out.formats == Names{"journal"});
  const auto found = out.All<SignatureRecord>();
  REQUIRE(found.size() == 2);
  CHECK(found[0].node.str() == "node-b");
  CHECK(found[0].unit.str() == "microk8s.daemon-kubelite");
  CHECK(found[0].source.line == 2);
  CHECK(FormatUtc(found[0].first.stamp.value) == "2000-05-22T22:20:01.336201Z");
  REQUIRE(found[0].captures.size() == 1);
  CHECK(found[0].captures[0].second.str() == "calico");
  CHECK(found[1].first.stamp.kind == Stamp::Kind::kUtc);
  CHECK(FormatUtc(found[1].first.stamp.value) == "2026-05-22T12:20:02.9Z");

  const auto clocks = out.All<ClockRecord>();
  REQUIRE(clocks.size() == 4);
  CHECK(clocks[0].kind == ClockRecord::Kind::kZone);
  CHECK(clocks[0].offset == 10 * kHour);
  CHECK(clocks[0].source.line == 1);
  CHECK(clocks[1].kind == ClockRecord::Kind::kLowerBound);
  CHECK(FormatUtc(clocks[1].when.stamp.value) == "2026-05-22T12:21:11Z");
  CHECK(clocks[1].when.stamp.kind == Stamp::Kind::kUtc);
  CHECK(clocks[2].kind == ClockRecord::Kind::kZone);
  CHECK(clocks[2].offset == 10 * kHour);
  CHECK(clocks[2].node.str() == "node-b");
  CHECK(clocks[2].source.line == 3);
  CHECK(clocks[3].kind == ClockRecord::Kind::kLowerBound);
  CHECK(FormatUtc(clocks[3].when.stamp.value) == "2026-05-22T12:20:05.9Z");

  const auto covered = out.All<CoverageRecord>();
  REQUIRE(covered.size() == 4);
  CHECK(covered[0].topic == "log/kubelet");
  CHECK(covered[1].topic == "log/microk8s.daemon-kubelite");
  CHECK(covered[2].topic == "log/containerd");
  CHECK(covered[2].items == 2);
  CHECK(covered[2].node.str() == "node-b");
  CHECK(Last(covered[2]) == "2026-05-22T12:20:05.9Z");
}

TEST_CASE("a journal's header tells a zone that only one has; UTC where nobody asked for it",
          "[unit]") {
  const auto offsets = [](const std::string& command, const std::string& zone) {
    std::vector<Micros> found;
    const MemorySink out =
        ReadLogs(command + "-- Logs begin at Wed 2026-05-20 08:00:01 " + zone +
                 ", end at Fri 2026-05-22 22:21:11 " + zone + ". --\n" +
                 "May 22 22:20:01 node-b sshd[20]: fine\nMay 22 22:20:02 node-b sshd[20]: fine\n");
    for (const ClockRecord& clock : out.All<ClockRecord>()) {
      if (clock.kind == ClockRecord::Kind::kZone) found.push_back(clock.offset);
    }
    return found;
  };
  CHECK(offsets("", "AEST") == std::vector<Micros>{10 * kHour});
  CHECK(offsets("", "CST").empty());
  CHECK(offsets("", "IST").empty());
  CHECK(offsets("", "UTC").empty());
  CHECK(offsets("$ journalctl -u kubelet\n", "UTC") == std::vector<Micros>{0});
  CHECK(offsets("$ journalctl --utc -u kubelet\n", "UTC").empty());
}

TEST_CASE("a reversed journal covers from its last line to its first", "[unit]") {
  const MemorySink out = ReadLogs(
      "Jun 11 16:06:19 chick0 kubelet[30057]: F0611 16:06:19.164887   30057 server.go:271] x\n"
      "Jun 11 16:06:09 chick0 kubelet[30057]: E0611 16:06:09.164838   30057 b.go:265] y\n");
  const auto covered = out.All<CoverageRecord>();
  REQUIRE(covered.size() == 1);
  CHECK(First(covered[0]) == "2000-06-11T16:06:09.164838Z");
  CHECK(Last(covered[0]) == "2000-06-11T16:06:19.164887Z");
  CHECK(covered[0].source.line == 1);
}

TEST_CASE("lines that were wrapped in mid-word are put together", "[unit]") {
  const MemorySink out = ReadLogs(
      "May 19 16:36:25 cp1 kubelet[7]: E0519 16:36:25.524480       7 r.go:2] err=\"code = "
      "DeadlineExcee\n"
      "ded desc = context deadline exceeded\" podSandboxID=\"14c1\"\n"
      "May 19 16:36:26 cp1 kubelet[7]: I0519 16:36:26.524480       7 r.go:2] fine\n");
  const auto found = out.All<SignatureRecord>();
  REQUIRE(found.size() == 1);
  CHECK(found[0].signature == "deadline");
  CHECK(found[0].source.line == 1);
  CHECK(found[0].source.line_end == 2);
  REQUIRE(out.All<CoverageRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>()[0].items == 3);
}

TEST_CASE("lines of JSON behind the address of their machine have their time", "[unit]") {
  const MemorySink out = ReadLogs(
      "10.0.0.7: "
      "{\"ts\":1779452401123.7717,\"caller\":\"kubelet/a.go:1\",\"msg\":\"Unauthorized\"}\n"
      "10.0.0.7: {\"ts\":1779452402123.7717,\"caller\":\"kubelet/a.go:2\",\"msg\":\"fine\"}\n");
  CHECK(out.formats == Names{"container-log"});
  const auto found = out.All<SignatureRecord>();
  REQUIRE(found.size() == 1);
  CHECK(FormatUtc(found[0].first.stamp.value) == "2026-05-22T12:20:01.123Z");
  CHECK(found[0].node.empty());
  const MemorySink words =
      ReadLogs("see below: {\"ts\":1779452401123.7717,\"msg\":\"Unauthorized\"}\n");
  CHECK(std::count(words.formats.begin(), words.formats.end(), "container-log") == 0);
}

TEST_CASE("an entry of klog's JSON is about the pod that it names", "[unit]") {
  const std::string line =
      R"({"ts":1779452401123.4,"caller":"kubelet/pod_workers.go:1301","msg":"Error syncing pod",)";
  const MemorySink out =
      ReadLogs(line + R"("pod":{"name":"web-0","namespace":"shop"},"err":"Unauthorized"})" + "\n" +
               line + R"("pod":{"name":"web-0"},"err":"Unauthorized"})" + "\n" + line +
               R"("pod":{"name":"web-1","namespace":"shop"},"err":"Unauthorized"})" + "\n");
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 3);
  CHECK(hits[0].pod == "web-0");
  CHECK(hits[0].space == "shop");
  CHECK(hits[1].pod == "");
  CHECK(hits[2].pod == "web-1");
  // It is the log of whoever wrote it.
  for (const CoverageRecord& log : out.All<CoverageRecord>()) CHECK(log.name == "");
}

TEST_CASE("a line behind the longest one begins anew with a sentence", "[unit]") {
  const auto plugin_of = [](const std::string& below) {
    const MemorySink out = ReadLogs(
        "E0519 16:36:25.524480       7 r.go:2] it took long: type: plugin type=\"x exceeded\n" +
        below + "\" Unauthorized\nI0519 16:36:26.524480       7 r.go:2] fine\n");
    const auto found = out.All<SignatureRecord>();
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].captures.size() == 1);
    return found[0].captures[0].second.str();
  };
  CHECK(plugin_of("To see") == "x exceeded To see");
  CHECK(plugin_of("ly so") == "x exceededly so");
}

TEST_CASE("klog's value of several lines is one message, though others write in between",
          "[unit]") {
  const std::string text =
      "May 22 22:20:01 n1 kubelet[9]: E0522 22:20:01.336201       9 a.go:1] \"Pull failed\" err=<\n"
      "May 22 22:20:01 n2 kubelet[9]: I0522 22:20:01.400000       9 a.go:2] \"Fine\"\n"
      "May 22 22:20:01 n1 kubelet[9]:         rpc error: code =\n"
      "May 22 22:20:01 n1 kubelet[9]:         DeadlineExceeded desc = late\n"
      "May 22 22:20:01 n1 kubelet[9]:  > image=\"x\"\n"
      "May 22 22:20:02 n1 kubelet[9]: I0522 22:20:02.400000       9 a.go:2] \"Next\"\n";
  const MemorySink out = ReadLogs(text);
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].signature == "deadline");
  CHECK(hits[0].node.str() == "n1");
  CHECK(hits[0].source.line == 1);
  CHECK(hits[0].source.line_end == 5);
}

TEST_CASE("a value of several lines that never ends is what was written of it", "[unit]") {
  const MemorySink out = ReadLogs(
      "May 22 22:20:01 n1 kubelet[9]: E0522 22:20:01.336201       9 a.go:1] \"Pull failed\" err=<\n"
      "May 22 22:20:01 n1 kubelet[9]:         rpc error: code = DeadlineExceeded desc = late\n"
      "May 22 22:20:02 n1 kubelet[9]: I0522 22:20:02.400000       9 a.go:2] Unauthorized\n");
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].source.line_end == 2);
  CHECK(hits[1].signature == "denied");
  CHECK(hits[1].source.line == 3);
}

TEST_CASE("months of other languages make a journal too", "[unit]") {
  const MemorySink out = ReadLogs(
      " 6月 12 08:55:47 kubenode kubelet[261533]: error=Unauthorized\n"
      " 6月 12 08:55:48 kubenode systemd[1]: kubelet.service: Failed\n");
  CHECK(out.formats == Names{"journal"});
  REQUIRE(out.All<SignatureRecord>().size() == 1);
  CHECK(FormatUtc(out.All<SignatureRecord>()[0].first.stamp.value) == "2000-06-12T08:55:47Z");
  REQUIRE(out.All<CoverageRecord>().size() == 2);
  CHECK(out.All<CoverageRecord>()[1].topic == "log/systemd");
}

TEST_CASE("a sentence behind a journal's stamp names no host", "[unit]") {
  const MemorySink out = ReadLogs(
      "Sep 05 01:09:37 apiserver was unable to write a response: Unauthorized\n"
      "Sep 05 01:09:38 etcd lost its leader: Unauthorized, too\n"
      "Sep 05 01:09:39 k8s-dqlite: Unauthorized as well\n"
      "Sep 05 01:09:40 k8s01 rke2 server[7]: Unauthorized again\n"
      "Sep 05 01:09:41 k8s01 kubelet: Unauthorized at last\n");
  CHECK(out.formats == Names{"journal"});
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 4);
  CHECK(hits[0].node == "");
  CHECK(hits[0].unit == "");
  CHECK(hits[0].count == 2);
  CHECK(FormatUtc(hits[0].first.stamp.value) == "2000-09-05T01:09:37Z");
  CHECK(hits[1].node == "");
  CHECK(hits[1].unit == "k8s-dqlite");
  CHECK(hits[2].node == "k8s01");
  CHECK(hits[2].unit == "rke2 server");
  CHECK(hits[3].node == "k8s01");
  CHECK(hits[3].unit == "kubelet");
}

TEST_CASE("MicroShift's component word is the unit", "[unit]") {
  const MemorySink out = ReadLogs(
      "May 22 22:20:01 h microshift[771]: kubelet E0522 22:20:01.336201     771 p.go:1] "
      "Unauthorized\n"
      "May 22 22:20:01 h microshift[771]: kube-apiserver E0522 22:20:01.4     771 a.go:1] y\n");
  REQUIRE(out.All<SignatureRecord>().size() == 1);
  CHECK(out.All<SignatureRecord>()[0].unit.str() == "kubelet");
}

TEST_CASE("a table after a blank line is not the journal's", "[unit]") {
  const MemorySink out = ReadLogs(
      "May 22 22:20:01 h kubelet[7]: one\n"
      "goroutine 1 [running]:\n"
      "main.main()\n"
      "\n"
      "I0522 22:20:01.336201     771 p.go:1] klog of its own\n");
  CHECK(out.formats == Names{"journal", "klog"});
  CHECK(out.All<CoverageRecord>()[0].items == 3);
}

TEST_CASE("many unindented continuation lines do not end a log", "[unit]") {
  std::string text;
  for (int i = 10; i < 60; ++i) {
    text += "I0522 22:20:" + std::to_string(i) + ".336201     771 p.go:1] entry\n";
    if (i == 20) {
      for (int k = 0; k < 300; ++k) text += "goroutine " + std::to_string(k) + " [running]:\n";
    }
  }
  const MemorySink out = ReadLogs(text, "kubelet-k8s02.log");
  CHECK(out.formats == Names{"klog"});
  const auto covered = out.All<CoverageRecord>();
  REQUIRE(covered.size() == 1);
  CHECK(covered[0].topic == "log/kubelet");
  CHECK(covered[0].node.str() == "k8s02");
  CHECK(covered[0].items == 350);
}

TEST_CASE("lines with a stamp of their own are no continuation of klog's", "[unit]") {
  const MemorySink out = ReadLogs(
      "I0622 09:23:29.778408       7 controller.go:418] backend reloaded\n"
      "2026/06/22 09:24:59 [error] 993#993: *1 upstream: Unauthorized\n"
      "2026/06/22 09:25:59.5 [error] 993#993: *2 upstream: code = DeadlineExceeded desc\n"
      "2026-06-22 09:26:01.123 [INFO][9] a.go 1: Unauthorized\n"
      "E0622 09:27:29.778408       7 controller.go:419] Unauthorized\n");
  CHECK(out.formats == Names{"klog"});
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].count == 3);
  CHECK(hits[0].source.line == 2);
  CHECK(hits[0].source.line_end == 2);
  CHECK(FormatUtc(hits[0].first.stamp.value) == "2026-06-22T09:24:59Z");
  CHECK(hits[0].first.stamp.kind == Stamp::Kind::kLocal);
  CHECK(hits[1].source.line == 3);
  CHECK(FormatUtc(hits[1].first.stamp.value) == "2026-06-22T09:25:59.5Z");
  CHECK(out.All<CoverageRecord>().at(0).items == 5);
}

TEST_CASE("a stamp before klog's header names no host", "[unit]") {
  const MemorySink out = ReadLogs(
      "2026-05-14T05:52:10.930983881Z W0514 05:52:10.930683      18 watcher.go:229] error: lost\n"
      "2026-05-14T05:54:13.010546221Z I0514 05:54:13.010246      18 trace.go:236] Trace[123277]: "
      "\"List\" Unauthorized\n"
      "2026-05-14T05:55:36.713743201Z E0514 05:55:36.713443      18 timeout.go:142] no colon\n");
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].node == "");
  CHECK(hits[0].source.line == 2);
  CHECK(hits[0].source.line_end == 2);
  CHECK(FormatUtc(hits[0].first.stamp.value).starts_with("2026-05-14T05:54:13"));
  const auto logs = out.All<CoverageRecord>();
  REQUIRE(logs.size() == 1);
  CHECK(logs[0].node == "");
  CHECK(logs[0].items == 3);
}

TEST_CASE("nginx' and Go's stamps begin the lines of a container's log", "[unit]") {
  const MemorySink out = ReadLogs(
      "2026/07/15 09:11:02 2026-07-15T07:11:02.113Z [INFO] Tearing down: Unauthorized\n"
      "2026/07/15 09:11:03 listen tcp: code = DeadlineExceeded desc\n"
      "2026/07/15 09:11:03: none\n"
      "2026/7/15 09:11:03 none\n");
  CHECK(out.formats == Names{"container-log"});
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].first.stamp.kind == Stamp::Kind::kUtc);
  CHECK(FormatUtc(hits[0].first.stamp.value) == "2026-07-15T07:11:02.113Z");
  CHECK(hits[1].first.stamp.kind == Stamp::Kind::kLocal);
  CHECK(FormatUtc(hits[1].first.stamp.value) == "2026-07-15T09:11:03Z");
  CHECK(hits[1].source.line_end == 4);
}

TEST_CASE("a zone's name that is the same everywhere states the zone", "[unit]") {
  const auto stamp = [](const std::string& line) {
    return ReadLogs(line).All<SignatureRecord>().at(0).first.stamp;
  };
  const Stamp stated = stamp("2026-04-03 17:02:47.173 UTC [20] FATAL:  Unauthorized\n");
  CHECK(stated.kind == Stamp::Kind::kUtc);
  CHECK(FormatUtc(stated.value) == "2026-04-03T17:02:47.173Z");
  for (const std::string line : {"2026-04-03 17:02:47.173 CST [20] FATAL:  Unauthorized\n",
                                 "2026-04-03 17:02:47.173 UTCX Unauthorized\n",
                                 "2026-04-03 17:02:47.173 the UTC Unauthorized\n"}) {
    INFO(line);
    CHECK(stamp(line).kind == Stamp::Kind::kLocal);
  }
}

TEST_CASE("etcd's old form is in the zone that its own text states", "[unit]") {
  const auto stamp = [](const std::string& line) {
    return ReadLogs(line).All<SignatureRecord>().at(0).first.stamp;
  };
  const std::string start = "2026-03-11 17:59:48.743560 I | embed: Unauthorized: x509: ";
  const Stamp stated =
      stamp(start + "current time 2026-03-11T07:59:48Z is before 2026-03-11T08:09:21Z\n");
  CHECK(stated.kind == Stamp::Kind::kUtc);
  CHECK(FormatUtc(stated.value) == "2026-03-11T07:59:48.74356Z");
  for (const std::string rest :
       {"current time 2026-03-11T07:59:38Z is before 2026-03-11T08:09:21Z\n",
        "current time 2026-03-11T07:52:48Z is before 2026-03-11T08:09:21Z\n",
        "current time 2026-03-11T07:5", "current time 2026-03-11 07:59:48 is late\n", "late\n"}) {
    INFO(rest);
    const Stamp open = stamp(start + rest);
    CHECK(open.kind == Stamp::Kind::kLocal);
    CHECK(FormatUtc(open.value) == "2026-03-11T17:59:48.74356Z");
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

TEST_CASE("Markdown's fence ends a log, and so do words behind a blank line of a journal",
          "[unit]") {
  const std::string line = "May 22 22:20:01 n1 kubelet[9]: fine\n";
  CHECK(ReadLogs(line + "```\nUnauthorized\n").formats == Names{"journal", ""});
  CHECK(ReadLogs(line + "\nUnauthorized\n").formats == Names{"journal", ""});
  CHECK(ReadLogs(line + "\n    Unauthorized\n").formats == Names{"journal"});
  CHECK(ReadLogs(line + "Unauthorized\n").formats == Names{"journal"});
  CHECK(ReadLogs("```\n" + line + line).formats == Names{"", "journal"});
  CHECK(ReadLogs("I0522 22:20:01.336201     911 x.go:1] fine\n\nUnauthorized\n").formats ==
        Names{"klog"});
}

TEST_CASE("a klog file's header tells the year", "[unit]") {
  const MemorySink out = ReadLogs(
      "Log file created at: 2026/05/22 22:20:01\nRunning on machine: node-b\n"
      "Binary: Built with gc go1.22 for linux/amd64\n"
      "Log line format: [IWEF]mmdd hh:mm:ss.uuuuuu threadid file:line] msg\n"
      "E0522 22:20:01.336201     911 x.go:1] Unauthorized\n");
  CHECK(out.formats == Names{"klog"});
  const auto clocks = out.All<ClockRecord>();
  REQUIRE(clocks.size() == 1);
  CHECK(FormatUtc(clocks[0].when.stamp.value) == "2026-05-22T22:20:01Z");
  CHECK(clocks[0].kind == ClockRecord::Kind::kLowerBound);
  CHECK(out.All<CoverageRecord>()[0].items == 1);
  CHECK(out.All<SignatureRecord>()[0].source.line == 5);
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

}  // namespace howdunit
