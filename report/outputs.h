// The outputs, each made from the same Review.
#pragma once

#include <string>

#include "core/result.h"
#include "report/model/review.h"
#include "report/report.h"

namespace howdunit::report {

Result<std::string> RenderPir(const Review& review, const ReportOptions& options);
Result<std::string> RenderFindingsJson(const Review& review, const ReportOptions& options);

}  // namespace howdunit::report
