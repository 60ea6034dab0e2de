// `howdunit evidence E12 BUNDLE`: the lines under a citation, out of the bundle itself.
#pragma once

#include "cli/options.h"
#include "core/result.h"

namespace howdunit {

// Prints the lines, with those around them. Fails if the member is not what the review was made
// from.
Result<int> RunEvidenceCommand(const Options& options);

}  // namespace howdunit
