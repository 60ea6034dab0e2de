// What a program is called that a unit runs, and the units of logs.
#include "ingest/attribution/program_of_unit.h"

#include <catch2/catch.hpp>

#include "support/read_logs.h"

namespace howdunit {

using testing::MemorySink;
using testing::ReadLogs;

TEST_CASE("a snap's unit is called after the program that it runs", "[unit]") {
  CHECK(ProgramOfUnit("snap.microk8s.daemon-kubelite.service") == "kubelite");
  CHECK(ProgramOfUnit("snap.microk8s.daemon-kubelite") == "kubelite");
  CHECK(ProgramOfUnit("microk8s.daemon-k8s-dqlite") == "k8s-dqlite");
  CHECK(ProgramOfUnit("microk8s.daemon-apiserver") == "kube-apiserver");
  CHECK(ProgramOfUnit("microk8s.daemon-apiserver-kicker") == "apiserver-kicker");
  CHECK(ProgramOfUnit("snap.k8s.kube-controller-manager") == "kube-controller-manager");
  CHECK(ProgramOfUnit("k8s.kubelet") == "kubelet");
  CHECK(ProgramOfUnit("snap.kubelet.daemon") == "kubelet");
}

TEST_CASE("what is no snap's unit keeps its name", "[unit]") {
  CHECK(ProgramOfUnit("kubelet.service") == "kubelet");
  for (const std::string_view unit :
       {"kubelet", "k3s", "rke2 server", "k8s-dqlite", "daemon", "microk8s.daemon-", "k8s.",
        ".daemon", "k8s_POD_web-0", "daemon-kubelet", ""}) {
    CHECK(ProgramOfUnit(unit) == unit);
  }
}

TEST_CASE("lines of a snap's service are of its program, by ident or by command", "[unit]") {
  for (const std::string text :
       {"May 22 22:20:01 n1 microk8s.daemon-kubelite[9]: Unauthorized\n",
        "May 22 22:20:01 n1 snap.microk8s.daemon-kubelite.service[9]: Unauthorized\n",
        "$ journalctl -u snap.microk8s.daemon-kubelite -o cat\n"
        "E0522 22:20:01.336201       9 a.go:1] Unauthorized\n"}) {
    INFO(text);
    const MemorySink out = ReadLogs(text);
    REQUIRE(out.All<SignatureRecord>().size() == 1);
    CHECK(out.All<SignatureRecord>()[0].unit == "kubelite");
    REQUIRE(out.All<CoverageRecord>().size() == 2);
    CHECK(out.All<CoverageRecord>()[0].topic == "log/kubelet");
    CHECK(out.All<CoverageRecord>()[1].topic == "log/kubelite");
  }
}

TEST_CASE("the journal of rke2 is no log of its kubelet, which writes a file of its own",
          "[unit]") {
  const MemorySink out = ReadLogs(
      "$ journalctl -u rke2-server -o cat\n"
      "time=\"2026-05-22T22:20:01Z\" level=error msg=Unauthorized\n");
  REQUIRE(out.All<CoverageRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>()[0].topic == "log/rke2-server");
}

}  // namespace howdunit
