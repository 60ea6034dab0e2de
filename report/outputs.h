// The outputs for programs, each made from the same Review.
#pragma once

#include <string>

#include "core/result.h"
#include "report/model/review.h"
#include "report/report.h"

namespace howdunit::report {

Result<std::string> RenderFindingsJson(const Review& review, const ReportOptions& options);

// For other programs: report/exports/, docs/exports.md.
Result<std::string> RenderTimelineCsv(const Review& review, const ReportOptions& options);
Result<std::string> RenderTimesketch(const Review& review, const ReportOptions& options);
Result<std::string> RenderActionsCsv(const Review& review, const ReportOptions& options);
Result<std::string> RenderActionsJson(const Review& review, const ReportOptions& options);
Result<std::string> RenderSarif(const Review& review, const ReportOptions& options);
Result<std::string> RenderJunit(const Review& review, const ReportOptions& options);

}  // namespace howdunit::report
