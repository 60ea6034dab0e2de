// Lines in klog's form, without a journal around them.
#include <string>

#include <catch2/catch.hpp>

#include "support/read_logs.h"

namespace howdunit {
namespace {

using testing::MemorySink;
using testing::ReadLogs;
using Names = std::vector<std::string>;

}  // namespace

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
  CHECK(plugin_of("log: so") == "x exceeded log: so");
  CHECK(plugin_of("panic: so") == "x exceeded panic: so");
}

TEST_CASE("a message that a page broke at its blanks has one blank there", "[unit]") {
  const MemorySink out = ReadLogs(
      "E0122 16:18:27.310875       1 s.go:7] \"it failed\" err=\"plugin type=\"x   \n"
      "broke     \n"
      "down\" Unauthorized\"\n");
  const auto found = out.All<SignatureRecord>();
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].captures.size() == 1);
  CHECK(found[0].captures[0].second == "x broke down");
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

TEST_CASE("klog behind the ident that is left of a journal's line, or a machine's address",
          "[unit]") {
  const auto unit_of = [](const std::string& front) {
    const MemorySink out =
        ReadLogs(front + "E1011 13:37:24.015616   33182 r.go:407] Unauthorized\n" + front +
                 "W1011 13:37:30.122616   33182 g.go:640] fine\n");
    CHECK(out.formats == Names{"klog"});
    const auto hits = out.All<SignatureRecord>();
    REQUIRE(hits.size() == 1);
    CHECK(FormatUtc(hits[0].first.stamp.value) == "2000-10-11T13:37:24.015616Z");
    CHECK(hits[0].node == "");
    CHECK(out.All<CoverageRecord>().at(0).items == 2);
    return hits[0].unit.str();
  };
  CHECK(unit_of("kube-controller-manager: ") == "kube-controller-manager");
  CHECK(unit_of("kubelet[911]: ") == "kubelet");
  CHECK(unit_of("10.0.0.7: ") == "");
  CHECK(unit_of("fdae:41e4::7: ") == "");
  CHECK(unit_of("??? ") == "");
  for (const std::string front : {"see below: ", "a/b: ", "x[]: ", ": "}) {
    INFO(front);
    CHECK(ReadLogs(front + "E1011 13:37:24.015616   33182 r.go:407] Unauthorized\n").formats ==
          Names{""});
  }
}

}  // namespace howdunit
