// What storage and networks say of themselves: ceph-status, cilium-status.
#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

TEST_CASE("ceph-status: health with its reasons, and how many of each there are", "[ingest]") {
  const auto out = ReadText(
      "$ ceph status\n"
      "  cluster:\n"
      "    id:     9f1d0d2c-5a5e-4a3c-8f0e-1c2d3e4f5a6b\n"
      "    health: HEALTH_WARN\n"
      "            1 osds down\n"
      "            Reduced data availability: 33 pgs inactive\n"
      " \n"
      "  services:\n"
      "    mon: 3 daemons, quorum a,b,c (age 3h)\n"
      "    osd: 3 osds: 2 up (since 5m), 3 in (since 3h)\n"
      "\n"
      "  data:\n"
      "    usage:   4.4 GiB used, 296 GiB / 300 GiB avail\n"
      "    pgs:     33.333% pgs not active\n"
      "             66 active+clean\n"
      "             33 undersized+peered\n"
      "\n"
      "So it is.\n",
      "ticket.md",
      {{.id = "inactive",
        .title = "inactive",
        .literals = {"pgs inactive"},
        .pattern = R"((?P<count>\d+) pgs inactive)"}});
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].kind == "CephStatus");
  CHECK(objects[0].name == "9f1d0d2c-5a5e-4a3c-8f0e-1c2d3e4f5a6b");
  CHECK(FieldOf(objects[0], "health") == "HEALTH_WARN");
  CHECK(FieldOf(objects[0], "checks[0]") == "1 osds down");
  CHECK(FieldOf(objects[0], "checks[1]") == "Reduced data availability: 33 pgs inactive");
  CHECK(FieldOf(objects[0], "osd") == "3 osds: 2 up (since 5m), 3 in (since 3h)");
  CHECK(FieldOf(objects[0], "pgs") ==
        "33.333% pgs not active; 66 active+clean; 33 undersized+peered");
  CHECK(objects[0].fields.back().source.line == 14);
  CHECK(out.All<SignatureRecord>().size() == 1);
  CHECK(out.formats == std::vector<std::string>{"ceph-status", ""});
}

TEST_CASE("ceph-status: what is cut, and other maps with a cluster", "[ingest]") {
  const auto cut =
      ReadText("  cluster:\n    id:     9f1d\n    health: HEALTH_OK\n  services:\n   ");
  REQUIRE(cut.All<ObjectRecord>().size() == 1);
  CHECK(FieldOf(cut.All<ObjectRecord>()[0], "health") == "HEALTH_OK");
  for (const std::string other : {"  cluster:\n    id: 1\n", "cluster:\n  id: x\n  health: good\n",
                                  "clusters:\n- cluster:\n    server: x\n"}) {
    INFO(other);
    CHECK(ReadText(other).All<ObjectRecord>().empty());
  }
}

TEST_CASE("cilium-status: each line of the agent that was asked", "[ingest]") {
  const std::string status =
      "KVStore:                 Ok   Disabled\n"
      "Kubernetes:              Ok   1.27 (v1.27.3) [linux/amd64]\n"
      "Kubernetes APIs:         [\"cilium/v2::CiliumNode\", \"core/v1::Node\"]\n"
      "Cilium:                  Ok   1.14.2 (v1.14.2-9d3b1c4f)\n"
      "IPAM:                    IPv4: 254/254 allocated from 10.0.1.0/24,\n"
      "Controller Status:       29/30 healthy\n"
      "  Name                   Last success   Last error   Count   Message\n"
      "Cluster health:          2/3 reachable   (2026-05-22T12:20:01Z)\n"
      "\n"
      "Note: this is all\n";
  const auto objects =
      ReadText("$ kubectl -n kube-system exec cilium-x2v9k -c cilium-agent -- cilium status\n" +
               status)
          .All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].kind == "CiliumStatus");
  CHECK(objects[0].name == "cilium-x2v9k");
  CHECK(FieldOf(objects[0], "kubernetes") == "Ok   1.27 (v1.27.3) [linux/amd64]");
  CHECK(FieldOf(objects[0], "ipam") == "IPv4: 254/254 allocated from 10.0.1.0/24,");
  CHECK(FieldOf(objects[0], "controller status") == "29/30 healthy");
  CHECK(FieldOf(objects[0], "cluster health") == "2/3 reachable   (2026-05-22T12:20:01Z)");
  CHECK(objects[0].fields.size() == 7);
  CHECK(ReadText("$ kubectl exec ds/cilium -c cilium-agent -- cilium status\n" + status)
            .All<ObjectRecord>()
            .at(0)
            .name == "cilium");
  for (const std::string other :
       {"Kubernetes:   good\nCilium: bad\n", "KVStore: none\n", "Kubernetes: Ok\nand so on\n"}) {
    INFO(other);
    CHECK(ReadText(other).All<ObjectRecord>().empty());
  }
}

}  // namespace
}  // namespace howdunit
