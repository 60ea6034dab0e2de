#include "rules/open_beginnings.h"

#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "store/case_file.h"

namespace howdunit {
namespace {

// Whether what stands on the first hit of these texts, and begins with it, may be older.
bool IsOpen(const std::map<std::string, std::string>& texts) {
  const auto scanner = SignatureScanner::Create(
      {{.id = "fails", .title = "it fails", .literals = {"it fails"}, .pattern = "it fails"}});
  REQUIRE(scanner);
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(IngestTexts(texts, *scanner, IngestOptions())));
  Statement hit = file->database().Prepare(
      "SELECT source, first_earliest, last_earliest FROM hit ORDER BY id LIMIT 1");
  REQUIRE(hit.Step());
  Finding finding;
  finding.checks.push_back({.name = "said", .answer = Answer::kYes, .sources = {hit.Int(0)}});
  finding.span.first_earliest = hit.IsNull(1) ? hit.Int(2) : hit.Int(1);
  return OpenBeginnings(file->database()).Has(finding);
}

std::string At(const std::string& time, const std::string& message) {
  return "2026-05-22T" + time + "+0000 n1 kubelet[9]: " + message + "\n";
}

TEST_CASE("open beginnings: a log that begins with it may have been cut there", "[rules]") {
  CHECK(IsOpen({{"kubelet.log", At("10:00:00", "it fails") + At("10:05:00", "it fails")}}));
  CHECK_FALSE(IsOpen({{"kubelet.log", At("09:59:59", "well") + At("10:00:00", "it fails")}}));
  // Another log of that node tells nothing of this one.
  CHECK_FALSE(IsOpen({{"a/kubelet.log", At("09:59:59", "well") + At("10:00:00", "it fails")},
                      {"b/kubelet.log", At("10:00:00", "well")}}));
}

TEST_CASE("open beginnings: of an event that tells only when it was seen last", "[rules]") {
  const std::string date = "2026-05-22T10:00:00Z\n";
  CHECK(IsOpen({{"date.txt", date},
                {"events.txt",
                 "LAST SEEN   TYPE      REASON   OBJECT      MESSAGE\n"
                 "4m2s        Warning   Failed   pod/web-1   it fails\n"}}));
  CHECK_FALSE(IsOpen({{"date.txt", date},
                      {"events.txt",
                       "LAST SEEN   FIRST SEEN   COUNT   NAME      KIND   SUBOBJECT   TYPE      "
                       "REASON   SOURCE        MESSAGE\n"
                       "4m2s        4m2s         1       web-1.1   Pod                Warning   "
                       "Failed   kubelet, n1   it fails\n"}}));
}

}  // namespace
}  // namespace howdunit
