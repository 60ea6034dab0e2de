// How sure a finding is.
#pragma once

#include <string>

#include "report/model/review.h"

namespace howdunit::report {

// Strongest verdict first: the place of `verdict` in that order.
int VerdictRank(const std::string& verdict);

bool IsStrong(const Finding& finding);  // confirmed or likely

}  // namespace howdunit::report
