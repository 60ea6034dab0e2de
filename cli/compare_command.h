// `howdunit compare BEFORE AFTER`: what was resolved, what remains, what is new.
#pragma once

#include "cli/options.h"
#include "core/result.h"

namespace howdunit {

// Prints the comparison as Markdown; with -o, writes it and the review of both, whose
// Verification is filled from it. Fails if nothing shows that both are of one cluster.
Result<int> RunCompareCommand(const Options& options);

}  // namespace howdunit
