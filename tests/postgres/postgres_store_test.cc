// The central store, in a PostgreSQL that run.sh starts: what SQLite answers, it answers.

#include "store/postgres_store.h"

#include <algorithm>
#include <thread>

#include "cli/archive/merge_parts.h"
#include "core/text.h"
#include "store/archive_target.h"
#include "support/change_case.h"
#include "support/pack.h"
#include "support/postgres.h"
#include "support/run_command.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::ChangeCase;
using testing::Pack;
using testing::PostgresDatabase;
using testing::Ran;
using testing::RunCommand;
using testing::TempFolder;

const std::string kSamples = std::string(SOURCE_DIR) + "/samples/";

void Triage(const std::vector<std::string>& bundles, const std::string& archive,
            const std::string& shard = "") {
  Options options;
  options.command = "triage";
  options.bundles = bundles;
  options.database = archive;
  options.shard = shard;
  const Ran ran = RunCommand(options);
  REQUIRE(ran.error.empty());
}

Ran MergeInto(const std::vector<std::string>& parts, const std::string& url) {
  Options options;
  options.command = "merge";
  options.bundles = parts;
  options.to = url;
  return RunCommand(options);
}

Database Open(const std::string& path) {
  auto database = Database::OpenReadOnly(path);
  if (!database) FAIL(database.error().message);
  return std::move(*database);
}

// A small bundle that differs from those of other numbers, and is the same whenever it is asked
// for.
std::string WriteBundle(const TempFolder& folder, int number) {
  const std::string name = "b" + std::to_string(number) + ".tar.gz";
  if (std::filesystem::exists(folder / name)) return folder / name;
  folder.Write(
      name,
      Pack({{"n1/journal/kubelet.log",
             "May 23 02:46:00 n1 kubelet[911]: E0523 02:46:00.336201 911 pod_workers.go:1301] "
             "\"Error syncing pod, skipping\" err=\"plugin type=\\\"calico\\\" failed (delete): "
             "error getting ClusterInformation: connection is unauthorized: Unauthorized\" "
             "pod=\"shop/web-" +
                 std::to_string(number) + "\"\n"},
            {"date.txt", "$ date -u\nSat May 23 03:00:00 UTC 2026\n"}},
           "ustar", "gzip"));
  return folder / name;
}

// An archive of small bundles with these numbers.
std::string WritePart(const TempFolder& folder, int first, int last) {
  std::vector<std::string> bundles;
  for (int number = first; number <= last; ++number) bundles.push_back(WriteBundle(folder, number));
  const std::string path =
      folder / ("part" + std::to_string(first) + "-" + std::to_string(last) + ".db");
  Triage(bundles, path);
  return path;
}

std::vector<std::string> NamesOf(const Database& database) {
  Statement rows = database.Prepare(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name <> 'setting'"
      " ORDER BY rowid");
  std::vector<std::string> names;
  while (rows.Step()) names.push_back(rows.Text(0));
  return names;
}

std::vector<std::string> RowsOf(const Database& database, const std::string& name) {
  Statement rows = database.Prepare("SELECT * FROM " + name);
  std::vector<std::string> texts;
  while (rows.Step()) {
    std::string& text = texts.emplace_back();
    for (int i = 0; i < rows.ColumnCount(); ++i) {
      text += rows.IsNull(i) ? "NULL|" : "'" + rows.Text(i) + "'|";
    }
  }
  CHECK(rows.error().empty());
  return texts;
}

// The questions that a page of the documentation asks.
std::vector<std::string> QuestionsOf(const std::string& page) {
  std::vector<std::string> questions;
  const std::string text = testing::ReadFile(page);
  std::string_view rest = text;
  for (TakeUntil(rest, "```sql\n"); !rest.empty(); TakeUntil(rest, "```sql\n")) {
    const std::string_view sql = TakeUntil(rest, "```");
    if (sql.starts_with("SELECT")) questions.emplace_back(sql);
  }
  return questions;
}

