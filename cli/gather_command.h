// `howdunit gather`: the script that collects a bundle.
#pragma once

#include <string>

#include "cli/options.h"
#include "core/result.h"
#include "rules/rule.h"

namespace howdunit {

// templates/gather.sh, switched to what `rule` needs; everything if it is empty. Fails if there is
// no such rule.
Result<std::string> MakeGatherScript(const RuleBook& book, const std::string& rule);

Result<int> PrintGatherScript(const Options& options);

}  // namespace howdunit
