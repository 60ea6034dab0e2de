#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/ingest.h"
#include "store/case_file.h"
#include "store/check_whole.h"
#include "store/transaction.h"
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

// All rows of a question, one line each.
std::string Rows(const Database& database, std::string_view sql) {
  std::string rows;
  Statement statement = database.Prepare(sql);
  while (statement.Step()) {
    for (int column = 0; column < statement.ColumnCount(); ++column) {
      rows += (column == 0 ? "" : "|") + statement.Text(column);
    }
    rows += "\n";
  }
  CHECK(statement.error().empty());
  return rows;
}

BundleContents LargeBundle(const std::string& sha256) {
  BundleContents contents;
  contents.bundle.sha256 = RedactIdentifier(sha256);
  contents.members.resize(1);
  for (int line = 1; line <= 5000; ++line) {
    SignatureRecord hit;
    hit.signature = line % 2 == 0 ? "even" : "odd";
    hit.source = {.member = 0, .line = line, .line_end = line, .text = "a line"};
    hit.last_source = hit.source;
    contents.hits.push_back(hit);
  }
  return contents;
}

TEST_CASE("case file: a large bundle leaves the indexes as they are in an empty file", "[store]") {
  // SQLite chooses between indexes of a table by their order too.
  const std::string indexes =
      "SELECT tbl_name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY tbl_name, rowid";
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  const std::string before = Rows(file->database(), indexes);
  CHECK(Contains(before, "CREATE INDEX hit_pod "));
  for (const std::string sha256 : {"1", "2"}) {
    REQUIRE(file->AddBundle(LargeBundle(sha256)));
    CHECK(Rows(file->database(), indexes) == before);
    CHECK(Rows(file->database(), "PRAGMA integrity_check") == "ok\n");
  }
  CHECK(Rows(file->database(),
             "SELECT count(*) FROM hit INDEXED BY hit_signature "
             "WHERE signature = 'odd'") == "5000\n");
}

TEST_CASE("case file: lines that several records point to are one source", "[store]") {
  BundleContents contents = LargeBundle("1");
  std::vector<SignatureRecord> hits = {contents.hits[0], contents.hits[1], contents.hits[2]};
  contents.hits = {};
  hits[1].source = hits[0].source;                     // the first line once more
  hits[2].source.line = hits[2].last_source.line = 1;  // another end
  for (const SignatureRecord& hit : hits) contents.hits.push_back(hit);
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(contents));
  CHECK(Rows(file->database(), "SELECT source, last_source FROM hit") == "1|1\n1|2\n3|3\n");
  CHECK(Rows(file->database(), "SELECT line, line_end FROM source") == "1|1\n2|2\n1|3\n");
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
                                     ": case file version 99, this howdunit reads version 7; "
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

TEST_CASE("case file: one without a table, column or view that is asked is refused", "[store]") {
  const TempFolder folder;
  const std::string path = folder / "case.db";
  const auto change = [&](const std::string& sql) {
    auto database = Database::Open(path);
    REQUIRE(database);
    REQUIRE(database->Execute(sql));
  };
  SECTION("refused") {
    const std::string sql =
        GENERATE("DROP TABLE finding_check", "DROP VIEW v_timeline",
                 "DROP TABLE label; CREATE TABLE label (bundle INTEGER NOT NULL)",
                 "DROP VIEW v_timeline; CREATE VIEW v_timeline AS SELECT 1 FROM nowhere");
    change(sql);
    for (const auto& opened : {Database::Open(path), Database::OpenReadOnly(path)}) {
      REQUIRE_FALSE(opened);
      CHECK(opened.error().message == path +
                                          ": its tables are not those that this howdunit makes; "
                                          "ingest the bundles again into a new file");
    }
  }
  SECTION("a table of somebody's own, and another order of things") {
    change("CREATE TABLE note (text TEXT); VACUUM");
    CHECK(Database::Open(path));
    CHECK(Database::OpenReadOnly(path));
    // What is copied table by table must have no other.
    const auto whole = CheckWhole(path);
    REQUIRE_FALSE(whole);
    CHECK(whole.error().message == path + ": holds tables or views that no case file has");
  }
  SECTION("as it was made") {
    change("INSERT INTO setting VALUES ('a', 'b')");
    CHECK(CheckWhole(path));
  }
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

TEST_CASE("case file: of a large bundle that cannot be written nothing is left", "[store]") {
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  const std::string everything = "SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2";
  const std::string before = Rows(file->database(), everything);
  REQUIRE(file->database().Execute("PRAGMA max_page_count = 150"));
  CHECK_FALSE(file->AddBundle(LargeBundle("1")));
  CHECK(Rows(file->database(), everything) == before);
  CHECK(Rows(file->database(), "SELECT count(*) FROM hit") == "0\n");
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

TEST_CASE("a twin reads what was committed, of a file that nobody else may write to", "[unit]") {
  const testing::TempFolder folder;
  const std::string path = folder / "a%41?b#c.db";
  const auto database = Database::Open(path, Durability::kNone);
  REQUIRE(database);
  REQUIRE(database->Execute("INSERT INTO setting (name, value) VALUES ('a', 'b')"));
  const auto twin = database->OpenTwin();
  REQUIRE(twin);
  Statement value = twin->Prepare("SELECT value FROM setting WHERE name = 'a'");
  REQUIRE(value.Step());
  CHECK(value.Text(0) == "b");
  CHECK_FALSE(twin->Execute("DELETE FROM setting"));

  CHECK_FALSE(Database::Open(folder / "shared.db")->OpenTwin());
  CHECK_FALSE(Database::Open(":memory:", Durability::kNone)->OpenTwin());
}

}  // namespace
}  // namespace howdunit
