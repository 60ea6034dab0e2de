#include "store/database.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/check.h"
#include "core/embedded.h"

namespace howdunit {

const std::vector<EmbeddedFile>& SchemaFiles();  // store/schema.sql

namespace {

// Rules ask for the same pages again and again: 32 MiB hold most case files.
constexpr const char* kCache = "PRAGMA cache_size = -32768";
// Of a new file: half as many pages to fill and to write, a tenth of the time. Twice as large would
// save little more, and make an empty file four times as large: each table has a page.
constexpr const char* kPages = "PRAGMA page_size = 8192";
constexpr int kApplicationId = 0x686F7764;  // PRAGMA application_id in schema.sql
constexpr int kVersion = 3;                 // PRAGMA user_version in schema.sql

Error Failure(sqlite3* handle, const std::string& what) {
  return Error{what + ": " + (handle == nullptr ? "out of memory" : sqlite3_errmsg(handle))};
}

// For the whole process, before its first database. Allocations are not counted, which takes a
// lock for each; a sort that is allowed to go into files does not below 256 MiB. SQLite refuses if
// somebody else in the process has begun to use it: then it is only slower.
bool Configure() {
  constexpr unsigned kSortPages = 32'768;
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK &&
         sqlite3_config(SQLITE_CONFIG_PMASZ, kSortPages) == SQLITE_OK;
}

// Opens `path` for one thread at a time: no lock is taken for each call.
int OpenHandle(const std::string& path, int flags, sqlite3** handle) {
  [[maybe_unused]] static const bool configured = Configure();
  return sqlite3_open_v2(path.c_str(), handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
}

// Functions that SQL from a rule or a user must not call.
constexpr std::array kForbiddenFunctions = std::to_array<std::string_view>(
    {"load_extension", "zeroblob", "randomblob", "random", "readfile", "writefile"});

// Called while a statement is compiled, for everything that it wants to do.
int Authorize(void* /*context*/, int action, const char* /*first*/, const char* second,
              const char* /*database*/, const char* /*trigger*/) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_FUNCTION: {
      const std::string_view name = second == nullptr ? "" : second;
      const bool forbidden = std::find(kForbiddenFunctions.begin(), kForbiddenFunctions.end(),
                                       name) != kForbiddenFunctions.end();
      return forbidden ? SQLITE_DENY : SQLITE_OK;
    }
    default: return SQLITE_DENY;
  }
}

Result<int> ReadPragma(sqlite3* handle, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr) != SQLITE_OK) {
    return Failure(handle, "not a case file");
  }
  const int value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
  sqlite3_finalize(statement);
  return value;
}

// What `handle` holds: a case file of this version, or nothing yet.
enum class Contents { kEmpty, kCaseFile };

Result<Contents> Inspect(sqlite3* handle, const std::string& path) {
  TRY_ASSIGN(const int id, ReadPragma(handle, "PRAGMA application_id"));
  TRY_ASSIGN(const int version, ReadPragma(handle, "PRAGMA user_version"));
  TRY_ASSIGN(const int tables, ReadPragma(handle, "SELECT count(*) FROM sqlite_schema"));
  if (id == 0 && tables == 0) return Contents::kEmpty;
  if (id != kApplicationId) return Error{path + ": is a database, but no case file of howdunit"};
  if (version != kVersion) {
    return Error{path + ": case file version " + std::to_string(version) +
                 ", this howdunit reads version " + std::to_string(kVersion) +
                 "; ingest the bundles again into a new file"};
  }
  return Contents::kCaseFile;
}

}  // namespace

// --- Statement

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)), error_(std::move(other.error_)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(statement_, other.statement_);
  std::swap(error_, other.error_);
  return *this;
}

Statement& Statement::Bind(int index, std::int64_t value) {
  sqlite3_bind_int64(statement_, index, value);
  return *this;
}

Statement& Statement::Bind(int index, const Redacted& value) {
  sqlite3_bind_text(statement_, index, value.str().data(), static_cast<int>(value.str().size()),
                    SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::BindInPlace(int index, const Redacted& value) {
  sqlite3_bind_text(statement_, index, value.str().data(), static_cast<int>(value.str().size()),
                    SQLITE_STATIC);
  return *this;
}

Statement& Statement::Bind(int index, std::nullptr_t) {
  sqlite3_bind_null(statement_, index);
  return *this;
}

Statement& Statement::Bind(int index, const std::optional<std::int64_t>& value) {
  return value ? Bind(index, *value) : Bind(index, nullptr);
}

bool Statement::BindNamed(std::string_view name, const Redacted& value) {
  const int index = sqlite3_bind_parameter_index(statement_, (":" + std::string(name)).c_str());
  if (index != 0) Bind(index, value);
  return index != 0;
}

bool Statement::BindNamed(std::string_view name, std::int64_t value) {
  const int index = sqlite3_bind_parameter_index(statement_, (":" + std::string(name)).c_str());
  if (index != 0) Bind(index, value);
  return index != 0;
}

bool Statement::Step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE && error_.empty()) {
    error_ = sqlite3_errmsg(sqlite3_db_handle(statement_));
  }
  return false;
}