// Every table and view has the columns and rows that it has in the archive.
void CheckSame(PostgresDatabase& store, const Database& archive) {
  for (const std::string& name : NamesOf(archive)) {
    INFO(name);
    Statement none = archive.Prepare("SELECT * FROM " + name + " LIMIT 0");
    std::vector<std::string> columns;
    for (int i = 0; i < none.ColumnCount(); ++i) columns.push_back(none.ColumnName(i));
    CHECK(store.Columns(name) == columns);
    std::vector<std::string> expected = RowsOf(archive, name);
    std::vector<std::string> rows = store.Rows("SELECT * FROM " + name);
    // What is asked for in an order has it here, too.
    if (!name.starts_with("v_trend_") && name != "v_findings") {
      std::sort(expected.begin(), expected.end());
      std::sort(rows.begin(), rows.end());
    }
    CHECK(rows == expected);
  }
}

TEST_CASE("postgres: every table and view says of all samples what SQLite says", "[.postgres]") {
  const TempFolder folder;
  std::vector<std::string> halves[2];
  for (const auto& entry : std::filesystem::directory_iterator(kSamples)) {
    halves[entry.path().filename().string().size() % 2].push_back(entry.path().string());
  }
  halves[0].push_back(WriteBundle(folder, 1));  // too little evidence to confirm a cause
  Triage(halves[0], folder / "one.db");
  Triage(halves[1], folder / "two.db");
  const std::vector<std::string> parts = {folder / "one.db", folder / "two.db"};
  Options options;
  options.command = "merge";
  options.bundles = parts;
  options.output = folder / "all.db";
  REQUIRE(RunCommand(options).exit_code == kDone);

  PostgresDatabase store;
  CHECK(MergeInto(parts, store.url()).exit_code == kDone);
  const Database archive = Open(folder / "all.db");
  CheckSame(store, archive);
  for (const char* view :
       {"v_incidents", "v_evidence", "v_used_token", "v_terminating", "v_calico_version",
        "v_trend_missing", "v_token_fingerprint", "v_state", "v_refused_token", "v_trend_risks"}) {
    INFO(view);
    CHECK(!RowsOf(archive, view).empty());
  }
  // A number that is too large for PostgreSQL when it is multiplied must not end a question.
  store.Run("UPDATE pod SET grace_seconds = 9223372036854775807");
  CHECK(store.Rows("SELECT * FROM v_terminating").size() ==
        RowsOf(archive, "v_terminating").size());
  const std::vector<std::string> questions = QuestionsOf(SOURCE_DIR "/docs/postgres.md");
  CHECK(questions.size() == 5);
  for (const std::string& question : questions) {
    INFO(question);
    CHECK(!store.Rows(question).empty());
  }
}

TEST_CASE("postgres: a bundle that is there is not added again", "[.postgres]") {
  const TempFolder folder;
  const std::string one = WritePart(folder, 1, 3);
  const std::string two = WritePart(folder, 3, 5);
  PostgresDatabase store;
  CHECK(MergeInto({one}, store.url()).exit_code == kDone);
  CHECK(MergeInto({two, one, two}, store.url()).exit_code == kDone);
  CHECK(store.Rows("SELECT name FROM bundle ORDER BY id") ==
        std::vector<std::string>{"'b1'|", "'b2'|", "'b3'|", "'b4'|", "'b5'|"});
  // What was shifted still belongs together.
  CHECK(store
            .Rows("SELECT bundle, count(DISTINCT text) FROM v_source WHERE text LIKE '%/web-%'"
                  " AND text LIKE '%/web-' || substr(bundle, 2, 1) || '\"%' GROUP BY 1 ORDER BY 1")
            .size() == 5);
  CHECK(store.One("SELECT count(*) FROM triage JOIN bundle ON bundle.id = triage.bundle") == "5");
}

