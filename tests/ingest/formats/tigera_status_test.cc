#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

TEST_CASE("tigera-status: what is degraded, and why", "[ingest]") {
  const auto out = ReadText(
      "NAME        AVAILABLE   PROGRESSING   DEGRADED   SINCE   MESSAGE\n"
      "apiserver   True        False         False      41d     All objects available\n"
      "calico      False       True          True       12m     Pod "
      "calico-system/calico-node-x2v9k "
      "failed to pull its image\n"
      "ippools                               True       5m7s\n");
  const auto parts = out.All<ObjectRecord>();
  REQUIRE(parts.size() == 3);
  CHECK(parts[1].kind == "TigeraStatus");
  CHECK(parts[1].name == "calico");
  CHECK(FieldOf(parts[1], "available") == "False");
  CHECK(FieldOf(parts[1], "progressing") == "True");
  CHECK(FieldOf(parts[1], "degraded") == "True");
  CHECK(FieldOf(parts[1], "since") == "12m");
  CHECK(FieldOf(parts[1], "message") ==
        "Pod calico-system/calico-node-x2v9k failed to pull its image");
  CHECK(FieldOf(parts[2], "available").empty());
  CHECK(FieldOf(parts[2], "degraded") == "True");
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].topic == "objects/TigeraStatus");
}

TEST_CASE("tigera-status: one part asked for covers nothing", "[ingest]") {
  const auto out = ReadText(
      "$ kubectl get tigerastatus calico\n"
      "NAME     AVAILABLE   PROGRESSING   DEGRADED   SINCE\n"
      "calico   True        False         False      41d\n");
  CHECK(out.All<ObjectRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>().empty());
}

TEST_CASE("tigera-status: a row that is cut is a problem, the others stay", "[ingest]") {
  const auto out = ReadText(
      "NAME        AVAILABLE   PROGRESSING   DEGRADED   SINCE\n"
      "apiserver\n"
      "calico      True        False         False      41d\n");
  CHECK(out.All<ObjectRecord>().size() == 1);
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "a row of the Tigera operator's status is cut");
}

TEST_CASE("tigera-status: OpenShift's operators are another table", "[ingest]") {
  CHECK(ReadText("NAME   VERSION   AVAILABLE   PROGRESSING   DEGRADED   SINCE   MESSAGE\n"
                 "dns    4.16.3    True        False         False      41d\n")
            .formats[0] != "tigera-status");
}

}  // namespace
}  // namespace howdunit
