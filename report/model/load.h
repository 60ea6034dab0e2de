// The parts of LoadReview(). Each reads some tables into `review`.
#pragma once

#include <string_view>

#include "core/time.h"
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

inline constexpr Micros kFirstMoment = -62'135'596'800 * kSecond;  // the years 1 …
inline constexpr Micros kLastMoment = 253'402'300'799 * kSecond;   // … and 9999

// Unknown if it is none of the years 1 to 9999: no log says so, a case file from elsewhere may.
inline Moment ReadMoment(const Statement& row, int column) {
  const Moment moment{row.OptionalInt(column), row.OptionalInt(column + 1)};
  for (const auto& end : {moment.earliest, moment.latest}) {
    if (end && (*end < kFirstMoment || *end > kLastMoment)) return {};
  }
  return moment;
}

}  // namespace howdunit::report
