// howdunit rules …
#pragma once

#include "cli/options.h"
#include "core/result.h"

namespace howdunit {

Result<int> ListRules(const Options& options);
Result<int> ShowRule(const Options& options);
// Loads everything, compiles every pattern and every SELECT, tries the examples.
Result<int> LintRules(const Options& options);
// Runs the tests inside the rule files; 1 if one fails.
Result<int> TestRules(const Options& options);

}  // namespace howdunit
