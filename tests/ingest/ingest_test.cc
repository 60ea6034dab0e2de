// A bundle as a whole, read by one thread and by several.

#include "ingest/ingest.h"

#include <map>

#include <catch2/catch.hpp>

#include "support/pack.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::Pack;
using testing::TempFolder;

std::string PodTable(const std::string& space, int pods) {
  std::string text = "NAMESPACE   NAME   READY   STATUS   RESTARTS   AGE\n";
  for (int i = 0; i < pods; ++i) {
    text += space + "   web-" + std::to_string(i) + "   1/1   Running   0   3d\n";
  }
  return text;
}

std::string Written(const BundleContents& contents) {
  std::string text;
  for (const Member& member : contents.members) {
    text += member.path.str() + " " + std::to_string(member.records) + " " + member.problem.str() +
            (member.lost ? " lost\n" : "\n");
  }
  for (const PodRecord& pod : contents.pods) text += pod.space.str() + "/" + pod.name.str() + "\n";
  return text;
}

BundleContents Ingest(const std::string& path, std::int64_t records, WorkerPool* pool) {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  IngestOptions options;
  options.limits.records = records;
  options.pool = pool;
  auto contents = IngestBundle(path, *signatures, options);
  REQUIRE(contents);
  return *std::move(contents);
}

TEST_CASE("ingest: of too many records the same are kept, whoever reads them", "[ingest]") {
  const TempFolder folder;
  std::map<std::string, std::string> texts;
  for (const char* name : {"c", "a", "d", "b", "e"}) {
    texts[std::string(name) + "/pods.txt"] = PodTable(name, 20);
    texts[std::string(name) + "/old.txt.gz"] = Pack({{"x", PodTable(name, 5)}}, "raw", "gzip");
  }
  folder.Write("bundle.tar", Pack(texts, "ustar", "none"));
  for (const std::int64_t records : {1, 30, 60, 1000}) {
    INFO(records);
    const std::string expected = Written(Ingest(folder / "bundle.tar", records, nullptr));
    for (int i = 0; i < 5; ++i) {
      WorkerPool pool(4);
      CHECK(Written(Ingest(folder / "bundle.tar", records, &pool)) == expected);
    }
    CHECK((expected.find("more records than are kept") == std::string::npos) == (records == 1000));
  }
}

TEST_CASE("ingest: the messages of an object's conditions are searched, however it is shown",
          "[ingest]") {
  const auto signatures =
      SignatureScanner::Create({{.id = "down",
                                 .title = "It is down",
                                 .literals = {"server is unavailable"},
                                 .pattern = "NotReady: .*server is unavailable"}});
  REQUIRE(signatures);
  const std::string described =
      "Name:         pools\nLabels:       <none>\nAPI Version:  operator.tigera.io/v1\n"
      "Kind:         TigeraStatus\nStatus:\n  Conditions:\n"
      "    Message:  the server is unavailable\n    Reason:   NotReady\n    Status:   True\n"
      "    Type:     Degraded\n";
  const std::string yaml =
      "apiVersion: operator.tigera.io/v1\nkind: TigeraStatus\nmetadata: {name: pools}\n"
      "status:\n  conditions:\n  - message: the server is unavailable\n    reason: NotReady\n"
      "    status: \"True\"\n    type: Degraded\n";
  for (const auto& texts : std::vector<std::map<std::string, std::string>>{
           {{"a.txt", described}}, {{"a.yaml", yaml}}, {{"a.txt", described}, {"b.yaml", yaml}}}) {
    const auto contents = IngestTexts(texts, *signatures, {});
    REQUIRE(contents.objects.size() == 1);
    REQUIRE(contents.hits.size() == 1);
    const SignatureRecord hit = contents.hits[0];
    CHECK(hit.origin == "status");
    CHECK(hit.source.text.str().find("the server is unavailable") != std::string::npos);
  }
}

}  // namespace
}  // namespace howdunit
