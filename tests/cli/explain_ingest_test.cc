// `howdunit ingest --explain`.

#include "cli/explain_ingest.h"

#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/ingest.h"
#include "rules/rule.h"
#include "store/case_file.h"
#include "support/judge.h"

namespace howdunit {
namespace {

std::string Explain(const std::map<std::string, std::string>& texts) {
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(IngestTexts(texts, testing::TheJudge().scanner, {})));
  return ExplainIngest(file->database());
}

TEST_CASE("explain: a member's format is told with the line that told it", "[cli]") {
  const std::string text = Explain({{"n1/date.txt", "Sat May 23 02:46:03 UTC 2026\n"}});
  CHECK(Contains(text, "n1/date.txt: read, 1 lines"));
  CHECK(Contains(text, "  date from line 1: Sat May 23 02:46:03 UTC 2026\n"));
}

TEST_CASE(
    "explain: the first lines that nobody understands are named; what they say may be a secret",
    "[cli]") {
  const std::string text =
      Explain({{"notes.txt", "first odd line\npassword: hunter2hunter2\nthird\nfourth\nfifth\n"}});
  CHECK(Contains(text, "5 lines not understood"));
  CHECK(Contains(text, "not understood: line 1\n"));
  CHECK(Contains(text, "not understood: line 3\n"));
  CHECK_FALSE(Contains(text, "line 4"));
  CHECK_FALSE(Contains(text, "hunter2hunter2"));
  CHECK_FALSE(Contains(text, "first odd line"));
}

}  // namespace
}  // namespace howdunit
