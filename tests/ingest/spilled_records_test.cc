// Records that went through a temporary file give the same case file as those held in memory.

#include <filesystem>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "rules/rule.h"
#include "store/case_file.h"
#include "store/case_tables.h"
#include "support/judge.h"

namespace howdunit {
namespace {

// Every row of every table, with its numbers.
std::string Rows(const Database& database) {
  const auto tables = FindCaseTables(database);
  REQUIRE(tables);
  std::string rows;
  for (const CaseTable& table : *tables) {
    Statement all = database.Prepare("SELECT * FROM " + table.name);
    while (all.Step()) {
      rows += table.name;
      for (int column = 0; column < all.ColumnCount(); ++column) rows += "|" + all.Text(column);
      rows += "\n";
    }
  }
  return rows;
}

std::string RowsOf(const std::string& bundle, const SignatureScanner& signatures,
                   const IngestOptions& options) {
  auto contents = IngestBundle(bundle, signatures, options);
  REQUIRE(contents);
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(*std::move(contents)));
  return Rows(file->database());
}

TEST_CASE("spilled records: make the same case file as those in memory", "[ingest]") {
  const SignatureScanner& signatures = testing::TheJudge().scanner;
  IngestOptions held;
  IngestOptions spilled;
  spilled.limits.records_held = 0;
  IngestOptions nowhere = spilled;
  nowhere.spill_folder = "/nonexistent";
  const std::filesystem::path samples = std::filesystem::path(SOURCE_DIR) / "samples";
  for (const auto& entry : std::filesystem::directory_iterator(samples)) {
    if (!entry.is_directory()) continue;
    INFO(entry.path().filename());
    const std::string rows = RowsOf(entry.path(), signatures, held);
    CHECK(RowsOf(entry.path(), signatures, spilled) == rows);
    CHECK(RowsOf(entry.path(), signatures, nowhere) == rows);
  }
}

}  // namespace
}  // namespace howdunit
