// The formats of containers' logs: cri-log, dumped-log, container-log.
#include <string>

#include <catch2/catch.hpp>

#include "ingest/format.h"
#include "support/read_logs.h"

namespace howdunit {
namespace {

using testing::First;
using testing::MemorySink;
using testing::ReadLogs;
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("parts of a CRI line are joined within their stream", "[unit]") {
  const MemorySink out = ReadLogs(
      "2026-05-22T12:20:01Z stderr P Unautho\n"
      "2026-05-22T12:20:01.1Z stdout F between\n"
      "2026-05-22T12:20:01.2Z stderr F rized\n",
      "logs/shop_web-0_7c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e5f/web/0.log");
  const auto found = out.All<SignatureRecord>();
  REQUIRE(found.size() == 1);
  CHECK(found[0].source.line == 1);
  CHECK(found[0].source.line_end == 3);
  CHECK(found[0].space.str() == "shop");
  CHECK(found[0].pod.str() == "web-0");
  CHECK(found[0].container.str() == "web");
  const auto covered = out.All<CoverageRecord>();
  REQUIRE(covered.size() == 1);
  CHECK(covered[0].topic == "log/web");
  CHECK(covered[0].name.str() == "web-0");
  CHECK(First(covered[0]) == "2026-05-22T12:20:01Z");
}

TEST_CASE("a CRI log that ends within a line loses nothing", "[unit]") {
  const MemorySink out = ReadLogs("2026-05-22T12:20:01Z stderr P Unauthorized\n");
  CHECK(out.All<SignatureRecord>().size() == 1);
}

TEST_CASE("Calico's lines are a container log", "[unit]") {
  const MemorySink out = ReadLogs(
      "2026-05-22 12:20:01.123 [INFO][9] cni-installer/<nil> <nil>: Running as a Kubernetes pod\n"
      "2026-05-22 12:20:01.402 [ERROR][61] cni-config-monitor/token_watch.go 131: x "
      "error=Unauthorized\n",
      "logs-calico-node-x2v9k.txt");
  CHECK(out.formats == Names{"container-log"});
  REQUIRE(out.All<SignatureRecord>().size() == 1);
  CHECK(out.All<SignatureRecord>()[0].pod.str() == "calico-node-x2v9k");
  CHECK(out.All<CoverageRecord>()[0].topic == "log/calico-node");
  CHECK(out.All<SignatureRecord>()[0].first.stamp.kind == Stamp::Kind::kLocal);
  CHECK(out.All<ClockRecord>().empty());
}

TEST_CASE("prefixed, JSON, logfmt and Docker lines are container logs", "[unit]") {
  for (const std::string_view line :
       {"2026-05-22T12:20:01.123456789Z error=Unauthorized",
        "[pod/calico-node-x2v9k/calico-node] 2026-05-22 12:20:01.123 [ERROR][1] a.go 1: "
        "Unauthorized",
        "time=\"2026-05-22T22:20:01+10:00\" level=error msg=\"Unauthorized\"",
        R"({"level":"error","ts":1779452401.1,"msg":"Unauthorized"})",
        R"({"log":"Unauthorized\n","stream":"stderr","time":"2026-05-22T12:20:01.1Z"})"}) {
    INFO(line);
    const MemorySink out = ReadLogs(std::string(line) + "\n" + std::string(line) + "\n");
    CHECK(out.formats == Names{"container-log"});
    REQUIRE(out.All<SignatureRecord>().size() == 1);
    CHECK(out.All<SignatureRecord>()[0].count == 2);
    CHECK(FormatUtc(out.All<SignatureRecord>()[0].first.stamp.value).substr(0, 19) ==
          "2026-05-22T12:20:01");
  }
  const MemorySink out = ReadLogs("[pod/web-0/main] 2026-05-22T12:20:01Z Unauthorized\n");
  REQUIRE(out.All<SignatureRecord>().size() == 1);
  CHECK(out.All<SignatureRecord>()[0].pod.str() == "web-0");
  CHECK(out.All<SignatureRecord>()[0].container.str() == "main");
}

TEST_CASE("Docker's parts of a line are joined", "[unit]") {
  const MemorySink out =
      ReadLogs(R"({"log":"Unautho","stream":"stderr","time":"2026-05-22T12:20:01.1Z"})"
               "\n"
               R"({"log":"rized\n","stream":"stderr","time":"2026-05-22T12:20:01.1Z"})"
               "\n");
  CHECK(out.All<SignatureRecord>().size() == 1);
}

TEST_CASE("a dump's marks tell whose log it is", "[unit]") {
  const MemorySink out = ReadLogs(
      "==== START logs for container install-cni of pod kube-system/calico-node-x2v9k ====\n"
      "any text at all\n"
      "\n"
      "last line Unauthorized==== END logs for container install-cni of pod kube-system/x ====\n"
      "==== START logs for container web of pod shop/web-0 ====\n"
      "Request log error: the server is unable to return a response\n"
      "==== END logs for container web of pod shop/web-0 ====\n"
      "==== START logs for container db of pod shop/db-0 ====\n"
      "==== END logs for container db of pod shop/db-0 ====\n"
      "{\n");
  CHECK(out.formats == Names{"dumped-log", ""});
  const auto found = out.All<SignatureRecord>();
  REQUIRE(found.size() == 1);
  CHECK(found[0].source.line == 4);
  CHECK(found[0].source.text.str() == "last line Unauthorized");
  CHECK(found[0].space.str() == "kube-system");
  CHECK(found[0].pod.str() == "calico-node-x2v9k");
  CHECK(found[0].container.str() == "install-cni");
  const auto covered = out.All<CoverageRecord>();
  REQUIRE(covered.size() == 1);
  CHECK(covered[0].items == 2);
  const auto problems = out.All<ProblemRecord>();
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].source.line == 6);
}

