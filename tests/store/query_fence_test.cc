// The fence, by what it has to hold against.

#include "store/query_fence.h"

#include <catch2/catch.hpp>

#include "core/text.h"
#include "store/database.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::ReadFile;
using testing::TempFolder;

constexpr QueryFence kSmall = {.steps = 5'000'000, .memory = 64 << 20};

Database MakeDatabase() {
  auto database = Database::Open(":memory:");
  REQUIRE(database);
  REQUIRE(database->Execute("INSERT INTO setting VALUES ('a', '[1,2]')"));
  return std::move(*database);
}

// Why `sql` does not run to its end, or "".
std::string ErrorOf(const Database& database, const std::string& sql) {
  auto statement = database.PrepareForeign(sql);
  if (!statement) return statement.error().message;
  while (statement->Step()) {
  }
  return statement->error();
}

std::string First(const Database& database, const std::string& sql) {
  auto statement = database.PrepareForeign(sql);
  if (!statement) return statement.error().message;
  return statement->Step() ? statement->Text(0) : statement->error();
}

TEST_CASE("fence: what is no SELECT is not compiled", "[store]") {
  Database database = MakeDatabase();
  database.SetFence(kSmall);
  for (const std::string sql : {"DELETE FROM setting",
                                "INSERT INTO setting VALUES ('b', 'c')",
                                "DROP TABLE pod",
                                "UPDATE setting SET value = ''",
                                "REPLACE INTO setting VALUES ('a', '')",
                                "WITH x AS (SELECT 1) DELETE FROM setting",
                                "DELETE FROM setting RETURNING value",
                                "CREATE TABLE x (y)",
                                "CREATE TEMP TABLE x (y)",
                                "CREATE TEMP VIEW x AS SELECT 1",
                                "CREATE VIRTUAL TABLE temp.x USING fts5(y)",
                                "CREATE INDEX x ON pod (name)",
                                "ALTER TABLE pod RENAME TO x",
                                "ATTACH 'x.db' AS x",
                                "ATTACH ':memory:' AS x",
                                "DETACH main",
                                "PRAGMA user_version = 9",
                                "PRAGMA writable_schema = ON",
                                "PRAGMA trusted_schema = ON",
                                "PRAGMA temp_store_directory = '/'",
                                "PRAGMA database_list",
                                "VACUUM",
                                "VACUUM INTO 'x.db'",
                                "REINDEX",
                                "ANALYZE",
                                "BEGIN",
                                "COMMIT",
                                "SAVEPOINT x",
                                "EXPLAIN DELETE FROM setting"}) {
    INFO(sql);
    CHECK(ErrorOf(database, sql) == "expected one SELECT that only reads");
  }
  CHECK(First(database, "SELECT value FROM setting") == "[1,2]");
  CHECK_FALSE(std::filesystem::exists("x.db"));
}

TEST_CASE("fence: with scratch tables nothing but those is written", "[store]") {
  Database database = MakeDatabase();
  database.SetFence(QueryFence{.steps = 5'000'000, .scratch = true});
  CHECK(database.Execute("CREATE TEMP TABLE x AS SELECT value FROM setting"));
  CHECK(database.Execute("CREATE INDEX temp.x_value ON x (value)"));
  CHECK(database.Execute("DELETE FROM temp.x"));
  CHECK(database.Execute("INSERT INTO temp.x SELECT value || '!' FROM setting"));
  CHECK(First(database, "SELECT value FROM x") == "[1,2]!");
  for (const std::string sql :
       {"CREATE TEMP TABLE y AS SELECT 1; DELETE FROM setting", "CREATE TABLE main.y (z)",
        "INSERT INTO setting SELECT 'b', value FROM x", "DROP TABLE setting",
        "CREATE TEMP TABLE z AS SELECT load_extension('x')", "CREATE TEMP VIEW z AS SELECT 1",
        "CREATE VIRTUAL TABLE temp.z USING fts5(y)", "PRAGMA temp.user_version = 9",
        "ATTACH 'x.db' AS temp2"}) {
    INFO(sql);
    CHECK_FALSE(database.Execute(sql));
  }
  const auto endless = database.Execute(
      "CREATE TEMP TABLE z AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
      "SELECT i FROM n");
  REQUIRE_FALSE(endless);
  CHECK(endless.error().message == "case file: interrupted");
  database.SetFence(kSmall);
  CHECK(First(database, "SELECT value FROM x") == "[1,2]!");
  CHECK_FALSE(database.Execute("DROP TABLE temp.x"));
  CHECK(First(database, "SELECT count(*) FROM setting") == "1");
}

