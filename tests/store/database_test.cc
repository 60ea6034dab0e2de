#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/ingest.h"
#include "store/case_file.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::TempFolder;

std::string ForeignError(Database& database, const std::string& sql) {
  database.SetFence(QueryFence{.steps = 5'000'000});
  auto statement = database.PrepareForeign(sql);
  if (!statement) return statement.error().message;
  while (statement->Step()) {
  }
  return statement->error();
}

BundleContents SmallBundle() {
  const auto scanner = SignatureScanner::Create({});
  REQUIRE(scanner);
  return IngestTexts({{"pods.txt",
                       "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE\n"
                       "shop        web-1   1/1     Running   0          2m5s\n"}},
                     *scanner, {});
}

TEST_CASE("case file: the same bundle twice changes nothing", "[store]") {
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  const auto first = file->AddBundle(SmallBundle());
  REQUIRE(first);
  CHECK(*first == CaseFile::Added::kNew);
  const auto count = [&] {
    std::string counts;
    Statement tables =
        file->database().Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1");
    while (tables.Step()) {
      Statement rows = file->database().Prepare("SELECT count(*) FROM " + tables.Text(0));
      rows.Step();
      counts += tables.Text(0) + "=" + rows.Text(0) + " ";
    }
    return counts;
  };
  const std::string before = count();
  CHECK(Contains(before, "pod=1 "));
  const auto second = file->AddBundle(SmallBundle());
  REQUIRE(second);
  CHECK(*second == CaseFile::Added::kAlreadyThere);
  CHECK(count() == before);
}

TEST_CASE("case file: foreign files and newer versions are refused", "[store]") {
  const TempFolder folder;
  folder.Write("text.db", "this is no database at all, but a text of some length ........");
  CHECK_FALSE(Database::Open(folder / "text.db"));
  {
    auto database = Database::Open(folder / "newer.db");
    REQUIRE(database);
    REQUIRE(database->Execute("PRAGMA user_version = 99"));
  }
  const auto newer = Database::Open(folder / "newer.db");
  REQUIRE_FALSE(newer);
  CHECK(newer.error().message == (folder / "newer.db") +
                                     ": case file version 99, this howdunit reads version 3; "
                                     "ingest the bundles again into a new file");
  {
    auto database = Database::Open(folder / "other.db");
    REQUIRE(database);
    REQUIRE(database->Execute("PRAGMA application_id = 7"));
  }
  const auto other = Database::OpenReadOnly(folder / "other.db");
  REQUIRE_FALSE(other);
  CHECK(Contains(other.error().message, "is a database, but no case file of howdunit"));
}

TEST_CASE("case file: a transaction that is not committed leaves nothing", "[store]") {
  auto database = Database::Open(":memory:");
  REQUIRE(database);
  {
    const Transaction transaction(*database);
    REQUIRE(database->Execute("INSERT INTO setting VALUES ('a', 'b')"));
  }
  Statement rows = database->Prepare("SELECT count(*) FROM setting");
  REQUIRE(rows.Step());
  CHECK(rows.Int(0) == 0);
}

TEST_CASE("fence: only reading passes", "[store]") {
  auto database = Database::Open(":memory:");
  REQUIRE(database);
  CHECK(ForeignError(*database, "SELECT count(*) FROM pod").empty());
  CHECK(ForeignError(*database, "WITH x AS (SELECT 1) SELECT * FROM x").empty());
  for (const std::string sql :
       {"INSERT INTO setting VALUES ('a', 'b')", "DELETE FROM pod", "DROP TABLE pod",
        "UPDATE pod SET name = ''", "PRAGMA journal_mode = WAL", "ATTACH 'x.db' AS x",
        "VACUUM INTO 'x.db'", "CREATE TABLE x (y)", "SELECT load_extension('x')",
        "SELECT zeroblob(900000000)"}) {
    INFO(sql);
    CHECK_FALSE(ForeignError(*database, sql).empty());
  }
  CHECK(ForeignError(*database, "SELECT 1; DELETE FROM pod") == "more than one statement");
  CHECK(ForeignError(*database, "") == "no statement");
}

TEST_CASE("fence: a query without end is interrupted", "[store]") {
  auto database = Database::Open(":memory:");
  REQUIRE(database);
  CHECK(ForeignError(*database,
                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                     "SELECT count(*) FROM n") == "interrupted");
}

TEST_CASE("database: hostile text comes back as it went in", "[store]") {
  auto database = Database::Open(":memory:");
  REQUIRE(database);
  const std::string text = "Robert'); DROP TABLE pod;-- \x1b[31m <b>\n| ` \xF0\x9F\x90\xB3";
  REQUIRE(database->Prepare("INSERT INTO setting VALUES ('x', ?)").Bind(1, Redact(text)).Run());
  Statement row = database->Prepare("SELECT value FROM setting");
  REQUIRE(row.Step());
  CHECK(row.Text(0) == text);
}

}  // namespace
}  // namespace howdunit