TEST_CASE("a dump's marks count more than what stands between them", "[ingest]") {
  std::string text;
  for (const char* container : {"kube-apiserver", "sidecar"}) {
    const std::string mark = std::string("logs for container ") + container +
                             " of pod kube-system/kube-apiserver-cp1 ====\n";
    text += "==== START " + mark;
    for (int i = 0; i < 6; ++i) {
      text += "E0303 15:41:0" + std::to_string(i) +
              ".394510       1 authentication.go:73] \"Unable to authenticate the request\" "
              "err=\"Unauthorized\"\n";
    }
    text += "==== END " + mark;
  }
  const MemorySink out = ReadLogs(text);
  CHECK(out.formats == Names{"dumped-log"});
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 2);
  CHECK(coverage[0].topic == "log/kube-apiserver");
  CHECK(coverage[0].name == "kube-apiserver-cp1");
  CHECK(coverage[1].topic == "log/sidecar");
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

TEST_CASE("etcd's raft writes its name right before its stamp", "[unit]") {
  const MemorySink out = ReadLogs(
      "2026-03-02 11:10:44.702115 W | etcdserver: Unauthorized: connection refused\n"
      "raft2026/03/02 11:10:45 INFO: 9e0a44ec Unauthorized at term 34924\n"
      "raft2026/03/02 11:10:46 INFO: 9e0a44ec is starting a new election at term 34924\n");
  CHECK(out.formats == Names{"container-log"});
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].count == 2);
  CHECK(hits[0].source.line_end == 1);
  CHECK(FormatUtc(hits[0].last.stamp.value) == "2026-03-02T11:10:45Z");
  CHECK(hits[0].last.stamp.kind == Stamp::Kind::kLocal);
  for (const std::string line : {"raft2026/03/02 Unauthorized\n", "raft2026-03-02 11:10:45 x\n",
                                 "raft 2026/03/02 11:10:45 x\n", "raft2026/03/02 11:1"}) {
    INFO(line);
    CHECK(ReadLogs(line).formats == Names{""});
  }
}

TEST_CASE("logrus' lines of a terminal have the stamp that they state", "[unit]") {
  const MemorySink out = ReadLogs(
      "INFO[2026-03-06T10:44:24.478176681+01:00] Starting k3s agent      \n"
      "ERRO[2026-03-06T10:44:25.478176681+01:00] Unauthorized            error=x\n");
  CHECK(out.formats == Names{"container-log"});
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].source.line == 2);
  CHECK(FormatUtc(hits[0].first.stamp.value) == "2026-03-06T09:44:25.478176Z");
  for (const std::string line : {"ERRO[0144] Unauthorized\n", "ERRO[2026-03-06T10:44:24Z Unauth\n",
                                 "ERROR[2026-03-06T10:44:24Z] x\n", "ERRO[] x\n"}) {
    INFO(line);
    CHECK(ReadLogs(line).formats == Names{""});
  }
}

}  // namespace howdunit
