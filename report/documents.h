// The review for people: documents by a template, as long as their readers allow.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "core/result.h"
#include "report/evidence_register.h"
#include "report/model/review.h"
#include "report/report.h"
#include "report/templates.h"

namespace howdunit::report {

// Those of one review: its evidence is numbered once for all of them. Thread-safe.
class Documents {
 public:
  // Both must outlive it.
  Documents(const Review& review, const ReportOptions& options)
      : review_(review), options_(options) {}

  // In HTML if the template's name ends in ".html", else in Markdown.
  Result<std::string> Render(DocumentTemplate& from);

 private:
  const Review& review_;
  const ReportOptions& options_;
  std::once_flag numbering_;
  std::optional<EvidenceRegister> numbered_;  // from the first document on
};

}  // namespace howdunit::report
