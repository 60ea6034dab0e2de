// `howdunit lint pir.md`: what is left to people, and whether every citation still resolves.
#pragma once

#include "cli/options.h"
#include "core/result.h"

namespace howdunit {

// kFailOn if a citation leads nowhere; TODOs that are left are told and are no failure.
Result<int> RunLintCommand(const Options& options);

}  // namespace howdunit
