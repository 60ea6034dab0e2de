// howdunit triage: one line for each of many bundles.
#pragma once

#include "cli/options.h"
#include "core/result.h"

namespace howdunit {

Result<int> RunTriageCommand(const Options& options);

}  // namespace howdunit
