// The rules that a command runs by.
#pragma once

#include <string>

#include "core/result.h"
#include "rules/rule.h"

namespace howdunit {

// The program's own, as the build made them ready, or those of `folder` (rules/rule.h).
Result<RuleBook> LoadBook(const std::string& folder = "");

}  // namespace howdunit