TEST_CASE("postgres: two merges at once add each bundle once", "[.postgres]") {
  const TempFolder folder;
  const std::vector<std::string> parts = {WritePart(folder, 1, 6), WritePart(folder, 4, 9)};
  PostgresDatabase store;  // empty: both would make the tables
  const auto url = ParsePostgresUrl(store.url());
  REQUIRE(url);
  REQUIRE(StartLog(Verbosity::kQuiet, ""));
  std::vector<std::string> errors(4);
  std::vector<std::thread> merges;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    merges.emplace_back([&, i] {
      const auto target = PostgresStore::Open(*url);
      if (!target) {
        errors[i] = target.error().message;
        return;
      }
      const auto tally = MergeParts({parts[i % 2], parts[(i + 1) % 2]}, **target);
      if (!tally) errors[i] = tally.error().message;
    });
  }
  for (std::thread& merge : merges) merge.join();
  CHECK(errors == std::vector<std::string>(4));
  CHECK(store.One("SELECT count(*) || ' ' || count(DISTINCT sha256) FROM bundle") == "9 9");
  CHECK(store.One("SELECT count(*) FROM triage") == "9");
}

TEST_CASE("postgres: missing shards and damaged parts are told as of archives", "[.postgres]") {
  const TempFolder folder;
  std::vector<std::string> bundles;
  for (int number = 1; number <= 6; ++number) bundles.push_back(WriteBundle(folder, number));
  Triage(bundles, folder / "1.db", "1/2");
  Triage(bundles, folder / "2.db", "2/2");
  folder.Write("bad.db", "not a database");
  PostgresDatabase store;
  CHECK(MergeInto({folder / "1.db", folder / "bad.db"}, store.url()).exit_code == kIncomplete);
  CHECK(MergeInto({folder / "1.db"}, store.url()).exit_code == kIncomplete);
  CHECK(MergeInto({folder / "2.db"}, store.url()).exit_code == kDone);
  CHECK(store.One("SELECT count(*) FROM bundle") == "6");
  CHECK(store.One("SELECT sum(bundles) FROM shard") == "6");
}

TEST_CASE("postgres: texts are stored whatever bytes are in them", "[.postgres]") {
  const TempFolder folder;
  const std::string part = WritePart(folder, 1, 1);
  ChangeCase(
      part,
      "UPDATE triage SET title = CAST(x'61006200' AS TEXT), next = CAST(x'61FF62' AS TEXT),"
      " subject = 'tab\t line\n end\r back\\slash \\N \\.', ask = 'ü€😀', next_command = '\\N'");
  PostgresDatabase store;
  CHECK(MergeInto({part}, store.url()).exit_code == kDone);
  CHECK(store.Rows("SELECT title, next, subject, ask, next_command FROM triage") ==
        std::vector<std::string>{"'a\uFFFDb\uFFFD'|'a\uFFFDb'|'tab\t line\n end\r back\\slash \\N "
                                 "\\.'|'ü€😀'|'\\N'|"});
}

TEST_CASE("postgres: texts are stored however long they are", "[.postgres]") {
  const TempFolder folder;
  const std::string part = folder / "part.db";
  Triage({kSamples + "healthy"}, part);
  std::string text;  // that does not get shorter when it is compressed
  for (unsigned random = 1; text.size() < 20'000; random = random * 1'664'525 + 1'013'904'223) {
    text += static_cast<char>('a' + (random >> 24U) % 26);
  }
  {
    const auto change = Database::Open(part);
    REQUIRE(change);
    // Not what this program's rules say, and not the hash that tells bundles apart.
    for (const char* column :
         {"bundle cluster", "bundle name", "member path", "source text", "object_field path",
          "object_field value", "object name", "pod name", "pod namespace", "node name",
          "container name", "event message", "label value", "coverage name", "triage title"}) {
      const std::vector<std::string_view> words = Split(column, ' ');
      REQUIRE(change->Execute("UPDATE " + std::string(words[0]) + " SET " + std::string(words[1]) +
                              " = '" + text + "'"));
    }
  }
  PostgresDatabase store;
  CHECK(MergeInto({part}, store.url()).error.empty());
  CHECK(store.One("SELECT count(*) FROM bundle WHERE length(cluster) = 20000") == "1");
  CHECK(store.One("SELECT count(*) > 0 FROM object_field WHERE length(path) = 20000") == "t");
}

