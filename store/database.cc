#include "store/database.h"

#include <sqlite3.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

#include "core/check.h"
#include "core/text.h"
#include "store/own_schema.h"
#include "store/schema_files.h"

namespace howdunit {
namespace {

// 32 MiB hold most case files; 4 MiB are enough where most pages are needed once.
constexpr const char* kCacheToAsk = "PRAGMA cache_size = -32768";
constexpr const char* kCacheToPass = "PRAGMA cache_size = -4096";
constexpr const char* kCacheOfTwin = "PRAGMA cache_size = -8192";
// Of a new file: half as many pages to fill and to write, a tenth of the time. Twice as large would
// save little more, and make an empty file four times as large: each table has a page.
constexpr const char* kPages = "PRAGMA page_size = 8192";
// Debian's SQLite overwrites what is deleted, page by page. All text here went through the
// redactor.
constexpr const char* kDelete = "PRAGMA secure_delete = OFF";
constexpr int kApplicationId = 0x686F7764;  // PRAGMA application_id in schema.sql

std::string_view SqlOf(Indexes indexes) {
  return SchemaFile(indexes == Indexes::kRules ? "rule_indexes.sql" : "archive_indexes.sql");
}

Error Failure(sqlite3* handle, const std::string& what) {
  return Error{what + ": " + (handle == nullptr ? "out of memory" : sqlite3_errmsg(handle))};
}

// For the whole process, before its first database. Allocations are not counted, which takes a
// lock for each; a path is a path, though it begin with "file:"; a sort that is allowed to go into
// files does not below 8 MiB; a fence may limit the memory. SQLite refuses if somebody else in
// the process has begun to use it.
bool Configure() {
  constexpr unsigned kSortPages = 1024;
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK &&
         sqlite3_config(SQLITE_CONFIG_URI, 0) == SQLITE_OK &&
         sqlite3_config(SQLITE_CONFIG_PMASZ, kSortPages) == SQLITE_OK && FenceMemory();
}

// What is switched off in every connection: a file may be anybody's, and a trigger in it would run
// with what this program writes. Not TRUSTED_SCHEMA: to Debian's SQLite functions of JSON are none
// that a view may call then. The fence lets a view call no more than its reader may.
bool Harden(sqlite3* handle) {
  constexpr auto kSwitches = std::to_array<std::pair<int, int>>({
      {SQLITE_DBCONFIG_DEFENSIVE, 1},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
  });
  for (const auto& [what, on] : kSwitches) {
    if (sqlite3_db_config(handle, what, on, nullptr) != SQLITE_OK) return false;
  }
  // Of the virtual tables only these: not dbstat, full text search, trees.
  std::array<const char*, 3> kept = {"json_each", "json_tree", nullptr};
  return sqlite3_drop_modules(handle, kept.data()) == SQLITE_OK;
}

// Opens `path` for one thread at a time: no lock is taken for each call.
int OpenHandle(const std::string& path, int flags, sqlite3** handle) {
  [[maybe_unused]] static const bool kConfigured = Configure();
  const int opened = sqlite3_open_v2(path.c_str(), handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (opened != SQLITE_OK) return opened;
  return Harden(*handle) ? SQLITE_OK : SQLITE_ERROR;
}

// The first value that `sql` gives, as text.
Result<std::string> ReadFirst(sqlite3* handle, const std::string& path, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  std::string value;
  int result = sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr);
  if (result == SQLITE_OK) result = sqlite3_step(statement);
  if (result == SQLITE_ROW) {
    const auto* text = sqlite3_column_text(statement, 0);
    if (text != nullptr) value = static_cast<const char*>(static_cast<const void*>(text));
  }
  sqlite3_finalize(statement);
  if (result != SQLITE_ROW && result != SQLITE_DONE) {
    return Failure(handle, path + ": not a case file");
  }
  return value;
}

// Something in the schema that this program would not have made. SQLite writes "CREATE TABLE " and
// the like in this form only.
constexpr const char* kForeignObject =
    "SELECT type || ' ' || quote(name) FROM sqlite_schema WHERE sql IS NOT NULL"
    " AND NOT (sql GLOB 'CREATE TABLE *' OR sql GLOB 'CREATE VIEW *'"
    " OR sql GLOB 'CREATE INDEX *' OR sql GLOB 'CREATE UNIQUE INDEX *')";

// What `handle` holds: a case file of this version, or nothing yet.
enum class Contents { kEmpty, kCaseFile };

Result<Contents> Inspect(sqlite3* handle, const std::string& path) {
  TRY_ASSIGN(const std::string id, ReadFirst(handle, path, "PRAGMA application_id"));
  TRY_ASSIGN(const std::string version, ReadFirst(handle, path, "PRAGMA user_version"));
  TRY_ASSIGN(const std::string tables,
             ReadFirst(handle, path, "SELECT count(*) FROM sqlite_schema"));
  if (id == "0" && tables == "0") return Contents::kEmpty;
  if (id != std::to_string(kApplicationId)) {
    return Error{path + ": is a database, but no case file of howdunit"};
  }
  if (version != std::to_string(kCaseFileVersion)) {
    return Error{path + ": case file version " + version + ", this howdunit reads version " +
                 std::to_string(kCaseFileVersion) + "; ingest the bundles again into a new file"};
  }
  TRY_ASSIGN(const std::string foreign, ReadFirst(handle, path, kForeignObject));
  if (!foreign.empty()) {
    return Error{path + ": holds the " + foreign +
                 ", and a case file holds tables, views and indexes only"};
  }
  TRY_ASSIGN(const std::string schema, ReadFirst(handle, path, kTablesAndViews));
  if (!MakesCaseFile(schema)) {
    return Error{path +
                 ": its tables are not those that this howdunit makes; ingest the bundles again "
                 "into a new file"};
  }
  return Contents::kCaseFile;
}

// Whether the file says that it has a write-ahead log, which SQLite makes even to read it.
bool HasWriteAheadLog(const std::string& path) {
  constexpr std::size_t kVersions = 18;  // of the format, for writing and for reading
  std::array<char, kVersions + 2> header{};
  std::ifstream file(path, std::ios::binary);
  file.read(header.data(), header.size());
  return file.good() && (header[kVersions] == 2 || header[kVersions + 1] == 2);
}

constexpr const char* kExpected = "expected one SELECT that only reads";

std::string WhyNotCompiled(sqlite3* handle) {
  const std::string message = sqlite3_errmsg(handle);
  if (message == "not authorized") return kExpected;
  return message.ends_with("syntax error") ? message + "; " + kExpected : message;
}

}  // namespace

Database::Database(sqlite3* handle) : handle_(handle) {}

Database::~Database() {
  fence_.reset();
  kept_.reset();
  sqlite3_close(handle_);
}

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      fence_(std::move(other.fence_)),
      kept_(std::move(other.kept_)),
      observer_(std::move(other.observer_)),
      alone_(other.alone_) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(fence_, other.fence_);
  std::swap(kept_, other.kept_);
  std::swap(observer_, other.observer_);
  std::swap(alone_, other.alone_);
  return *this;
}

