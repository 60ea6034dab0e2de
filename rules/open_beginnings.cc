#include "rules/open_beginnings.h"

#include <algorithm>

namespace howdunit {

bool OpenBeginnings::Has(const Finding& finding) {
  if (!sources_) {
    sources_.emplace();
    Statement open = database_.Prepare(
        "SELECT source FROM event WHERE first_latest IS NULL AND last_latest IS NOT NULL");
    while (open.Step()) sources_->insert(open.Int(0));
  }
  return std::any_of(finding.checks.begin(), finding.checks.end(), [&](const CheckResult& check) {
    return check.answer == Answer::kYes &&
           std::any_of(check.sources.begin(), check.sources.end(),
                       [&](std::int64_t source) { return sources_->contains(source); });
  });
}

}  // namespace howdunit
