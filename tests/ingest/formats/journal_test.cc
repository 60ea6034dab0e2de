// Journals, and what they put between the lines of one message.
#include <string>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/read_logs.h"

namespace howdunit {
namespace {

using testing::First;
using testing::Last;
using testing::MemorySink;
using testing::ReadLogs;
using Names = std::vector<std::string>;

}  // namespace

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
  CHECK(found[0].unit.str() == "kubelite");
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
  REQUIRE(covered.size() == 3);
  CHECK(covered[0].topic == "log/kubelet");
  CHECK(covered[1].topic == "log/kubelite");
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

TEST_CASE("what people put in a host's place names none", "[unit]") {
  const MemorySink out = ReadLogs(
      "Sep 05 01:09:40 <hostname> kubelet[7]: Unauthorized\n"
      "Sep 05 01:09:41 <hostname> kubelet[7]: Unauthorized\n");
  CHECK(out.formats == Names{"journal"});
  REQUIRE(out.All<SignatureRecord>().size() == 1);
  CHECK(out.All<SignatureRecord>()[0].node == "");
  CHECK(out.All<SignatureRecord>()[0].unit == "kubelet");
  CHECK(out.All<SignatureRecord>()[0].count == 2);
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

TEST_CASE("what gRPC writes between braces is one message of its writer and second", "[unit]") {
  const std::string n1 = "May 22 22:20:01 n1 kubelite[9]: ";
  const std::string text =
      n1 + "W0522 22:20:01.336201       9 c.go:1331] failed to connect to {\n" +
      "May 22 22:20:01 n2 kubelite[9]: I0522 22:20:01.400000       9 a.go:2] \"Fine\"\n" + n1 +
      "  \"Addr\": \"unix:///kine.sock:12379\",\n" + n1 + "  \"Type\": 0\n" + n1 +
      "}. Err: connection error: Unauthorized\n" +
      "May 22 22:20:02 n1 kubelite[9]: I0522 22:20:02.400000       9 a.go:2] \"Next\"\n";
  const auto hits = ReadLogs(text).All<SignatureRecord>();
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].node == "n1");
  CHECK(hits[0].source.line == 1);
  CHECK(hits[0].source.line_end == 5);
  CHECK(Contains(hits[0].source.text.str(), "unix:///kine.sock"));
  CHECK(FormatUtc(hits[0].first.stamp.value) == "2000-05-22T22:20:01.336201Z");
}

TEST_CASE("a brace that nobody closes keeps no later line", "[unit]") {
  const std::string opens = "May 22 22:20:01 n1 kubelite[9]: it began {\n";
  const auto lines_of = [&](const std::string& rest) {
    std::vector<std::int64_t> lines;
    for (const SignatureRecord& hit : ReadLogs(opens + rest).All<SignatureRecord>()) {
      lines.push_back(hit.source.line);
      CHECK(hit.source.line_end == hit.source.line);
    }
    return lines;
  };
  using Lines = std::vector<std::int64_t>;
  CHECK(lines_of("May 22 22:20:01 n1 kubelite[9]: Unauthorized\n") == Lines{2});
  CHECK(lines_of("May 22 22:20:09 n1 kubelite[9]: }. Unauthorized\n") == Lines{2});
  CHECK(lines_of("May 22 22:20:09 n1 kubelite[9]:   Unauthorized\n") == Lines{2});
  CHECK(lines_of("May 22 22:20:01 n1 etcd[7]: }. Unauthorized\n") == Lines{2});
  CHECK(lines_of("").empty());
}

TEST_CASE("what k0s passes on is of the program that wrote it, and states the year", "[unit]") {
  const auto line = [](const std::string& end, const std::string& stamp = "2025-05-04 16:31:02") {
    return "may 04 16:31:02 cp k0s[1129]: time=\"" + stamp +
           "\" level=info msg=\"E0504 16:31:02.473224    1858 r.go:448] Unauthorized\"" + end +
           "\n";
  };
  const auto hit_of = [](const std::string& text) {
    const auto hits = ReadLogs(text).All<SignatureRecord>();
    REQUIRE(hits.size() == 1);
    return hits[0];
  };
  const SignatureRecord hit = hit_of(line(" component=kube-apiserver stream=stderr"));
  CHECK(hit.unit == "kube-apiserver");
  CHECK(hit.node == "cp");
  CHECK(hit.first.stamp.kind == Stamp::Kind::kLocal);
  CHECK(FormatUtc(hit.first.stamp.value) == "2025-05-04T16:31:02Z");
  CHECK(hit_of(line(" component=kubelet")).unit == "k0s");
  CHECK(hit_of(line(" component=\"a b\" stream=stderr")).unit == "k0s");
  CHECK(hit_of(line("")).unit == "k0s");
  // Of another moment the stamp says nothing of the journal's year.
  const SignatureRecord other = hit_of(line("", "2025-05-04 14:31:02"));
  CHECK(other.first.stamp.kind == Stamp::Kind::kLocalNoYear);
  CHECK(FormatUtc(other.first.stamp.value) == "2000-05-04T16:31:02Z");
}

}  // namespace howdunit
