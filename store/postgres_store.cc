#include "store/postgres_store.h"

#include <cstdint>
#include <string>
#include <utility>

#include "core/text.h"
#include "store/postgres_connection.h"
#include "store/postgres_module.h"
#include "store/postgres_schema.h"
#include "store/schema_files.h"

namespace howdunit {
namespace {

constexpr std::string_view kVersionSetting = "case file version";

// PostgreSQL says it in several lines: the error, details, where it was.
std::string OneLine(std::string_view message) {
  constexpr std::size_t kMost = 600;
  return Shorten(ReplaceAll(RepairUtf8(TrimRight(message)), "\n", "; "), kMost);
}

// What is done, for errors.
struct Doing {
  std::string shown;  // the database
  std::string part;   // path of what is merged into it; '' if nothing is
};

Error Explain(const PostgresAnswer& answer, const Doing& doing) {
  const std::string said = OneLine(answer.message);
  const std::string& part = doing.part;
  switch (answer.failure) {
    case PostgresAnswer::Failure::kInDoubt:
      return {doing.shown + ": the connection was lost when it committed " +
              (part.empty() ? "the tables" : part) +
              ": all is there or nothing; merge again to be sure"};
    case PostgresAnswer::Failure::kLost:
      return {doing.shown + ": the connection was lost" +
              (part.empty() ? "" : "; nothing of " + part + " was written") + ": " + said};
    default: return {doing.shown + ": " + (part.empty() ? "" : part + " was not written: ") + said};
  }
}

using Rows = std::vector<std::vector<std::optional<std::string>>>;

std::int64_t Int(const std::optional<std::string>& field) {
  return ParseInt(field.value_or("")).value_or(0);
}

// A transaction. What was not committed at its end is taken back.
class PostgresWork {
 public:
  PostgresWork(PostgresConnection& connection, Doing doing)
      : connection_(connection), doing_(std::move(doing)) {}
  ~PostgresWork() { connection_.End(); }
  PostgresWork(const PostgresWork&) = delete;
  PostgresWork& operator=(const PostgresWork&) = delete;

  // First, and once.
  Result<void> Begin() { return Checked(connection_.Begin()); }

  // Begins one that sees what merges before it have committed. Others wait until it ends.
  Result<void> BeginAlone() {
    TRY(Begin());
    // Whatever the database's default is: a snapshot from before the lock would miss bundles.
    TRY(Ask("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE"));
    TRY(Ask("SET LOCAL client_min_messages = error"));
    constexpr std::int64_t kLock = 0x686F7764;  // PRAGMA application_id in schema.sql
    TRY(Ask("SELECT pg_advisory_xact_lock(" + std::to_string(kLock) + ")"));
    return {};
  }

  Result<Rows> Ask(const std::string& sql, const std::vector<std::string>& parameters = {}) {
    PostgresAnswer answer = connection_.Ask(sql, parameters);
    TRY(Checked(answer));
    return std::move(answer.rows);
  }

  Result<void> StartCopy(const CaseTable& table) {
    return Checked(connection_.StartCopy(table.name, ColumnNames(table)));
  }
  Result<void> CopyRow(const std::vector<const char*>& fields) {
    return Checked(connection_.CopyRow(fields));
  }
  Result<void> EndCopy() { return Checked(connection_.EndCopy()); }
  Result<void> Commit() { return Checked(connection_.Commit()); }

 private:
  Result<void> Checked(const PostgresAnswer& answer) const {
    if (answer.failure == PostgresAnswer::Failure::kNone) return {};
    return Explain(answer, doing_);
  }

  PostgresConnection& connection_;
  const Doing doing_;
};

Result<void> CheckVersion(PostgresWork& work, const std::string& shown) {
  TRY_ASSIGN(const Rows found,
             work.Ask("SELECT value FROM setting WHERE name = $1", {std::string(kVersionSetting)}));
  if (found.empty()) return Error{shown + ": holds tables that howdunit did not make"};
  const std::string version = found[0][0].value_or("");
  const std::string expected = std::to_string(kCaseFileVersion);
  if (version == expected) return {};
  return Error{shown + ": case file version " + version + ", this howdunit writes version " +
               expected + "; merge the parts into a new database"};
}

// Makes the tables and views where there are none, and checks whose they are where there are.
Result<void> Prepare(PostgresConnection& connection, const std::string& shown) {
  PostgresWork work(connection, {shown, ""});
  TRY(work.BeginAlone());
  TRY_ASSIGN(const Rows encoding, work.Ask("SHOW server_encoding"));
  if (encoding[0][0] != "UTF8") {
    return Error{shown + ": keeps texts in " + encoding[0][0].value_or("") + ", expected UTF8"};
  }
  TRY_ASSIGN(
      const Rows there,
      work.Ask("SELECT to_regclass('setting') IS NOT NULL, to_regclass('bundle') IS NOT NULL"));
  if (there[0][0] == "t") return CheckVersion(work, shown);
  if (there[0][1] == "t") return Error{shown + ": holds tables that howdunit did not make"};
  TRY(work.Ask(PostgresSchema()));
  TRY(work.Ask("INSERT INTO setting VALUES ($1, $2)",
               {std::string(kVersionSetting), std::to_string(kCaseFileVersion)}));
  return work.Commit();
}

class PostgresPart final : public PartMerge {
 public:
  PostgresPart(PostgresConnection& connection, Doing doing, const Database& part,
               const std::vector<CaseTable>& tables)
      : work_(connection, std::move(doing)), part_(part), tables_(tables) {}

  // First, and once.
  Result<void> Lock() { return work_.BeginAlone(); }

