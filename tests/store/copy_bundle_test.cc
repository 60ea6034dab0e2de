// A bundle that is copied is the same bundle, wherever it lands.

#include "store/copy_bundle.h"

#include <catch2/catch.hpp>

#include "cli/case_work.h"
#include "store/archive.h"
#include "store/transaction.h"
#include "support/case_rows.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::CaseRows;

// Of a sample, read and diagnosed.
CaseFile Analysed(const std::string& sample) {
  Options options;
  options.bundles = {std::string(SOURCE_DIR) + "/samples/" + sample};
  options.verbosity = Verbosity::kQuiet;
  const auto book = LoadRuleBook("", BookUse::kRun);
  REQUIRE(book);
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(IngestBundles(options, *book, *file));
  REQUIRE(DiagnoseCase(options, *book, *file));
  return std::move(*file);
}

Database NewFile(Indexes indexes) {
  auto database = Database::Open(":memory:", Durability::kNone, indexes);
  REQUIRE(database);
  return std::move(*database);
}

std::int64_t Copy(const Database& from, std::int64_t bundle, const Database& to) {
  auto copier = BundleCopier::Create(from, to);
  REQUIRE(copier);
  Transaction transaction(to);
  const auto id = copier->Copy(bundle);
  if (!id) FAIL(id.error().message);
  REQUIRE(transaction.Commit());
  return *id;
}

TEST_CASE("copy: into an archive behind others, out of it again: the same rows", "[store]") {
  const Database archive = NewFile(Indexes::kArchive);
  std::map<std::string, std::pair<std::int64_t, std::vector<std::string>>> copied;
  for (const char* sample : {"k8s01-path-mismatch", "healthy", "kubeadm-reinit-401"}) {
    const CaseFile file = Analysed(sample);
    copied[sample] = {Copy(file.database(), 1, archive), CaseRows(file.database())};
  }
  for (const auto& [sample, copy] : copied) {
    INFO(sample);
    const Database out = NewFile(Indexes::kRules);
    CHECK(Copy(archive, copy.first, out) == 1);
    CHECK((CaseRows(out) == copy.second));
  }
}

TEST_CASE("copy: what is taken out leaves the others as they were", "[store]") {
  const Database archive = NewFile(Indexes::kArchive);
  Copy(Analysed("expired-token").database(), 1, archive);
  const std::vector<std::string> before = CaseRows(archive);
  const std::int64_t other = Copy(Analysed("typha-unhealthy").database(), 1, archive);
  CHECK(CaseRows(archive).size() > before.size());
  Transaction transaction(archive);
  REQUIRE(RemoveBundle(archive, other));
  REQUIRE(transaction.Commit());
  CHECK((CaseRows(archive) == before));
}

TEST_CASE("copy: every table but those of the file itself belongs to bundles", "[store]") {
  const Database archive = NewFile(Indexes::kArchive);
  const auto tables = FindCaseTables(archive);
  REQUIRE(tables);
  std::vector<std::string> others;
  Statement all = archive.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1");
  while (all.Step()) {
    if (std::none_of(tables->begin(), tables->end(),
                     [&](const CaseTable& table) { return table.name == all.Text(0); })) {
      others.push_back(all.Text(0));
    }
  }
  CHECK(others == std::vector<std::string>{"setting", "shard"});
}

}  // namespace
}  // namespace howdunit
