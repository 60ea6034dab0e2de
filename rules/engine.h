// Runs a rule book over a case file.
#pragma once

#include <string>
#include <vector>

#include "core/finding.h"
#include "core/result.h"
#include "rules/rule.h"
#include "store/database.h"

namespace howdunit {

// Reads only; the rules' SQL runs fenced. Same case file and rules, same
// diagnosis.
Result<Diagnosis> Diagnose(Database& database, const RuleBook& book);

}  // namespace howdunit
