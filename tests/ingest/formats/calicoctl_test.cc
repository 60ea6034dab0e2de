#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

TEST_CASE("calicoctl: node status names each peer, and that there are no others", "[ingest]") {
  const auto out = ReadText(
      "Calico process is running.\n"
      "\n"
      "IPv4 BGP status\n"
      "+--------------+-------------------+-------+----------+--------------------------------+\n"
      "| PEER ADDRESS |     PEER TYPE     | STATE |  SINCE   |              INFO              |\n"
      "+--------------+-------------------+-------+----------+--------------------------------+\n"
      "| 10.0.0.12    | node-to-node mesh | up    | 10:12:33 | Established                    |\n"
      "| 10.0.0.13    | node-to-node mesh | start | 10:12:30 | Active Socket: Connection      |\n"
      "|              |                   |       |          | refused                        |\n"
      "+--------------+-------------------+-------+----------+--------------------------------+\n"
      "\n"
      "IPv6 BGP status\n"
      "No IPv6 peers found.\n");
  CHECK(out.formats == std::vector<std::string>{"calicoctl"});
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 3);
  CHECK(objects[0].kind == "CalicoNodeStatus");
  CHECK(FieldOf(objects[0], "process") == "running");
  CHECK(objects[1].kind == "BGPPeerStatus");
  CHECK(objects[1].name == "10.0.0.12");
  CHECK(FieldOf(objects[1], "type") == "node-to-node mesh");
  CHECK(FieldOf(objects[1], "state") == "up");
  CHECK(FieldOf(objects[1], "since") == "10:12:33");
  CHECK(FieldOf(objects[1], "info") == "Established");
  CHECK(FieldOf(objects[2], "info") == "Active Socket: Connection refused");
  CHECK(objects[2].source.line == 8);
  CHECK(objects[2].source.line_end == 9);
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].topic == "objects/BGPPeerStatus");
  CHECK(coverage[0].items == 2);
}

TEST_CASE("calicoctl: no peers is a list without any", "[ingest]") {
  const auto out = ReadText("IPv4 BGP status\nNo IPv4 peers found.\n");
  CHECK(out.All<ObjectRecord>().empty());
  REQUIRE(out.All<CoverageRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>()[0].items == 0);
  CHECK(ReadText("Calico process is not running.\n").All<CoverageRecord>().empty());
}

TEST_CASE("calicoctl: pools and blocks with plain numbers", "[ingest]") {
  const auto out = ReadText(
      "+----------+---------------+-----------+------------+--------------+\n"
      "| GROUPING |     CIDR      | IPS TOTAL | IPS IN USE |   IPS FREE   |\n"
      "+----------+---------------+-----------+------------+--------------+\n"
      "| IP Pool  | 10.65.0.0/16  |     65536 | 5 (0%)     | 65531 (100%) |\n"
      "+----------+---------------+-----------+------------+--------------+\n"
      "| Block    | 10.65.79.0/26 |        64 | 64 (100%)  | 0 (0%)       |\n"
      "+----------+---------------+-----------+------------+--------------+\n");
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 2);
  CHECK(objects[0].kind == "IPAMPool");
  CHECK(objects[0].name == "10.65.0.0/16");
  CHECK(FieldOf(objects[0], "ips total") == "65536");
  CHECK(FieldOf(objects[0], "ips in use") == "5");
  CHECK(objects[1].kind == "IPAMBlock");
  CHECK(FieldOf(objects[1], "ips free") == "0");
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 2);
  CHECK(coverage[0].topic == "objects/IPAMBlock");
  CHECK(coverage[1].topic == "objects/IPAMPool");
}

