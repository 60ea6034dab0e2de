#include "store/insert.h"

#include <algorithm>

namespace howdunit {
namespace {

std::string InsertSql(std::string_view table, std::string_view columns) {
  std::string sql = "INSERT OR IGNORE INTO " + std::string(table) + " (";
  sql += columns;
  sql += ") VALUES (?";
  const auto commas = std::count(columns.begin(), columns.end(), ',');
  for (auto i = commas; i > 0; --i) sql += ",?";
  return sql + ")";
}

}  // namespace

Insert::Insert(const Database& database, std::string_view table, std::string_view columns)
    : database_(database), statement_(database.Prepare(InsertSql(table, columns))) {}

Insert& Insert::Put(const Redacted& value) {
  statement_.Bind(next_++, value);
  return *this;
}

Insert& Insert::Put(std::int64_t value) {
  statement_.Bind(next_++, value);
  return *this;
}

Insert& Insert::Put(const std::optional<std::int64_t>& value) {
  statement_.Bind(next_++, value);
  return *this;
}

Insert& Insert::PutFlag(const std::optional<bool>& value) {
  return Put(value ? std::optional<std::int64_t>(*value ? 1 : 0) : std::nullopt);
}

Insert& Insert::PutWord(std::string_view value) { return Put(Redact(value)); }

Insert& Insert::PutInstant(const Instant& instant) {
  const bool known = instant.known();
  Put(known ? std::optional(instant.earliest) : std::nullopt);
  return Put(known ? std::optional(instant.latest) : std::nullopt);
}

Insert& Insert::PutMoment(const Instant& instant) {
  return Put(instant.known() ? std::optional(instant.earliest) : std::nullopt);
}

std::int64_t Insert::Done() {
  next_ = 1;
  if (!statement_.error().empty()) return 0;
  static_cast<void>(statement_.Run());  // the error stays in the statement
  return database_.LastId();
}

}  // namespace howdunit
