// The parts of LoadReview(). Each reads some tables into `review`.
#pragma once

#include <string_view>

#include "report/model/review.h"

namespace howdunit::report {

Result<void> LoadEvidence(const Database& database, Review& review);
Result<void> LoadFindings(const Database& database, Review& review);
// REQUIRES: findings are loaded.
Result<void> LoadIncidents(const Database& database, Review& review);
// REQUIRES: incidents are loaded.
Result<void> LoadCluster(const Database& database, Review& review);
// REQUIRES: incidents are loaded. Their first signs too.
Result<void> LoadSignatures(const Database& database, Review& review);
// REQUIRES: bundles are loaded.
Result<void> LoadComparison(const Database& database, Review& review);
// REQUIRES: all else is loaded.
Result<void> LoadSources(const Database& database, Review& review);

// Calls `read` with each row of a statement whose parameters are bound; then none is.
template <typename Read>
Result<void> ForEachRow(Statement& bound, Read read) {
  while (bound.Step()) read(bound);
  bound.Clear();
  if (!bound.error().empty()) return Error{"case file: " + bound.error()};
  return {};
}

// Calls `read` with each row of `sql`.
template <typename Read>
Result<void> ForEachRow(const Database& database, std::string_view sql, Read read) {
  Statement statement = database.Prepare(sql);
  return ForEachRow(statement, read);
}

inline Moment ReadMoment(const Statement& row, int column) {
  return {row.OptionalInt(column), row.OptionalInt(column + 1)};
}

}  // namespace howdunit::report