TEST_CASE("calicoctl: get tells the kind by its columns", "[ingest]") {
  auto out = ReadText(
      "NAME    ASN       IPV4           IPV6   \n"
      "k8s01   (64512)   10.0.0.11/24          \n");
  REQUIRE(out.All<ObjectRecord>().size() == 1);
  CHECK(out.All<ObjectRecord>()[0].kind == "CalicoNode");
  CHECK(FieldOf(out.All<ObjectRecord>()[0], "ipv4") == "10.0.0.11/24");
  CHECK(out.All<CoverageRecord>().at(0).topic == "objects/CalicoNode");
  out = ReadText(
      "NAME                  CIDR            NAT    IPIPMODE   VXLANMODE   DISABLED   SELECTOR\n"
      "default-ipv4-ippool   10.244.0.0/16   true   Always     Never       true       all()\n");
  REQUIRE(out.All<ObjectRecord>().size() == 1);
  CHECK(out.All<ObjectRecord>()[0].kind == "IPPool");
  CHECK(FieldOf(out.All<ObjectRecord>()[0], "disabled") == "true");
  out = ReadText(
      "$ calicoctl get ippool default-ipv4-ippool\n"
      "NAME                  CIDR            SELECTOR\n"
      "default-ipv4-ippool   10.244.0.0/16   all()\n");
  CHECK(out.All<ObjectRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>().empty());
}

TEST_CASE("calicoctl: sessions of BIRD 1 and 2", "[ingest]") {
  auto out = ReadText(
      "BIRD v0.3.3+birdv1.6.8 ready.\n"
      "name     proto    table    state  since       info\n"
      "static1  Static   master   up     10:12:30    \n"
      "Mesh_10_0_0_12 BGP      master   up     10:12:33    Established   \n"
      "Mesh_10_0_0_13 BGP      master   start  10:12:33    Active        Socket: Connection "
      "refused\n");
  auto peers = out.All<ObjectRecord>();
  REQUIRE(peers.size() == 2);
  CHECK(peers[0].kind == "BGPPeerStatus");
  CHECK(peers[0].name == "Mesh_10_0_0_12");
  CHECK(FieldOf(peers[0], "address") == "10.0.0.12");
  CHECK(FieldOf(peers[0], "info") == "Established");
  CHECK(FieldOf(peers[1], "state") == "start");
  CHECK(FieldOf(peers[1], "since") == "10:12:33");
  CHECK(out.All<CoverageRecord>().at(0).items == 2);
  peers = ReadText(
              "Name       Proto      Table      State  Since         Info\n"
              "uplink     BGP        ---        up     2026-05-22 10:12:33.123  Established\n")
              .All<ObjectRecord>();
  REQUIRE(peers.size() == 1);
  CHECK(FieldOf(peers[0], "since") == "2026-05-22 10:12:33.123");
  CHECK(FieldOf(peers[0], "info") == "Established");
  CHECK(FieldOf(peers[0], "address").empty());
}

TEST_CASE("calicoctl: a row that is cut is a problem, the others stay", "[ingest]") {
  const auto out = ReadText(
      "| GROUPING |     CIDR      | IPS TOTAL | IPS IN USE |   IPS FREE   |\n"
      "| IP Pool  | 10.64.0.0/16  |     6\n"
      "| IP Pool  | 10.65.0.0/16  |     65536 | 5 (0%)     | 65531 (100%) |\n");
  CHECK(out.All<ObjectRecord>().size() == 1);
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "a row of calicoctl's table is cut");
}

TEST_CASE("calicoctl: other frames, and kubectl's table of pools, are none of its", "[ingest]") {
  for (const char* text : {
           "+----+------+\n| ID | NAME |\n+----+------+\n| 1  | a    |\n+----+------+\n",
           "NAME                  CIDR            SELECTOR   AGE\ndefault   10.244.0.0/16   all()  "
           " "
           "41d\n",
           "name     proto    table    state  since\n",
           "The Calico process is running.\n",
       }) {
    INFO(text);
    CHECK(ReadText(text).formats[0] != "calicoctl");
  }
}

}  // namespace
}  // namespace howdunit