TEST_CASE("postgres: a connection that is lost leaves nothing half written", "[.postgres]") {
  const TempFolder folder;
  const std::vector<std::string> parts = {WritePart(folder, 1, 2), WritePart(folder, 3, 4)};
  PostgresDatabase store;
  REQUIRE(MergeInto({parts[0]}, store.url()).exit_code == kDone);
  store.Run(
      "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS"
      " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;"
      "CREATE TRIGGER lose BEFORE INSERT ON finding FOR EACH ROW EXECUTE FUNCTION lose()");
  const Ran lost = MergeInto(parts, store.url());
  INFO(lost.error);
  CHECK(lost.error.starts_with(store.url() + ": " + parts[1] +
                               " was not written: FATAL:  terminating connection"));
  CHECK(store.One("SELECT count(*) FROM bundle") == "2");
  CHECK(store.One("SELECT count(DISTINCT bundle) FROM member") == "2");
  store.Run("DROP TRIGGER lose ON finding");
  CHECK(MergeInto(parts, store.url()).exit_code == kDone);
  CHECK(store.One("SELECT count(*) FROM triage") == "4");
}

TEST_CASE("postgres: so does one that is lost between two statements", "[.postgres]") {
  const TempFolder folder;
  const std::string path = WritePart(folder, 1, 2);
  PostgresDatabase store;
  const auto url = ParsePostgresUrl(store.url());
  REQUIRE(url);
  const auto target = PostgresStore::Open(*url);
  REQUIRE(target);
  const Database part = Open(path);
  const auto merge = (*target)->Begin(part, path);
  REQUIRE(merge);
  REQUIRE((*merge)->Add(1, "a hash"));
  REQUIRE(store.One("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()") == "t");
  const auto finished = (*merge)->Finish();
  REQUIRE(!finished);
  INFO(finished.error().message);
  CHECK(finished.error().message.starts_with(
      store.url() + ": the connection was lost; nothing of " + path + " was written: "));
  CHECK(store.One("SELECT count(*) FROM bundle") == "0");
}

TEST_CASE("postgres: a part that cannot be written leaves nothing, those before it stay",
          "[.postgres]") {
  const TempFolder folder;
  const std::vector<std::string> parts = {WritePart(folder, 1, 2), WritePart(folder, 3, 4)};
  PostgresDatabase store;
  REQUIRE(MergeInto({parts[0]}, store.url()).exit_code == kDone);
  store.Run("ALTER TABLE finding ADD CHECK (bundle < 4) NOT VALID");
  const Ran refused = MergeInto(parts, store.url());
  INFO(refused.error);
  CHECK(Contains(refused.error, "violates check constraint"));
  CHECK(store.One("SELECT count(*) FROM bundle") == "2");
  CHECK(store.One("SELECT count(DISTINCT bundle) FROM member") == "2");
}

TEST_CASE("postgres: who may not write is told so", "[.postgres]") {
  const TempFolder folder;
  const std::string part = WritePart(folder, 1, 1);
  PostgresDatabase store;
  store.Run("CREATE ROLE reader LOGIN");
  const Ran empty = MergeInto({part}, store.UrlAs("reader"));
  INFO(empty.error);
  CHECK(Contains(empty.error, "permission denied for schema public"));
  REQUIRE(MergeInto({part}, store.url()).exit_code == kDone);
  store.Run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
  const Ran refused = MergeInto({WritePart(folder, 2, 2)}, store.UrlAs("reader"));
  INFO(refused.error);
  CHECK(Contains(refused.error, "permission denied for table bundle"));
  CHECK(store.One("SELECT count(*) FROM bundle") == "1");
}