Result<void> Statement::Run() {
  Step();
  Reset();
  if (!error_.empty()) return Error{"case file: " + error_};
  return {};
}

void Statement::Reset() { sqlite3_reset(statement_); }

void Statement::Clear() {
  Reset();
  sqlite3_clear_bindings(statement_);
}

std::vector<std::string> Statement::ParameterNames() const {
  std::vector<std::string> names;
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement_); ++i) {
    const char* name = sqlite3_bind_parameter_name(statement_, i);
    if (name != nullptr) names.emplace_back(name + 1);
  }
  return names;
}

int Statement::ColumnCount() const { return sqlite3_column_count(statement_); }

std::string Statement::ColumnName(int column) const {
  return sqlite3_column_name(statement_, column);
}

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

bool Statement::IsInteger(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_INTEGER;
}

std::int64_t Statement::Int(int column) const { return sqlite3_column_int64(statement_, column); }

std::optional<std::int64_t> Statement::OptionalInt(int column) const {
  if (IsNull(column)) return {};
  return Int(column);
}

std::string Statement::Text(int column) const {
  const auto* text = sqlite3_column_text(statement_, column);
  if (text == nullptr) return {};
  return {static_cast<const char*>(static_cast<const void*>(text)),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Statement::read_only() const { return sqlite3_stmt_readonly(statement_) != 0; }

// --- Database

Database::Database(sqlite3* handle) : handle_(handle) {}

Database::~Database() { sqlite3_close(handle_); }

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      fence_(std::move(other.fence_)),
      observer_(std::move(other.observer_)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(fence_, other.fence_);
  std::swap(observer_, other.observer_);
  return *this;
}

Result<Database> Database::Open(const std::string& path, Durability durability) {
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
  TRY(database.Execute(kCache));
  if (contents == Contents::kEmpty) {
    TRY(database.Execute(kPages));
    TRY(database.Execute("BEGIN"));
    TRY(database.Execute(SchemaFiles().front().text));
    TRY(database.Execute("COMMIT"));
  }
  return database;
}

Result<Database> Database::OpenReadOnly(const std::string& path) {
  sqlite3* handle = nullptr;
  const int opened = OpenHandle(path, SQLITE_OPEN_READONLY, &handle);
  Database database(handle);
  if (opened != SQLITE_OK) return Failure(handle, "cannot open " + path);
  sqlite3_extended_result_codes(handle, 1);
  TRY_ASSIGN(const Contents contents, Inspect(handle, path));
  if (contents == Contents::kEmpty) return Error{path + ": is empty, no case file"};
  TRY(database.Execute(kCache));
  return database;
}

Statement Database::Prepare(std::string_view sql) const {
  if (observer_) observer_(sql);
  Statement statement;
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
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement.statement_,
                         &rest) != SQLITE_OK) {
    return Error{sqlite3_errmsg(handle_)};
  }
  if (statement.statement_ == nullptr) return Error{"no statement"};
  const std::string_view tail(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
  if (tail.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    return Error{"more than one statement"};
  }
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

void Database::SetFence(const std::optional<QueryFence>& fence) {
  constexpr int kStepsPerCall = 100'000;
  if (fence && fence_) {  // a new authorizer would have every statement compiled again
    *fence_ = *fence;
    return;
  }
  fence_ = fence ? std::make_unique<QueryFence>(*fence) : nullptr;
  sqlite3_set_authorizer(handle_, fence ? Authorize : nullptr, nullptr);
  sqlite3_progress_handler(
      handle_, fence ? kStepsPerCall : 0,
      [](void* context) {
        auto* left = static_cast<QueryFence*>(context);
        left->steps -= kStepsPerCall;
        return left->steps < 0 ? 1 : 0;
      },
      fence_.get());
  sqlite3_limit(handle_, SQLITE_LIMIT_ATTACHED, fence ? 0 : 10);
}

// --- Transaction

Transaction::Transaction(const Database& database) : database_(database) {
  const auto begun = database_.Execute("BEGIN IMMEDIATE");
  open_ = static_cast<bool>(begun);
  if (!begun) begin_error_ = begun.error().message;
}

Transaction::~Transaction() {
  // After "disk full" SQLite has rolled back by itself; the error says nothing new.
  if (open_) static_cast<void>(database_.Execute("ROLLBACK"));
}

Result<void> Transaction::Commit() {
  if (!open_) return Error{begin_error_};
  TRY(database_.Execute("COMMIT"));
  open_ = false;
  return {};
}

}  // namespace howdunit
