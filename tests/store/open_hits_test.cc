// What has not been got over, as view v_open_hit says.

#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "store/case_file.h"

namespace howdunit {
namespace {

// A pod's container fails at 09:20 only; its node's log goes on.
constexpr const char* kLog =
    "2026-04-14T09:20:00+0000 n1 kubelet[8]: container=web pod=web-0_shop(uid) fails\n"
    "2026-04-14T09:40:00+0000 n1 kubelet[8]: all is well\n";

std::string PodsAt(const std::string& time, const std::string& pods) {
  return "$ date -u\nTue Apr 14 " + time + " UTC 2026\n$ kubectl get pods -n shop\n" +
         "NAME    READY   STATUS    RESTARTS   AGE\n" + pods;
}

std::int64_t OpenBeside(const std::string& pods) {
  const auto scanner = SignatureScanner::Create(
      {{.id = "fails",
        .title = "it fails",
        .literals = {"container=web"},
        .pattern = "pod=(?P<pod>[a-z0-9-]+)_(?P<namespace>[a-z]+)\\(uid\\) fails"}});
  REQUIRE(scanner);
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(
      IngestTexts({{"kubelet.log", kLog}, {"pods.txt", pods}}, *scanner, IngestOptions())));
  Statement open = file->database().Prepare(
      "SELECT count(*), (SELECT count(*) FROM hit WHERE pod = 'web-0') FROM v_open_hit");
  REQUIRE(open.Step());
  REQUIRE(open.Int(1) == 1);
  return open.Int(0);
}

TEST_CASE("open hits: a list tells of what was before it", "[store]") {
  const std::string running = "web-0   1/1     Running   0          5d\n";
  const std::string another = "web-1   1/1     Running   0          5d\n";
  const std::string failing = "web-0   0/1     Error     4          5d\n";
  CHECK(OpenBeside(PodsAt("09:45:00", running)) == 0);
  CHECK(OpenBeside(PodsAt("09:45:00", another)) == 0);
  CHECK(OpenBeside(PodsAt("09:45:00", failing)) == 1);
  CHECK(OpenBeside(PodsAt("09:00:00", running)) == 1);
  CHECK(OpenBeside(PodsAt("09:00:00", another)) == 1);
}

}  // namespace
}  // namespace howdunit