Result<void> Database::ExpectWork(Work work) const {
  return Execute(work == Work::kPass ? kCacheToPass : kCacheToAsk);
}

Result<Database> Database::Open(const std::string& path, Durability durability, Indexes indexes) {
  sqlite3* handle = nullptr;
  const int opened = OpenHandle(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &handle);
  Database database(handle);
  if (opened != SQLITE_OK) return Failure(handle, "cannot open " + path);
  sqlite3_busy_timeout(handle, 20'000);
  sqlite3_extended_result_codes(handle, 1);
  TRY_ASSIGN(const Contents contents, Inspect(handle, path));
  // A rollback journal, not WAL: a finished file opens from a read-only folder.
  TRY(database.Execute(durability == Durability::kDisk
                           ? "PRAGMA journal_mode = DELETE; PRAGMA temp_store = MEMORY;"
                           : "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
                             "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY;"));
  database.alone_ = durability == Durability::kNone;
  TRY(database.Execute(kCacheToAsk));
  TRY(database.Execute(kDelete));
  if (contents == Contents::kEmpty) {
    TRY(database.Execute(kPages));
    TRY(database.Execute("BEGIN"));
    TRY(database.Execute(SchemaFile("schema.sql")));
    TRY(database.Execute(SqlOf(indexes)));
    TRY(database.Execute("COMMIT"));
  } else {
    TRY(database.Execute(SqlOf(indexes)));  // a case file of triage has others than one of analyze
  }
  return database;
}

Result<Database> Database::OpenReadOnly(const std::string& path) {
  std::error_code unknown;  // which is SQLite's to tell
  if (std::filesystem::exists(path, unknown) && !std::filesystem::is_regular_file(path, unknown)) {
    return Error{"cannot open " + path + ": is no file"};
  }
  if (HasWriteAheadLog(path)) {
    return Error{path +
                 ": has a write-ahead log and would be written to when it is read; sqlite3 " +
                 "takes it away with PRAGMA journal_mode = DELETE"};
  }
  sqlite3* handle = nullptr;
  const int opened = OpenHandle(path, SQLITE_OPEN_READONLY, &handle);
  Database database(handle);
  if (opened != SQLITE_OK) return Failure(handle, "cannot open " + path);
  sqlite3_extended_result_codes(handle, 1);
  TRY_ASSIGN(const Contents contents, Inspect(handle, path));
  if (contents == Contents::kEmpty) return Error{path + ": is empty, no case file"};
  TRY(database.Execute(kCacheToAsk));
  return database;
}

Result<Database> Database::OpenTwin() const {
  const std::string path = sqlite3_db_filename(handle_, "main");
  if (path.empty() || !alone_) return Error{"a case file in memory, or of others too, has no twin"};
  std::string escaped;
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      escaped += '%' + ToHex({&c, 1});
    } else {
      escaped += c;
    }
  }
  sqlite3* handle = nullptr;
  // Immutable: whoever made the file keeps it locked.
  const int opened = OpenHandle("file:" + escaped + "?immutable=1",
                                SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, &handle);
  Database twin(handle);
  if (opened != SQLITE_OK) return Failure(handle, "cannot open " + path);
  sqlite3_extended_result_codes(handle, 1);
  TRY(twin.Execute(kCacheOfTwin));
  return twin;
}

