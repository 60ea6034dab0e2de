// What an incident is like, in words that hold for any cluster: so that an archive can say
// "seen before".
#pragma once

#include <vector>

#include "core/finding.h"
#include "core/result.h"
#include "rules/rule.h"
#include "store/database.h"

namespace howdunit {

// Fills in what makes the incidents comparable: traits, fingerprint, missing evidence.
//
// Two incidents have one fingerprint if the same causes were found by the same deciding questions;
// without a cause, if the same causes are possible and all symptoms and stages are the same. How
// many nodes or pods failed, and what they are called, makes no difference.
Result<void> DescribeIncidents(const Database& database, const RuleBook& book,
                               const std::vector<Finding>& findings,
                               std::vector<Incident>& incidents);

}  // namespace howdunit
