// One rule over the case file: its subjects, its checks, its verdicts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/finding.h"
#include "core/result.h"
#include "rules/fill.h"
#include "rules/rule.h"
#include "store/database.h"

namespace howdunit {

// A finding with the values that its texts were filled from.
struct Evaluated {
  Finding finding;
  const Rule* rule = nullptr;
  Values values;
};

// One finding for each subject. The error names the rule's file, the line of the
// check and what SQLite said.
Result<std::vector<Evaluated>> EvaluateRule(const Database& database, const Rule& rule);

// The verdict of design: what the answers to checks of these roles mean.
Verdict Judge(const std::vector<CheckResult>& checks);

}  // namespace howdunit
