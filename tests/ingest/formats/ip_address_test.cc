#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

constexpr const char* kInterfaces =
    "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n"
    "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n"
    "    inet 127.0.0.1/8 scope host lo\n"
    "       valid_lft forever preferred_lft forever\n"
    "2: eth0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc mq state DOWN group default\n"
    "    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff\n"
    "    inet 10.0.0.11/24 brd 10.0.0.255 scope global eth0\n"
    "       valid_lft forever preferred_lft forever\n"
    "    inet6 fe80::5054:ff:fe12:3456/64 scope link\n"
    "       valid_lft forever preferred_lft forever\n"
    "7: cali0a1b2c3d4e5@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP\n"
    "    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netnsid 0\n";

TEST_CASE("ip-address: each interface with its addresses, and that there are no others",
          "[ingest]") {
  const auto out = ReadText(kInterfaces);
  const auto interfaces = out.All<ObjectRecord>();
  REQUIRE(interfaces.size() == 3);
  CHECK(interfaces[1].kind == "Interface");
  CHECK(interfaces[1].name == "eth0");
  CHECK(FieldOf(interfaces[1], "state") == "DOWN");
  CHECK(FieldOf(interfaces[1], "flags") == "NO-CARRIER,BROADCAST,MULTICAST,UP");
  CHECK(FieldOf(interfaces[1], "mtu") == "1500");
  CHECK(FieldOf(interfaces[1], "link") == "ether");
  std::vector<std::string> addresses;
  for (const ObjectField& field : interfaces[1].fields) {
    if (field.path == "address") addresses.push_back(field.value.str());
  }
  CHECK(addresses == std::vector<std::string>{"10.0.0.11/24", "fe80::5054:ff:fe12:3456/64"});
  CHECK(interfaces[1].fields.back().source.line == 9);
  CHECK(interfaces[2].name == "cali0a1b2c3d4e5");
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].topic == "objects/Interface");
  CHECK(coverage[0].items == 3);
}

TEST_CASE("ip-address: what was asked for one interface covers nothing", "[ingest]") {
  for (const char* command :
       {"ip addr show eth0", "ip a show dev eth0", "ip -4 a", "ip a | grep -A3 eth0"}) {
    INFO(command);
    const auto out = ReadText("$ " + std::string(command) + "\n" + kInterfaces);
    CHECK(out.All<ObjectRecord>().size() == 3);
    CHECK(out.All<CoverageRecord>().empty());
  }
  CHECK(ReadText("$ ip -d addr show\n" + std::string(kInterfaces)).All<CoverageRecord>().size() ==
        1);
}

TEST_CASE("ip-address: a list that somebody shortened covers nothing", "[ingest]") {
  const auto out = ReadText(
      "## omitted\n"
      "76: net1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default\n"
      "    inet 172.16.254.2/16 brd 172.16.255.255 scope global net1\n");
  CHECK(out.All<ObjectRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>().empty());
}

TEST_CASE("ip-address: an address that is cut is a problem, the interface stays", "[ingest]") {
  const auto out = ReadText(
      "2: eth0: <UP> mtu 1500 qdisc mq state UP\n"
      "    link/ether 52:54:00:12:34:56\n"
      "    inet\n");
  CHECK(out.All<ObjectRecord>().size() == 1);
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "an interface's address is cut");
}

TEST_CASE("ip-address: numbered sentences are no interfaces", "[ingest]") {
  CHECK(ReadText("2: eth0: the second interface\n").formats[0].empty());
  CHECK(ReadText("2: see <UP,DOWN> mtu 1500\n").formats[0].empty());
}

}  // namespace
}  // namespace howdunit