TEST_CASE("fence: one statement, behind which comments may stand", "[store]") {
  Database database = MakeDatabase();
  database.SetFence(kSmall);
  CHECK(ErrorOf(database, "SELECT 1; DROP TABLE setting") == "more than one statement");
  CHECK(ErrorOf(database, "SELECT 1; SELECT 2") == "more than one statement");
  CHECK(ErrorOf(database, "SELECT 1; rubbish") == "more than one statement");
  CHECK(ErrorOf(database, std::string("SELECT 1\0; DROP TABLE setting", 29)) ==
        "expected SQL, found a NUL byte");
  CHECK(ErrorOf(database, " -- nothing\n;") == "no statement");
  CHECK(First(database, ";-- before\nSELECT 1 /* in */; -- behind\n ;") == "1");
  CHECK(ErrorOf(database, "SELEC 1") ==
        "near \"SELEC\": syntax error; expected one SELECT that only reads");
  const std::string deep(100'000, '(');
  CHECK_FALSE(ErrorOf(database, "SELECT " + deep).empty());
  CHECK(ErrorOf(database, "SELECT '" + std::string(2 << 20, 'x') + "'") == "statement too long");
}

TEST_CASE("fence: functions that do more than reckon are refused", "[store]") {
  Database database = MakeDatabase();
  database.SetFence(kSmall);
  for (const std::string call :
       {"load_extension('x')", "load_extension('x', 'y')", "zeroblob(900000000)",
        "randomblob(900000000)", "random()", "fts3_tokenizer('simple')",
        "fts3_tokenizer('simple', x'00')", "fts5(NULL)", "rtreecheck('pod')", "rtreenode(2, x'00')",
        "snippet('x')", "sqlite_log(1, 'x')", "changes()"}) {
    INFO(call);
    CHECK(ErrorOf(database, "SELECT " + call).starts_with("not authorized to use function: "));
  }
  // Those of SQLite's shell are not there at all.
  for (const std::string call :
       {"readfile('/etc/passwd')", "writefile('x', 'y')", "edit('x', 'vi')", "eval('SELECT 1')"}) {
    INFO(call);
    CHECK(ErrorOf(database, "SELECT " + call).starts_with("no such function: "));
  }
  CHECK(First(database, "SELECT Upper(value ->> '$[1]' || 'a') FROM setting") == "2A");
}

TEST_CASE("fence: every function of this SQLite is known to be harmless, or refused", "[store]") {
  Database database = MakeDatabase();
  std::vector<std::string> names;
  {
    Statement functions = database.Prepare("SELECT DISTINCT name FROM pragma_function_list");
    while (functions.Step()) names.push_back(functions.Text(0));
  }
  database.SetFence(kSmall);
  std::string refused;
  for (const std::string& name : names) {
    for (const std::string arguments : {"()", "(1)", "(1, 2)", "(1, 2, 3)", "(1) OVER ()"}) {
      const std::string error = ErrorOf(database, "SELECT \"" + name + "\"" + arguments);
      if (!error.starts_with("not authorized")) continue;
      refused += name + " ";
      break;
    }
  }
  for (const std::string name : {"load_extension", "randomblob", "fts3_tokenizer", "rtreecheck"}) {
    CHECK(Contains(refused, name + " "));
  }
  for (const std::string name :
       {"group_concat", "json_extract", "strftime", "row_number", "like"}) {
    CHECK_FALSE(Contains(refused, name + " "));
  }
}

TEST_CASE("fence: of tables that SQLite makes up only those of JSON are there", "[store]") {
  Database database = MakeDatabase();
  database.SetFence(kSmall);
  for (const std::string table :
       {"pragma_table_info('pod')", "PRAGMA_table_info('pod')", "pragma_database_list",
        "pragma_table_list", "pragma_function_list", "pragma_wal_checkpoint", "pragma_user_version",
        "pragma_optimize"}) {
    INFO(table);
    CHECK_FALSE(ErrorOf(database, "SELECT * FROM " + table).empty());
    CHECK_FALSE(ErrorOf(database, "SELECT count(*) FROM " + table).empty());
  }
  for (const std::string table :
       {"dbstat", "sqlite_dbpage", "sqlite_stmt", "fts3tokenize", "fts5vocab",
        "bytecode('SELECT 1')", "fsdir('/')", "generate_series(1, 9)", "csv"}) {
    INFO(table);
    CHECK(ErrorOf(database, "SELECT * FROM " + table).starts_with("no such table: "));
  }
  CHECK(First(database, "SELECT sum(item.value) FROM setting, json_each(setting.value) item") ==
        "3");
  CHECK(First(database, "SELECT count(*) FROM json_tree('{\"a\":{\"b\":1}}')") == "3");
}

TEST_CASE("fence: texts of more than 16 MiB are not made", "[store]") {
  Database database = MakeDatabase();
  database.SetFence(QueryFence{.steps = 50'000'000, .memory = 256 << 20});
  const std::string text = "printf('%.*c', 9000000, 'a')";
  for (const std::string& sql :
       {"SELECT " + text + " || " + text, "SELECT replace(" + text + ", 'a', 'bbbbbb')",
        "SELECT hex(" + text + ")", "SELECT char(65) || quote(x'00' || hex(" + text + "))",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9) "
        "SELECT group_concat(" +
            text + ") FROM n",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9) "
        "SELECT json_group_array(" +
            text + ") FROM n"}) {
    INFO(sql);
    const std::string error = ErrorOf(database, sql);
    CHECK((error == "string or blob too big" || error == "out of memory"));
  }
  // These give nothing instead.
  CHECK(First(database, "SELECT length(printf('%.*c', 900000000, 'x'))").size() < 9);
  CHECK(First(database, "SELECT length(printf('%900000000d', 1))").size() < 9);
}

