#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

TEST_CASE("ps: what hangs in the kernel, the kubelet and the runtime are kept", "[ingest]") {
  const auto out = ReadText(
      "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n"
      "root           1  0.0  0.1 167500 11800 ?        Ss   May20   0:09 /sbin/init\n"
      "root         812  2.1  1.9 2214844 158720 ?      Ssl  May20  61:12 /usr/bin/kubelet "
      "--config=/var/lib/kubelet/config.yaml\n"
      "root        4711  0.0  0.0      0     0 ?        D    11:02   0:00 umount /var/lib/x\n"
      "root        4712  0.0  0.0      0     0 ?        I<   11:02   0:00 [kworker/0:0H]\n");
  const auto processes = out.All<ObjectRecord>();
  REQUIRE(processes.size() == 2);
  CHECK(processes[0].kind == "Process");
  CHECK(processes[0].name == "812");
  CHECK(FieldOf(processes[0], "started") == "May20");
  CHECK(FieldOf(processes[0], "command") ==
        "/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml");
  CHECK(FieldOf(processes[1], "state") == "D");
  CHECK(FieldOf(processes[1], "command") == "umount /var/lib/x");
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].topic == "objects/Process");
  CHECK(coverage[0].items == 4);
}

TEST_CASE("ps: columns that were asked for, a start of five words", "[ingest]") {
  const auto processes =
      ReadText(
          "    PID STAT WCHAN                  STARTED CMD\n"
          "   4711 D+   nfs_wait_on_request Fri May 22 11:02:03 2026 umount /mnt\n"
          "    900 Ssl  -                   Wed May 20 08:00:00 2026 /usr/bin/containerd\n")
          .All<ObjectRecord>();
  REQUIRE(processes.size() == 2);
  CHECK(FieldOf(processes[0], "waits in") == "nfs_wait_on_request");
  CHECK(FieldOf(processes[0], "started") == "Fri May 22 11:02:03 2026");
  CHECK(FieldOf(processes[0], "command") == "umount /mnt");
  CHECK(FieldOf(processes[1], "waits in").empty());
}

TEST_CASE("ps: each thread that hangs is an object of its own", "[ingest]") {
  const auto threads = ReadText(
                           "    PID     TID S WCHAN                CMD\n"
                           " 778711  778711 Z -                    [BaseBackup] <defunct>\n"
                           " 778711  778875 D nfs_wait_on_request  /opt/package/BaseBackup -h\n"
                           " 778711  778878 D nfs_wait_on_request  /opt/package/BaseBackup -h\n")
                           .All<ObjectRecord>();
  REQUIRE(threads.size() == 2);
  CHECK(threads[1].name == "778711");
  CHECK(threads[1].uid == "778878");
  CHECK(FieldOf(threads[1], "thread") == "778878");
}

TEST_CASE("ps: without states, or narrowed, it covers nothing", "[ingest]") {
  const std::string table =
      "UID          PID    PPID  C STIME TTY          TIME CMD\n"
      "root         900       1  1 May20 ?        00:31:02 /usr/bin/containerd\n";
  const auto out = ReadText(table);
  CHECK(out.All<ObjectRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>().empty());
  CHECK(ReadText("$ ps -o pid,stat,cmd -p 812\n    PID STAT CMD\n    812 Ssl  kubelet\n")
            .All<CoverageRecord>()
            .empty());
}

TEST_CASE("ps: tokens on a command line are dropped, long ones are cut", "[ingest]") {
  const auto out = ReadText(
      "    PID STAT CMD\n"
      "    812 Ssl  /usr/bin/kubelet --token=4h8s9d7f6g5h4j3k2l1q --password hunter2hunter2 " +
      std::string(400, 'x') + "\n");
  const auto processes = out.All<ObjectRecord>();
  REQUIRE(processes.size() == 1);
  for (const std::string& text :
       {FieldOf(processes[0], "command"), processes[0].source.text.str()}) {
    INFO(text);
    CHECK(text.find("4h8s9d7f6g5h4j3k2l1q") == std::string::npos);
    CHECK(text.find("hunter2") == std::string::npos);
    CHECK(text.size() <= 300 + std::string_view("…").size());
  }
}

TEST_CASE("ps: a row that is cut is a problem, the others stay", "[ingest]") {
  const auto out = ReadText(
      "    PID STAT CMD\n"
      "    812 Ss\n"
      "   4711 D    umount /mnt\n");
  CHECK(out.All<ObjectRecord>().size() == 1);
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "a row of the process table is cut");
}

TEST_CASE("ps: signatures are looked for in what it lists", "[ingest]") {
  Signature waits;
  waits.id = "waits";
  waits.literals = {"nfs_wait_on_request"};
  waits.pattern = "nfs_wait_on_request";
  const auto out = ReadText(
      "    PID STAT WCHAN               CMD\n"
      "   4711 D    nfs_wait_on_request umount /mnt\n",
      "ps.txt", {waits});
  CHECK(out.All<SignatureRecord>().size() == 1);
}

TEST_CASE("ps: top, and sentences about a PID, are none", "[ingest]") {
  for (const char* text : {
           "    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n"
           "    812 root      20   0 2214844 158720  60000 S   2.1   1.9  61:12.00 kubelet\n",
           "The PID of the COMMAND\n",
           "PID COMMAND\n",
       }) {
    INFO(text);
    CHECK(ReadText(text).formats[0] != "ps");
  }
}

TEST_CASE("ps: rows whose header grep took away have the columns of their command", "[unit]") {
  const auto read = [](const std::string& command, const std::string& rows) {
    const auto sink = ReadText("$ " + command + "\n" + rows);
    CHECK(sink.All<CoverageRecord>().empty());
    return sink.All<ObjectRecord>();
  };
  auto found =
      read("ps aux | grep kube",
           "root  812  2.1  1.9 2214844 158720 ?  Ssl  May20  61:12 /usr/bin/kubelet -v 2\n"
           "root  990  0.0  0.0    6480   2240 pts/0 S+ 11:02   0:00 grep kube\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].name == "812");
  CHECK(FieldOf(found[0], "state") == "Ssl");
  CHECK(FieldOf(found[0], "command") == "/usr/bin/kubelet -v 2");
  found = read("sudo ps -eo pid,state,wchan:30,cmd | grep ' D '",
               " 4711 D nfs_wait_bit_killable          umount /var/lib/kubelet/x\n");
  REQUIRE(found.size() == 1);
  CHECK(FieldOf(found[0], "waits in") == "nfs_wait_bit_killable");
  found =
      read("ps -ef | grep apiserver",
           "root  3 1 9 10:00 ? 00:01:00 kube-apiserver --service-cluster-ip-range=10.96.0.0/12\n");
  REQUIRE(found.size() == 1);
  CHECK(FieldOf(found[0], "--service-cluster-ip-range") == "10.96.0.0/12");
  CHECK(read("ps aux | wc -l", "812\n").empty());
  CHECK(read("ps aux | grep kube",
             "we found 812 of them in all on this one node here /usr/bin/kubelet\n")
            .empty());
  CHECK(read("ps -eo cmd,pid", "kubelet 812\n").empty());
  CHECK(read("ps -o", "1 2 kubelet\n").empty());
}

}  // namespace
}  // namespace howdunit