Statement Database::Prepare(std::string_view sql) const {
  Statement statement;
  statement.kept_ = kept_.get();
  if (kept_) statement.statement_ = kept_->Take(sql);
  if (statement.statement_ != nullptr) return statement;
  if (observer_) observer_(sql);
  const int result = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()),
                                        &statement.statement_, nullptr);
  if (result != SQLITE_OK) {
    std::fprintf(stderr, "howdunit: SQL: %s\n%.*s\n", sqlite3_errmsg(handle_),
                 static_cast<int>(sql.size()), sql.data());
  }
  HOWDUNIT_CHECK(result == SQLITE_OK);
  return statement;
}

Result<Statement> Database::PrepareForeign(std::string_view sql) const {
  if (observer_) observer_(sql);
  Statement statement;
  while (!sql.empty()) {
    Statement next;
    const char* rest = nullptr;
    const int result = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()),
                                          &next.statement_, &rest);
    // What follows the statement may be comments, of which SQLite makes none.
    if (statement.statement_ != nullptr && (result != SQLITE_OK || next.statement_ != nullptr)) {
      return Error{"more than one statement"};
    }
    if (result != SQLITE_OK) return Error{WhyNotCompiled(handle_)};
    const auto read = static_cast<std::size_t>(rest - sql.data());
    if (read == 0) return Error{"expected SQL, found a NUL byte"};
    sql.remove_prefix(read);
    if (next.statement_ != nullptr) statement = std::move(next);
  }
  if (statement.statement_ == nullptr) return Error{"no statement"};
  if (statement.ColumnCount() == 0) return Error{kExpected};
  return statement;
}

Result<void> Database::Execute(std::string_view sql) const {
  char* message = nullptr;
  if (sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
    Error error{std::string("case file: ") + (message == nullptr ? "out of memory" : message)};
    sqlite3_free(message);
    return error;
  }
  return {};
}

std::int64_t Database::LastId() const { return sqlite3_last_insert_rowid(handle_); }

void Database::SetObserver(std::function<void(std::string_view sql)> observer) {
  observer_ = std::move(observer);
}

void Database::Interrupt() const noexcept { sqlite3_interrupt(handle_); }

void Database::SetFence(const std::optional<QueryFence>& fence) {
  if (!fence_) {
    if (fence) fence_ = std::make_unique<StandingFence>(handle_, *fence);
  } else if (fence) {
    fence_->Raise(*fence);
  } else {
    fence_->Lower();
  }
}

}  // namespace howdunit