TEST_CASE("fence: steps and memory have an end", "[store]") {
  Database database = MakeDatabase();
  database.SetFence(kSmall);
  const std::string endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) ";
  CHECK(ErrorOf(database, endless + "SELECT count(*) FROM n") == "interrupted");
  // A text of 8 MiB for each row that is kept to be sorted, and one that is kept in a table.
  const std::string text = "printf('%.*c', 8000000, 'a') || i";
  for (const std::string& sql :
       {endless + "SELECT " + text + " FROM n ORDER BY 1",
        endless + "SELECT DISTINCT " + text + " FROM n",
        endless + "SELECT max(i) FROM n GROUP BY " + text,
        "WITH RECURSIVE n(i, t) AS (SELECT 1, '' UNION ALL SELECT i + 1, " + text +
            " FROM n LIMIT 99),"
            " m AS MATERIALIZED (SELECT t FROM n) SELECT a.t FROM m a, m b"}) {
    INFO(sql);
    database.SetFence(kSmall);
    CHECK(ErrorOf(database, sql) == "out of memory");
  }
  CHECK(First(database, "SELECT value FROM setting") == "[1,2]");
  database.SetFence({});
  CHECK(First(database, "SELECT length(hex(printf('%.*c', 9000000, 'a')))") == "18000000");
}

