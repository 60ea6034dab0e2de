// What reviews ask a case file, each question compiled once.
#pragma once

#include <map>
#include <string_view>

#include "core/result.h"
#include "store/database.h"

namespace howdunit::report {

// For a case file that is filled with one bundle after the other. Lives no longer than the
// database. Used by one thread at a time.
class CaseQueries {
 public:
  explicit CaseQueries(const Database& database) : database_(database) {}

  // Ready to be bound and stepped; to be reset when that is done. REQUIRES: `sql` is a literal, or
  // outlives the queries.
  Statement& Ask(std::string_view sql) {
    const auto [at, is_new] = compiled_.try_emplace(sql);
    if (is_new) at->second = database_.Prepare(sql);
    return at->second;
  }

  // Calls `read` with each row of `sql`.
  template <typename Read>
  Result<void> ForEachRow(std::string_view sql, Read read) {
    return ForEachRow(sql, Ask(sql), read);
  }
  // The same, of a statement that was asked for and bound.
  template <typename Read>
  Result<void> ForEachRow(std::string_view sql, Statement& bound, Read read) {
    while (bound.Step()) read(bound);
    bound.Clear();
    if (bound.error().empty()) return {};
    const Error error{"case file: " + bound.error()};
    compiled_.erase(sql);
    return error;
  }

 private:
  const Database& database_;
  std::map<std::string_view, Statement> compiled_;
};

}  // namespace howdunit::report
