// The parts of LoadReview(). Each reads some tables into `review`.
#pragma once

#include "report/model/case_queries.h"
#include "report/model/review.h"

namespace howdunit::report {

Result<void> LoadEvidence(CaseQueries& queries, Review& review);
Result<void> LoadFindings(CaseQueries& queries, Review& review);
// REQUIRES: findings are loaded.
Result<void> LoadIncidents(CaseQueries& queries, Review& review);
// REQUIRES: incidents are loaded.
Result<void> LoadCluster(CaseQueries& queries, Review& review);
// REQUIRES: incidents are loaded. Their first signs too.
Result<void> LoadSignatures(CaseQueries& queries, Review& review);
// REQUIRES: bundles are loaded.
Result<void> LoadComparison(CaseQueries& queries, Review& review);
// REQUIRES: all else is loaded.
Result<void> LoadSources(CaseQueries& queries, Review& review);

inline Moment ReadMoment(const Statement& row, int column) {
  return {row.OptionalInt(column), row.OptionalInt(column + 1)};
}

}  // namespace howdunit::report