TEST_CASE("fence: who cannot be asked to stop at a step is interrupted from outside", "[store]") {
  Database database = MakeDatabase();
  database.SetFence(QueryFence{});
  auto statement = database.PrepareForeign(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n");
  REQUIRE(statement);
  REQUIRE(statement->Step());
  database.Interrupt();
  CHECK_FALSE(statement->Step());
  CHECK(statement->error() == "interrupted");
}

TEST_CASE("case file: not even this program's own SQL loads code or writes its schema by hand",
          "[store]") {
  Database database = MakeDatabase();
  CHECK(First(database, "SELECT load_extension('x')") == "not authorized");
  REQUIRE(database.Execute("PRAGMA writable_schema = ON"));
  const auto written = database.Execute("UPDATE sqlite_schema SET sql = ''");
  REQUIRE_FALSE(written);
  CHECK(written.error().message == "case file: table sqlite_master may not be modified");
  CHECK_FALSE(database.Execute("CREATE VIRTUAL TABLE x USING fts5(y)"));
}

// A case file on disk that `sql` was done to, as sqlite3 would.
std::string Doctored(const TempFolder& folder, const std::string& sql) {
  const std::string path = folder / "case.db";
  auto database = Database::Open(path);
  REQUIRE(database);
  REQUIRE(database->Execute(sql));
  return path;
}

TEST_CASE("case file: what howdunit puts into none is refused", "[store]") {
  const TempFolder folder;
  const std::string path = Doctored(
      folder, "CREATE TRIGGER \"t\n\" AFTER INSERT ON setting BEGIN DELETE FROM bundle; END");
  const std::string expected =
      path + ": holds the trigger 't\n', and a case file holds tables, views and indexes only";
  const auto read = Database::OpenReadOnly(path);
  REQUIRE_FALSE(read);
  CHECK(read.error().message == expected);
  const auto written = Database::Open(path);
  REQUIRE_FALSE(written);
  CHECK(written.error().message == expected);
}

TEST_CASE("case file: reading one leaves nothing beside it", "[store]") {
  const TempFolder folder;
  const std::string path = Doctored(folder, "PRAGMA journal_mode = WAL");
  REQUIRE(ReadFile(path)[18] == 2);
  const auto logged = Database::OpenReadOnly(path);
  REQUIRE_FALSE(logged);
  CHECK(Contains(logged.error().message, "has a write-ahead log"));
  const auto files = std::filesystem::directory_iterator(folder.path());
  CHECK(std::distance(begin(files), end(files)) == 1);
  const auto folder_itself = Database::OpenReadOnly(folder.path().string());
  REQUIRE_FALSE(folder_itself);
  CHECK(folder_itself.error().message == "cannot open " + folder.path().string() + ": is no file");
  // A path is no URI.
  CHECK_FALSE(Database::OpenReadOnly("file:" + path + "?immutable=1"));
}

TEST_CASE("case file: a hostile view is a SELECT behind the same fence", "[store]") {
  const TempFolder folder;
  std::string views =
      "CREATE VIEW v_load AS SELECT load_extension('x') AS y;"
      "CREATE VIEW v_pragma AS SELECT * FROM pragma_database_list;"
      "CREATE VIEW v_endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
      " SELECT count(*) AS y FROM n;"
      "CREATE VIEW v_itself AS SELECT * FROM v_itself;"
      "CREATE VIEW v_blob AS SELECT zeroblob(900000000) AS name;"
      "CREATE VIEW v_0 AS SELECT 1 AS y;";
  // Each is two of the one before: compiling the last would make 2^40.
  for (int i = 1; i <= 40; ++i) {
    const std::string before = "v_" + std::to_string(i - 1);
    views += "CREATE VIEW v_" + std::to_string(i) + " AS SELECT a.y FROM " + before + " a, " +
             before + " b;";
  }
  const std::string path = Doctored(folder, views);
  const std::string bytes = ReadFile(path);
  auto database = Database::OpenReadOnly(path);
  REQUIRE(database);
  database->SetFence(kSmall);
  CHECK(First(*database, "SELECT * FROM v_load") == "unsafe use of load_extension()");
  CHECK_FALSE(ErrorOf(*database, "SELECT * FROM v_pragma").empty());
  CHECK(First(*database, "SELECT * FROM v_endless") == "interrupted");
  CHECK(First(*database, "SELECT * FROM v_itself") == "view v_itself is circularly defined");
  CHECK(First(*database, "SELECT * FROM v_blob").starts_with("not authorized"));
  CHECK(First(*database, "SELECT * FROM v_40") == "out of memory");
  CHECK(ReadFile(path) == bytes);
}

TEST_CASE("case file: damaged ones are told, not read", "[store]") {
  const TempFolder folder;
  const std::string path = Doctored(folder, "INSERT INTO setting VALUES ('a', 'b')");
  const std::string bytes = ReadFile(path);
  // Cut inside the header and at pages, and with half a page of rubbish in between.
  for (std::size_t size = 1; size < bytes.size(); size += size < 200 ? 13 : 8192) {
    folder.Write("cut.db", bytes.substr(0, size));
    auto database = Database::OpenReadOnly(folder / "cut.db");
    if (!database) {
      CHECK(Contains(database.error().message, "cut.db"));
      continue;
    }
    database->SetFence(kSmall);
    ErrorOf(*database, "SELECT * FROM setting, v_state, v_gaps");
  }
  for (std::size_t at = 0; at + 4096 <= bytes.size(); at += 4096) {
    std::string rubbish = bytes;
    for (std::size_t i = at; i < at + 4096; i += 3) rubbish[i] = static_cast<char>(i * 131);
    folder.Write("rubbish.db", rubbish);
    auto database = Database::OpenReadOnly(folder / "rubbish.db");
    if (!database) continue;
    database->SetFence(kSmall);
    ErrorOf(*database, "SELECT * FROM setting, v_state, v_gaps");
  }
}

}  // namespace
}  // namespace howdunit
