#include "store/postgres_store.h"

#include <cstdint>
#include <string>
#include <utility>

#include <pqxx/pqxx>

#include "core/text.h"
#include "store/postgres_schema.h"
#include "store/schema_files.h"

namespace howdunit {

// A row for COPY; a field that is NULL is nullptr.
struct CopyRow {
  std::vector<std::string> texts;
  std::vector<const char*> fields;  // of `texts`
};

// libpqxx 6 streams tuples only, and finds this for a row whose length is known when it runs.
template <typename Escape>
std::string separated_list(  // NOLINT(readability-identifier-naming): libpqxx's name
    const std::string& separator, const CopyRow& row, const Escape& escape) {
  std::string line;
  for (const char* const& field : row.fields) {
    if (&field != row.fields.data()) line += separator;
    line += escape(&field);
  }
  return line;
}

class PostgresConnection {
 public:
  explicit PostgresConnection(const PostgresUrl& url) : shown(url.shown), link(url.whole) {}

  const std::string shown;
  pqxx::connection link;
};

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

// What `work` returns; what it throws as an error.
template <typename Work>
auto Guard(const Doing& doing, Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const pqxx::in_doubt_error&) {
    const std::string what = doing.part.empty() ? "the tables" : doing.part;
    return Error{doing.shown + ": the connection was lost when it committed " + what +
                 ": all is there or nothing; merge again to be sure"};
  } catch (const pqxx::broken_connection& error) {
    const std::string lost =
        doing.part.empty() ? "" : "; nothing of " + doing.part + " was written";
    return Error{doing.shown + ": the connection was lost" + lost + ": " + OneLine(error.what())};
  } catch (const std::exception& error) {
    const std::string refused = doing.part.empty() ? "" : doing.part + " was not written: ";
    return Error{doing.shown + ": " + refused + OneLine(error.what())};
  }
}

// Begins a transaction that sees what merges before it have committed. Others wait until it ends.
void LockOut(pqxx::work& work) {
  // Whatever the database's default is: a snapshot from before the lock would miss bundles.
  work.exec("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE");
  work.exec("SET LOCAL client_min_messages = error");
  constexpr std::int64_t kLock = 0x686F7764;  // PRAGMA application_id in schema.sql
  work.exec("SELECT pg_advisory_xact_lock(" + std::to_string(kLock) + ")");
}

Result<void> CheckVersion(pqxx::work& work, const std::string& shown) {
  const pqxx::result found = work.exec("SELECT value FROM setting WHERE name = " +
                                       work.quote(std::string(kVersionSetting)));
  if (found.empty()) return Error{shown + ": holds tables that howdunit did not make"};
  const auto version = found[0][0].as<std::string>();
  const std::string expected = std::to_string(kCaseFileVersion);
  if (version == expected) return {};
  return Error{shown + ": case file version " + version + ", this howdunit writes version " +
               expected + "; merge the parts into a new database"};
}

// Makes the tables and views where there are none, and checks whose they are where there are.
Result<void> Prepare(PostgresConnection& connection) {
  pqxx::work work(connection.link);
  LockOut(work);
  const auto encoding = work.exec("SHOW server_encoding")[0][0].as<std::string>();
  if (encoding != "UTF8") {
    return Error{connection.shown + ": keeps texts in " + encoding + ", expected UTF8"};
  }
  const pqxx::result there =
      work.exec("SELECT to_regclass('setting') IS NOT NULL, to_regclass('bundle') IS NOT NULL");
  if (there[0][0].as<bool>()) return CheckVersion(work, connection.shown);
  if (there[0][1].as<bool>()) {
    return Error{connection.shown + ": holds tables that howdunit did not make"};
  }
  work.exec(PostgresSchema());
  work.exec("INSERT INTO setting VALUES (" + work.quote(std::string(kVersionSetting)) + ", '" +
            std::to_string(kCaseFileVersion) + "')");
  work.commit();
  return {};
}

class PostgresPart final : public PartMerge {
 public:
  PostgresPart(PostgresConnection& connection, const Database& part, const std::string& path,
               const std::vector<CaseTable>& tables)
      : doing_{connection.shown, path}, work_(connection.link), part_(part), tables_(tables) {}

  // First, and once.
  Result<void> Lock() {
    return Guard(doing_, [&]() -> Result<void> {
      LockOut(work_);
      return {};
    });
  }

