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
  statement_.BindInPlace(next_++, value);
  return *this;
}

Insert& Insert::Put(Redacted&& value) {
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

Insert& Insert::PutWord(std::string_view value) {
  // Words are few and short; what is neither is not kept.
  constexpr std::size_t kWords = 512;
  constexpr std::size_t kLongest = 64;
  const auto known = words_.find(value);
  if (known != words_.end()) return Put(known->second);
  if (value.size() > kLongest || words_.size() == kWords) return Put(Redact(value));
  const Redacted& word = words_.emplace(value, Redact(value)).first->second;
  return Put(word);
}

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
