#include "store/statement.h"

#include <sqlite3.h>

#include <utility>

#include "store/kept_statements.h"

namespace howdunit {

Statement::~Statement() {
  if (kept_ != nullptr && statement_ != nullptr && error_.empty()) {
    kept_->Keep(statement_);
  } else {
    sqlite3_finalize(statement_);
  }
}

Statement::Statement(Statement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)),
      kept_(other.kept_),
      error_(std::move(other.error_)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(statement_, other.statement_);
  std::swap(kept_, other.kept_);
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

Statement& Statement::BindColumn(int index, const Statement& row, int column) {
  sqlite3_bind_value(statement_, index, sqlite3_column_value(row.statement_, column));
  return *this;
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

bool Statement::IsReal(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_FLOAT;
}

bool Statement::IsBlob(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_BLOB;
}

std::int64_t Statement::Int(int column) const { return sqlite3_column_int64(statement_, column); }

double Statement::Real(int column) const { return sqlite3_column_double(statement_, column); }

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

std::size_t Statement::Bytes(int column) const {
  return static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
}

}  // namespace howdunit
