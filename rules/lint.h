// What a rule book gets wrong although each file in it is well formed.
#pragma once

#include <string>
#include <vector>

#include "rules/rule.h"
#include "store/database.h"

namespace howdunit {

// One line for each problem, "catalog/node-lost.yaml:12: …", in the order of the rules:
//   SQL that does not compile against the case file, a SELECT for evidence without a column
//   `source`, a parameter that is no column of the subject, a placeholder that is no column of what
//   it names, is not closed, holds another one or has a format that there is not; `explains` on
//   columns that the two subjects do not share; a cause from which no symptom can be reached; a
//   cause's check that can stay unknown and does not say what is needed and how to get it; a
//   command that is no shell (sh -n) or whose braces do not match; tests that do not show the rule
//   firing, staying silent, ruled out and left open.
// `database` is any case file, an empty one will do.
std::vector<std::string> FindRuleProblems(Database& database, const RuleBook& book);

}  // namespace howdunit
