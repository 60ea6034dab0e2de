// The outputs, each made from the same Review.
#pragma once

#include <string>

#include "core/result.h"
#include "report/model/review.h"
#include "report/report.h"

namespace howdunit::report {

Result<std::string> RenderPir(const Review& review, const ReportOptions& options);
Result<std::string> RenderPirHtml(const Review& review, const ReportOptions& options);
Result<std::string> RenderFindingsJson(const Review& review, const ReportOptions& options);

// For other programs: report/exports/, docs/exports.md.
Result<std::string> RenderTimelineCsv(const Review& review, const ReportOptions& options);
Result<std::string> RenderTimesketch(const Review& review, const ReportOptions& options);
Result<std::string> RenderActionsCsv(const Review& review, const ReportOptions& options);
Result<std::string> RenderActionsJson(const Review& review, const ReportOptions& options);
Result<std::string> RenderSarif(const Review& review, const ReportOptions& options);
Result<std::string> RenderJunit(const Review& review, const ReportOptions& options);

// A document by a template: a file, or the name of one that comes with the program. It is in HTML
// if the name ends in ".html", else in Markdown.
Result<OutputFile> RenderWithTemplate(const Review& review, const ReportOptions& options,
                                      const std::string& name);

}  // namespace howdunit::report
