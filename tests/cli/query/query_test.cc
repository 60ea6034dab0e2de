// howdunit query, as it is called.

#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include <catch2/catch.hpp>

#include "cli/query/query_command.h"
#include "cli/query/result_writer.h"
#include "core/text.h"
#include "store/database.h"
#include "support/analyze.h"

namespace howdunit {
namespace {

using testing::Analyze;
using testing::ReadFile;
using testing::TempFolder;

struct Answer {
  int exit_code = -1;
  std::string text, error;
};

Answer Ask(Options options, const QueryLimits& limits = {}, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  const auto code = Query(options, limits, in, out);
  if (!code) return {.text = out.str(), .error = code.error().message};
  return {.exit_code = *code, .text = out.str()};
}

Answer Ask(const std::string& database, const std::string& sql, const std::string& format = "csv") {
  Options options;
  options.database = database;
  options.sql = sql;
  options.table_format = format;
  return Ask(options);
}

// A case file with two nodes, in which `sql` was run besides.
std::string MakeCase(const TempFolder& folder, const std::string& sql = "") {
  const std::string path = folder / "case.db";
  auto database = Database::Open(path);
  REQUIRE(database);
  REQUIRE(database->Execute(
      "INSERT INTO setting VALUES ('a', 'x'), ('b', '=1'); "
      "INSERT INTO bundle VALUES (1, 'b', '', '', 0, NULL, NULL, '', '', '', '', '', '', '');" +
      sql));
  return path;
}

constexpr const char* kNumbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) ";

TEST_CASE("query: values keep their types", "[cli]") {
  const TempFolder folder;
  const std::string path = MakeCase(folder);
  const std::string sql =
      "SELECT 1 AS i, -2.0 AS r, NULL AS n, 'x' AS t, x'00ff' AS b, 9e999 AS inf, "
      "9223372036854775807 AS big, CAST(x'ff41' AS TEXT) AS bad";
  CHECK(Ask(path, sql, "jsonl").text ==
        R"({"i":1,"r":-2.0,"n":null,"t":"x","b":"x'00ff'","inf":9e999,)"
        R"("big":9223372036854775807,"bad":"\ufffdA"})"
        "\n");
  CHECK(Ask(path, sql).text ==
        "i,r,n,t,b,inf,big,bad\n1,-2.0,,x,x'00ff',9e999,9223372036854775807,\xEF\xBF\xBD"
        "A\n");
  CHECK(Ask(path, "SELECT * FROM setting").text == "name,value\na,x\nb,'=1\n");
  CHECK(Ask(path, "SELECT name FROM setting WHERE 0", "json").text == "[]\n");
}

TEST_CASE("query: the SQL may come from standard input", "[cli]") {
  const TempFolder folder;
  Options options;
  options.database = MakeCase(folder);
  options.sql = "-";
  options.table_format = "jsonl";
  CHECK(Ask(options, {}, "-- how many\nSELECT count(*) AS n\nFROM setting;\n").text ==
        "{\"n\":2}\n");
  CHECK(Ask(options, {}, "").error == "query: no statement");
  CHECK(Ask(options, {}, "SELECT 1; DROP TABLE setting").error == "query: more than one statement");
  CHECK(Ask(options, {}, std::string((1 << 20) + 1, ' ')).error ==
        "query: expected at most 1 MiB of SQL");
}

TEST_CASE("query: where an answer is cut it says so, and is whole so far", "[cli]") {
  const TempFolder folder;
  Options options;
  options.database = MakeCase(folder);
  options.sql = std::string(kNumbers) + "SELECT i FROM n";
  options.limit = 3;
  options.table_format = "json";
  const std::string log = folder / "log";
  REQUIRE(StartLog(Verbosity::kQuiet, log));
  Answer answer = Ask(options);
  CHECK(answer.exit_code == kIncomplete);
  CHECK(answer.text == "[\n{\"i\":1},\n{\"i\":2},\n{\"i\":3}\n]\n");
  options.sql = "SELECT column1 FROM (VALUES (1), (2), (3))";
  CHECK(Ask(options).exit_code == kDone);

  options.sql = std::string(kNumbers) + "SELECT i, printf('%.*c', 100, 'x') AS x FROM n";
  options.limit = 1000;
  QueryLimits limits;
  limits.answer = 1000;
  for (const std::string& format : ResultFormats()) {
    options.table_format = format;
    answer = Ask(options, limits);
    CHECK(answer.exit_code == kIncomplete);
    CHECK(Contains(answer.text, "7"));  // 132 bytes a row
    CHECK_FALSE(Contains(answer.text, "8"));
  }
  limits.row = 120;
  answer = Ask(options, limits);
  CHECK(answer.exit_code == kIncomplete);
  CHECK_FALSE(Contains(answer.text, "1"));
  REQUIRE(StartLog(Verbosity::kQuiet, ""));
  const std::string told = ReadFile(log);
  CHECK(Contains(told, "query: the answer is cut after 3 rows; --limit sets how many are written"));
  CHECK(Contains(told, "query: the answer is cut after 7 rows, at 64 MiB"));
  CHECK(Contains(told, "query: the answer is cut after 0 rows, before a row of more than 16 MiB"));
}

TEST_CASE("query: one row is not made of the same long text again and again", "[cli]") {
  const TempFolder folder;
  std::string columns = "x";
  for (int i = 1; i < 20; ++i) columns += ", x";
  const Answer answer = Ask(
      MakeCase(folder), "SELECT " + columns + " FROM (SELECT printf('%.*c', 9000000, 'a') AS x)");
  CHECK(answer.exit_code == kIncomplete);
  CHECK(answer.text.size() < 10'000);
}

TEST_CASE("query: an answer that cannot be written is an error", "[cli]") {
  const TempFolder folder;
  Options options;
  options.database = MakeCase(folder);
  options.sql = std::string(kNumbers) + "SELECT i FROM n";
  std::istringstream in;
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  const auto code = Query(options, {}, in, out);
  REQUIRE_FALSE(code);
  CHECK(code.error().message == "query: cannot write the answer");
}

TEST_CASE("query: an unknown name is told with the nearest one", "[cli]") {
  const TempFolder folder;
  const std::string path = MakeCase(folder, "CREATE VIEW \"v_od\"\"d\n\" AS SELECT 1 AS one;");
  CHECK(Ask(path, "SELECT * FROM v_findngs").error ==
        "query: no such table: v_findngs; did you mean v_findings?");
  CHECK(Ask(path, "SELECT * FROM main.Findings").error ==
        "query: no such table: main.Findings; did you mean finding?");
  CHECK(Ask(path, "SELECT NODES FROM pod").error ==
        "query: no such column: NODES; did you mean node?");
  CHECK(Ask(path, "SELECT t.valu FROM setting t").error ==
        "query: no such column: t.valu; did you mean value?");
  CHECK(Ask(path, "SELECT qqqqqqqqqq FROM setting").error ==
        "query: no such column: qqqqqqqqqq; there are name, value");
  CHECK(Ask(path, "SELECT \"o\" || on_ FROM \"v_od\"\"d\n\"").error ==
        "query: no such column: on_; did you mean one?");
  CHECK(Ask(path, "SELECT a\n, FROM x").error ==
        "query: near \"FROM\": syntax error; expected one SELECT that only reads");
  CHECK(Ask(path, "SELECT * FROM \"a\x1b\xff\nb\"")
            .error.starts_with("query: no such table: a\x1b\xEF\xBF\xBD\\nb"));
}

TEST_CASE("query: what goes on for too long is stopped and says so", "[cli]") {
  const TempFolder folder;
  Options options;
  options.database = MakeCase(folder);
  QueryLimits limits;
  limits.fence = {.steps = 3'000'000, .memory = 64 << 20};
  options.sql = std::string(kNumbers) + "SELECT count(*) FROM n";
  CHECK(Ask(options, limits).error == "query: stopped, because it takes too long; ask for less");
  options.sql = std::string(kNumbers) + "SELECT printf('%.*c', 9000000, i) FROM n ORDER BY 1";
  CHECK(Ask(options, limits).error ==
        "query: stopped, because it takes too much memory; ask for less");
  options.sql = "SELECT hex(printf('%.*c', 9000000, 'a'))";
  CHECK(Ask(options, limits).error ==
        "query: stopped, because it makes a text of more than 16 MiB");
  // Few steps, each of which costs much.
  limits.seconds = 1;
  options.sql =
      std::string(kNumbers) + "SELECT sum(length(hex(printf('%.*c', 4000000, 'a') || i))) FROM n";
  CHECK(Ask(options, limits).error == "query: stopped, because it takes too long; ask for less");
}

TEST_CASE("query: one step that takes for ever ends the program, with its last words", "[cli]") {
  const TempFolder folder;
  Options options;
  options.database = MakeCase(folder);
  const std::string hay = "printf('%.*c', 8000000, 'a')";
  const std::string needle = "printf('%.*c', 4000000, 'a') || 'b'";
  for (const std::string& sql :
       {"SELECT replace(" + hay + ", " + needle + ", '')",
        "SELECT instr(" + hay + ", " + needle + ")",
        "SELECT trim(" + hay + ", replace(printf('%.*c', 1000000, 'x'), 'x', 'é') || 'a')"}) {
    INFO(sql);
    options.sql = sql;
    QueryLimits limits;
    limits.seconds = 1;
    const std::string said = folder / "stderr";
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      if (std::freopen(said.c_str(), "w", stderr) == nullptr) _exit(99);
      Ask(options, limits);
      _exit(98);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == kNotDone);
    CHECK(ReadFile(said) ==
          "howdunit: error: query: stopped, because it takes too long; ask for less\n");
  }
}

TEST_CASE("query: a hostile case file is answered without its escapes", "[cli]") {
  const TempFolder folder;
  const std::string path =
      MakeCase(folder,
               "INSERT INTO setting VALUES ('\x1b]0;x\x07', CAST(x'9b41ff0a0d1b5b324a' AS TEXT));"
               "CREATE VIEW \"v\x1b\" AS SELECT value AS \"\x1b[2Jc\" FROM setting;");
  const std::string bytes = ReadFile(path);
  for (const std::string& format : ResultFormats()) {
    for (const std::string sql : {"SELECT * FROM setting", "SELECT * FROM \"v\x1b\"",
                                  "SELECT char(27), char(155), char(8238), x'1b' || char(7)"}) {
      const Answer answer = Ask(path, sql, format);
      INFO(format + ": " + answer.text);
      CHECK(answer.exit_code == kDone);
      CHECK(RepairUtf8(answer.text) == answer.text);
      CHECK(MakeVisible(answer.text) == answer.text);
    }
  }
  CHECK(ReadFile(path) == bytes);
}

TEST_CASE("query: what is no case file is told", "[cli]") {
  const TempFolder folder;
  folder.Write("text.db", std::string(4096, 'x'));
  folder.Write("empty.db", "");
  const std::string bytes = ReadFile(MakeCase(folder));
  folder.Write("cut.db", bytes.substr(0, bytes.size() / 2));
  CHECK(Ask(folder / "text.db", "SELECT 1").error ==
        folder / "text.db" + ": not a case file: file is not a database");
  CHECK(Ask(folder / "empty.db", "SELECT 1").error ==
        folder / "empty.db" + ": is empty, no case file");
  CHECK(Contains(Ask(folder / "cut.db", "SELECT * FROM setting").error, "malformed"));
  CHECK(Contains(Ask(folder / "none.db", "SELECT 1").error, "cannot open "));
  CHECK_FALSE(std::filesystem::exists(folder / "none.db"));
  {
    auto other = Database::Open(folder / "other.db");
    REQUIRE(other);
    REQUIRE(other->Execute("PRAGMA application_id = 7"));
  }
  CHECK(Ask(folder / "other.db", "SELECT 1").error ==
        folder / "other.db" + ": is a database, but no case file of howdunit");
}

// The SQL in docs/query.md.
std::vector<std::string> QuestionsOfTheDocumentation() {
  const std::string page = ReadFile(std::string(SOURCE_DIR) + "/docs/query.md");
  std::string_view rest = page;
  std::vector<std::string> questions;
  while (Contains(rest, "```sql\n")) {
    TakeUntil(rest, "```sql\n");
    questions.emplace_back(TakeUntil(rest, "```"));
  }
  return questions;
}

TEST_CASE("query: every question of the documentation has an answer in a sample", "[cli]") {
  const TempFolder folder;
  const auto analysis =
      Analyze({std::string(SOURCE_DIR) + "/samples/k8s01-path-mismatch"}, folder / "out");
  REQUIRE(analysis.error.empty());
  const std::string path = folder / "out/case.db";
  const std::vector<std::string> questions = QuestionsOfTheDocumentation();
  CHECK(questions.size() == 5);
  for (const std::string& question : questions) {
    INFO(question);
    for (const std::string& format : ResultFormats()) {
      const Answer answer = Ask(path, question, format);
      CHECK(answer.error.empty());
      CHECK(answer.exit_code == kDone);
      CHECK(std::count(answer.text.begin(), answer.text.end(), '\n') >= 2);
    }
  }
  // And so can every view be asked.
  const std::string views = Ask(path, "SELECT name FROM sqlite_schema WHERE type = 'view'").text;
  std::string_view rest = views;
  TakeUntil(rest, "\n");  // the name of the column
  while (!rest.empty()) {
    const std::string view(TakeUntil(rest, "\n"));
    INFO(view);
    CHECK(Ask(path, "SELECT * FROM " + view).error.empty());
  }
}

}  // namespace
}  // namespace howdunit
