// A review as one text: a template, filled in by a markup within limits of length.
#pragma once

#include <string>

#include "core/result.h"
#include "report/markup/markup.h"
#include "report/model/review.h"
#include "report/report.h"
#include "report/sections/section.h"
#include "report/template.h"

namespace howdunit::report {

// What the longest document may hold.
inline constexpr Limits kLongest = {
    .rows = 500, .events = 2000, .excerpt = 600, .citations = 12, .incidents = 500, .alike = 200};

// `numbered` is NumberEvidence() of the review. Fails if the zone is unknown.
Result<std::string> RenderDocument(const Review& review, const EvidenceRegister& numbered,
                                   const ReportOptions& options, Template& from,
                                   const Markup& markup, const Limits& limits);

// All that a template can name, for a review without TODOs done: as a list shows it.
TemplateData FillTemplateData(const Review& review, const std::string& version,
                              const Limits& limits, EvidenceRegister& evidence);

// The numbers E1, E2, … of a review: the same in each of its documents.
EvidenceRegister NumberEvidence(const Review& review);

}  // namespace howdunit::report
