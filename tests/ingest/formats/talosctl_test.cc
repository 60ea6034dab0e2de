#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

TEST_CASE("talosctl: services of several machines, each with whose it is", "[ingest]") {
  const auto out = ReadText(
      "$ talosctl -n 10.0.0.11,10.0.0.12 services\n"
      "NODE        SERVICE   STATE     HEALTH   LAST CHANGE     LAST EVENT\n"
      "10.0.0.11   etcd      Waiting   ?        12s ago         Error running Containerd(etcd), "
      "going to restart forever: task \"etcd\" failed: exit code 137\n"
      "10.0.0.11   kubelet   Running   OK       2h31m44s ago    Health check successful\n"
      "10.0.0.12   kubelet   Running   Fail     5s ago          Health check failed: x  y\n"
      "10.0.0.12   udevd     Finished  ?        5s ago\n"
      "warning: 1 error occurred\n",
      "ticket.txt",
      {{.id = "ends",
        .title = "ends",
        .literals = {"going to restart forever"},
        .pattern = R"(Containerd\((?P<service>\w+)\))"}});
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 4);
  CHECK(objects[0].kind == "TalosService");
  CHECK(objects[0].name == "etcd");
  CHECK(FieldOf(objects[0], "node") == "10.0.0.11");
  CHECK(FieldOf(objects[0], "state") == "Waiting");
  CHECK(FieldOf(objects[0], "health").empty());
  CHECK(objects[0].source.line == 3);
  CHECK(FieldOf(objects[1], "node") == "10.0.0.11");
  CHECK(FieldOf(objects[2], "node") == "10.0.0.12");
  CHECK(FieldOf(objects[2], "health") == "Fail");
  CHECK(FieldOf(objects[2], "event") == "Health check failed: x  y");
  CHECK(FieldOf(objects[3], "event").empty());
  REQUIRE(out.All<SignatureRecord>().size() == 1);
  // The machine that it was typed on is none of them.
  CHECK(out.All<SignatureRecord>()[0].node.empty());
}

TEST_CASE("talosctl: members, with their addresses", "[ingest]") {
  const auto objects = ReadText(
                           "NODE        NAMESPACE   TYPE     ID    VERSION   HOSTNAME   MACHINE "
                           "TYPE   OS              "
                           " ADDRESSES\n"
                           "10.0.0.11   cluster     Member   cp1   2         cp1        "
                           "controlplane   Talos (v1.6.4)  "
                           " [\"10.0.0.11\",\"fd00::b\"]\n"
                           "10.0.0.11   cluster     Member   w1    1         w1.lan     worker     "
                           "    Talos (v1.6.4)  "
                           " [\"10.0.0.12\",\"fd\n")
                           .All<ObjectRecord>();
  REQUIRE(objects.size() == 2);
  CHECK(objects[0].kind == "TalosMember");
  CHECK(objects[0].name == "cp1");
  CHECK(FieldOf(objects[0], "machine type") == "controlplane");
  CHECK(FieldOf(objects[0], "os") == "Talos (v1.6.4)");
  CHECK(FieldOf(objects[0], "addresses") == "10.0.0.11,fd00::b");
  CHECK(objects[1].name == "w1.lan");
  CHECK(FieldOf(objects[1], "addresses").empty());
}

TEST_CASE("talosctl: what only begins alike", "[ingest]") {
  for (const std::string other : {"NODE   SERVICE\nn1   etcd\n",
                                  "NODE SERVICE STATE HEALTH LAST CHANGE LAST EVENT\nand so on\n",
                                  "NODE        SERVICE   STATE     HEALTH   LAST CHANGE     LAST "
                                  "EVENT\n10.0.0.11   etcd  Wai\n"}) {
    INFO(other);
    CHECK(ReadText(other).All<ObjectRecord>().empty());
  }
}

}  // namespace
}  // namespace howdunit