  Result<Merged> Add(std::int64_t bundle, std::string_view sha256) override {
    return Guard(doing_, [&]() -> Result<Merged> {
      const std::string hash = work_.quote(Clean(std::string(sha256)));
      if (!work_.exec("SELECT 1 FROM bundle WHERE sha256 = " + hash).empty()) {
        return Merged::kAlreadyThere;
      }
      bundles_.push_back(bundle);
      return Merged::kAdded;
    });
  }

  Result<void> NoteShard(const ShardNote& shard) override {
    return Guard(doing_, [&]() -> Result<void> {
      work_.exec("INSERT INTO shard (number, of, bundles) VALUES (" + std::to_string(shard.number) +
                 ", " + std::to_string(shard.of) + ", " + std::to_string(shard.bundles) +
                 ") ON CONFLICT (number, of) DO UPDATE SET bundles = excluded.bundles");
      return {};
    });
  }

  Result<void> Finish() override {
    return Guard(doing_, [&]() -> Result<void> {
      if (!bundles_.empty()) {
        TRY(FindShifts());
        for (std::size_t table = 0; table < tables_.size(); ++table) TRY(CopyTable(table));
      }
      work_.commit();
      return {};
    });
  }

 private:
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
      const pqxx::result most =
          work_.exec("SELECT coalesce(max(id), 0) FROM " + tables_[table].name);
      TRY_ASSIGN(shifts_[table], ShiftBehind(most[0][0].as<std::int64_t>(), least.Int(0)));
      if (!least.error().empty()) return Error{"case file: " + least.error()};
    }
    return {};
  }

  Result<void> CopyTable(std::size_t table) {
    pqxx::stream_to stream(work_, tables_[table].name, ColumnNames(tables_[table]));
    Statement rows = part_.Prepare(RowsOfBundle(tables_[table]));
    CopyRow row{.texts = std::vector<std::string>(tables_[table].columns.size())};
    for (const std::int64_t bundle : bundles_) {
      rows.Bind(1, bundle);
      while (rows.Step()) {
        TRY(Fill(table, rows, row));
        stream << row;
      }
      if (!rows.error().empty()) return Error{"case file: " + rows.error()};
      rows.Reset();
    }
    stream.complete();
    return {};
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

  const Doing doing_;
  pqxx::work work_;
  const Database& part_;
  const std::vector<CaseTable>& tables_;
  std::vector<std::int64_t> bundles_;  // of the part, that are to be added
  std::vector<std::int64_t> shifts_;   // of each table's ids
};

}  // namespace

PostgresStore::PostgresStore(std::unique_ptr<PostgresConnection> connection,
                             std::vector<CaseTable> tables)
    : connection_(std::move(connection)), tables_(std::move(tables)) {}

PostgresStore::~PostgresStore() = default;

Result<std::unique_ptr<PostgresStore>> PostgresStore::Open(const PostgresUrl& url) {
  TRY_ASSIGN(const Database own, Database::Open(":memory:", Durability::kNone, Indexes::kArchive));
  TRY_ASSIGN(std::vector<CaseTable> tables, FindCaseTables(own));
  std::unique_ptr<PostgresConnection> connection;
  try {
    connection = std::make_unique<PostgresConnection>(url);
    connection->link.set_client_encoding("UTF8");
  } catch (const std::exception& error) {
    return Error{"cannot connect to " + url.shown + ": " + OneLine(error.what())};
  }
  TRY(Guard({url.shown, ""}, [&] { return Prepare(*connection); }));
  return std::unique_ptr<PostgresStore>(
      new PostgresStore(std::move(connection), std::move(tables)));
}

Result<std::unique_ptr<PartMerge>> PostgresStore::Begin(const Database& part,
                                                        const std::string& path) {
  return Guard({connection_->shown, path}, [&]() -> Result<std::unique_ptr<PartMerge>> {
    auto merge = std::make_unique<PostgresPart>(*connection_, part, path, tables_);
    TRY(merge->Lock());
    return std::unique_ptr<PartMerge>(std::move(merge));
  });
}

Result<std::vector<ShardNote>> PostgresStore::Shards() {
  return Guard({connection_->shown, ""}, [&]() -> Result<std::vector<ShardNote>> {
    pqxx::work work(connection_->link);
    std::vector<ShardNote> shards;
    for (const pqxx::row& row :
         work.exec("SELECT number, of, bundles FROM shard ORDER BY of, number")) {
      shards.push_back(
          {row[0].as<std::int64_t>(), row[1].as<std::int64_t>(), row[2].as<std::int64_t>()});
    }
    return shards;
  });
}

}  // namespace howdunit