TEST_CASE("postgres: once the tables are there, a merge needs to read and add rows only",
          "[.postgres]") {
  const TempFolder folder;
  std::vector<std::string> bundles;
  for (int number = 1; number <= 4; ++number) bundles.push_back(WriteBundle(folder, number));
  Triage(bundles, folder / "1.db", "1/2");
  Triage(bundles, folder / "2.db", "2/2");
  PostgresDatabase store;
  REQUIRE(MergeInto({folder / "1.db"}, store.url()).exit_code == kIncomplete);
  store.Run(
      "CREATE ROLE writer LOGIN; GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO writer;"
      "GRANT UPDATE ON shard TO writer");
  const Ran ran = MergeInto({folder / "1.db", folder / "2.db"}, store.UrlAs("writer"));
  CHECK(ran.error.empty());
  CHECK(ran.exit_code == kDone);
  CHECK(store.One("SELECT count(*) FROM triage") == "4");
}

TEST_CASE("postgres: the tables are made where the connection looks first", "[.postgres]") {
  const TempFolder folder;
  PostgresDatabase store;
  store.Run("CREATE SCHEMA incidents; CREATE TABLE public.price (euro bigint)");
  const std::string url = store.url() + "?options=-csearch_path%3Dincidents";
  CHECK(MergeInto({WritePart(folder, 1, 2)}, url).exit_code == kDone);
  CHECK(MergeInto({WritePart(folder, 2, 3)}, url).exit_code == kDone);
  CHECK(store.One("SELECT count(*) FROM incidents.v_findings") != "0");
  CHECK(store.One("SELECT count(*) FROM incidents.bundle") == "3");
  CHECK(store.One("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "1");
}

TEST_CASE("postgres: a database of another version or another program is left alone",
          "[.postgres]") {
  const TempFolder folder;
  const std::string part = WritePart(folder, 1, 1);
  PostgresDatabase store;
  REQUIRE(MergeInto({part}, store.url()).exit_code == kDone);
  store.Run("UPDATE setting SET value = '3'");
  CHECK(MergeInto({part}, store.url()).error ==
        store.url() +
            ": case file version 3, this howdunit writes version 7; merge the parts into a new "
            "database");
  PostgresDatabase other;
  other.Run("CREATE TABLE bundle (price bigint)");
  CHECK(MergeInto({part}, other.url()).error ==
        other.url() + ": holds tables that howdunit did not make");
  PostgresDatabase taken;
  taken.Run("CREATE TABLE event (day date)");
  const Ran ran = MergeInto({part}, taken.url());
  CHECK(Contains(ran.error, "relation \"event\" already exists"));
  CHECK(taken.One("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "1");
}

TEST_CASE("postgres: a part with other tables is left out, not believed", "[.postgres]") {
  const TempFolder folder;
  const std::string part = WritePart(folder, 1, 1);
  ChangeCase(part, "CREATE TABLE \"x (a) FROM STDIN; --\" (bundle INTEGER REFERENCES bundle)");
  PostgresDatabase store;
  CHECK(MergeInto({part}, store.url()).exit_code == kIncomplete);
  CHECK(store.One("SELECT count(*) FROM bundle") == "0");
}

TEST_CASE("postgres: who cannot connect is told where, never with the password", "[.postgres]") {
  PostgresDatabase store;
  store.Run("CREATE ROLE suspect LOGIN PASSWORD 'right-one-4711'");
  const Ran wrong = MergeInto({"x.db"}, store.UrlAs("suspect:wrong-one-4712"));
  INFO(wrong.error);
  CHECK(wrong.error.starts_with("cannot connect to " + store.UrlAs("suspect") + ": "));
  CHECK(Contains(wrong.error, "password authentication failed for user \"suspect\""));
  CHECK(!Contains(wrong.error, "471"));
  CHECK(MergeInto({"x.db"}, store.UrlAs("suspect:right-one-4711")).error.find("471") ==
        std::string::npos);

  const Ran absent = MergeInto({"x.db"}, "postgresql://me:secret-4713@127.0.0.1:1/all");
  INFO(absent.error);
  CHECK(absent.error.starts_with("cannot connect to postgresql://me@127.0.0.1:1/all: "));
  CHECK(Contains(absent.error, "port 1"));
  CHECK(!Contains(absent.error, "4713"));
}

}  // namespace
}  // namespace howdunit
