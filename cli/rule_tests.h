// Runs the tests inside rule files, through the whole of ingest and the engine.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "rules/rule.h"
#include "store/database.h"

namespace howdunit {

struct RuleTestResults {
  std::size_t passed = 0;
  std::vector<std::string> failures;  // "catalog/x.yaml:120: name: expected …, got …"
};

// Tests of `only`, or of every rule if it is empty. `samples` holds the bundles
// that tests name. An error means that the tests could not be run.
Result<RuleTestResults> RunRuleTests(const RuleBook& book, const std::string& samples,
                                     const std::string& only);

}  // namespace howdunit