  Result<Merged> Add(std::int64_t bundle, std::string_view sha256) override {
    TRY_ASSIGN(const Rows there,
               work_.Ask("SELECT 1 FROM bundle WHERE sha256 = $1", {Clean(std::string(sha256))}));
    if (!there.empty()) return Merged::kAlreadyThere;
    bundles_.push_back(bundle);
    return Merged::kAdded;
  }

  Result<void> NoteShard(const ShardNote& shard) override {
    TRY(work_.Ask("INSERT INTO shard (number, of, bundles) VALUES (" +
                  std::to_string(shard.number) + ", " + std::to_string(shard.of) + ", " +
                  std::to_string(shard.bundles) +
                  ") ON CONFLICT (number, of) DO UPDATE SET bundles = excluded.bundles"));
    return {};
  }

  Result<void> Finish() override {
    if (!bundles_.empty()) {
      TRY(FindShifts());
      for (std::size_t table = 0; table < tables_.size(); ++table) TRY(CopyTable(table));
    }
    return work_.Commit();
  }

 private:
  // A row for COPY; a field that is NULL is nullptr.
  struct CopyRow {
    std::vector<std::string> texts;
    std::vector<const char*> fields;  // of `texts`
  };

  // PostgreSQL takes neither bytes that are not UTF-8 nor U+0000.
  static std::string Clean(std::string text) {
    if (AsciiLength(text) != text.size()) text = RepairUtf8(text);
    if (!Contains(text, std::string_view("\0", 1))) return text;
    return ReplaceAll(text, std::string_view("\0", 1), "\uFFFD");
  }

  // Ids of the part begin behind the largest that are there; so their order stays.
  Result<void> FindShifts() {
    shifts_.assign(tables_.size(), 0);
    for (std::size_t table = 0; table < tables_.size(); ++table) {
      if (!tables_[table].has_id) continue;
      Statement least = part_.Prepare("SELECT coalesce(min(id), 0) FROM " + tables_[table].name);
      least.Step();
      TRY_ASSIGN(const Rows most,
                 work_.Ask("SELECT coalesce(max(id), 0) FROM " + tables_[table].name));
      TRY_ASSIGN(shifts_[table], ShiftBehind(Int(most[0][0]), least.Int(0)));
      if (!least.error().empty()) return Error{"case file: " + least.error()};
    }
    return {};
  }

  Result<void> CopyTable(std::size_t table) {
    TRY(work_.StartCopy(tables_[table]));
    Statement rows = part_.Prepare(RowsOfBundle(tables_[table]));
    CopyRow row{.texts = std::vector<std::string>(tables_[table].columns.size())};
    for (const std::int64_t bundle : bundles_) {
      rows.Bind(1, bundle);
      while (rows.Step()) {
        TRY(Fill(table, rows, row));
        TRY(work_.CopyRow(row.fields));
      }
      if (!rows.error().empty()) return Error{"case file: " + rows.error()};
      rows.Reset();
    }
    return work_.EndCopy();
  }

  Result<void> Fill(std::size_t table, const Statement& rows, CopyRow& row) const {
    const std::vector<CaseTable::Column>& columns = tables_[table].columns;
    row.fields.clear();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const int column = static_cast<int>(i);
      if (rows.IsNull(column)) {
        row.fields.push_back(nullptr);
        continue;
      }
      if (columns[i].id_of) {
        TRY_ASSIGN(const std::int64_t id, Shifted(rows.Int(column), shifts_[*columns[i].id_of]));
        row.texts[i] = std::to_string(id);
      } else {
        row.texts[i] = Clean(rows.Text(column));
      }
      row.fields.push_back(row.texts[i].c_str());
    }
    return {};
  }

  PostgresWork work_;
  const Database& part_;
  const std::vector<CaseTable>& tables_;
  std::vector<std::int64_t> bundles_;  // of the part, that are to be added
  std::vector<std::int64_t> shifts_;   // of each table's ids
};

}  // namespace

PostgresStore::PostgresStore(std::string shown, std::unique_ptr<PostgresConnection> connection,
                             std::vector<CaseTable> tables)
    : shown_(std::move(shown)), connection_(std::move(connection)), tables_(std::move(tables)) {}

PostgresStore::~PostgresStore() = default;

Result<std::unique_ptr<PostgresStore>> PostgresStore::Open(const PostgresUrl& url) {
  TRY_ASSIGN(const Database own, Database::Open(":memory:", Durability::kNone, Indexes::kArchive));
  TRY_ASSIGN(std::vector<CaseTable> tables, FindCaseTables(own));
  TRY_ASSIGN(const PostgresFactory connect, LoadPostgresModule(PostgresModuleFolders()));
  PostgresAnswer failed;
  std::unique_ptr<PostgresConnection> connection(connect(url.whole, failed));
  if (connection == nullptr) {
    return Error{"cannot connect to " + url.shown + ": " + OneLine(failed.message)};
  }
  TRY(Prepare(*connection, url.shown));
  return std::unique_ptr<PostgresStore>(
      new PostgresStore(url.shown, std::move(connection), std::move(tables)));
}

Result<std::unique_ptr<PartMerge>> PostgresStore::Begin(const Database& part,
                                                        const std::string& path) {
  auto merge = std::make_unique<PostgresPart>(*connection_, Doing{shown_, path}, part, tables_);
  TRY(merge->Lock());
  return std::unique_ptr<PartMerge>(std::move(merge));
}

Result<std::vector<ShardNote>> PostgresStore::Shards() {
  PostgresWork work(*connection_, {shown_, ""});
  TRY(work.Begin());
  TRY_ASSIGN(const Rows rows,
             work.Ask("SELECT number, of, bundles FROM shard ORDER BY of, number"));
  std::vector<ShardNote> shards;
  for (const auto& row : rows) shards.push_back({Int(row[0]), Int(row[1]), Int(row[2])});
  return shards;
}

}  // namespace howdunit
