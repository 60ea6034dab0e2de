// The same thing shown by several members.

#include <map>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

BundleContents Ingest(const std::map<std::string, std::string>& texts) {
  const auto scanner = SignatureScanner::Create({});
  REQUIRE(scanner);
  return IngestTexts(texts, *scanner, IngestOptions{});
}

std::vector<ObjectRecord> OfKind(const BundleContents& contents, std::string_view kind) {
  std::vector<ObjectRecord> found;
  for (const ObjectRecord& object : contents.objects) {
    if (object.kind.str() == kind) found.push_back(object);
  }
  return found;
}

TEST_CASE("merge: each node keeps its own units and interfaces", "[ingest]") {
  const std::string nodes =
      "NAME    STATUS   ROLES    AGE   VERSION\n"
      "k8s01   Ready    <none>   41d   v1.29.5\n"
      "k8s02   Ready    <none>   41d   v1.29.5\n";
  const auto unit = [](const std::string& active) {
    return "● kubelet.service - kubelet\n     Loaded: loaded (/lib/systemd/system)\n     Active: " +
           active + " since Tue 2026-05-19 11:33:47 UTC; 5s ago\n";
  };
  const auto contents = Ingest({{"nodes.txt", nodes},
                                {"k8s01/kubelet.txt", unit("active (running)")},
                                {"k8s02/kubelet.txt", unit("failed")},
                                {"k8s02/again.txt", unit("failed")}});
  const auto units = OfKind(contents, "SystemdUnit");
  REQUIRE(units.size() == 2);
  CHECK(testing::FieldOf(units[0], "active") == "active (running)");
  CHECK(testing::FieldOf(units[1], "active") == "failed");
}

TEST_CASE("merge: the sandboxes of one pod stay apart by id, and by member where no node is known",
          "[ingest]") {
  const std::string header =
      "POD ID          CREATED       STATE      NAME    NAMESPACE   ATTEMPT\n";
  const auto contents = Ingest(
      {{"pods.txt", header + "9a8b7c6d5e4f3   2 hours ago   Ready      web-0   shop        1\n"
                             "1f2e3d4c5b6a7   2 weeks ago   NotReady   web-0   shop        0\n"},
       {"pods2.txt", header + "1f2e3d4c5b6a7   2 weeks ago   NotReady   web-0   shop        "
                              "0\n"}});
  CHECK(OfKind(contents, "Sandbox").size() == 3);
}

}  // namespace
}  // namespace howdunit
