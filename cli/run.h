// What each command does.
#pragma once

#include "cli/options.h"
#include "core/result.h"

namespace howdunit {

// Runs the command; the exit code says how it went. An error means that it could
// not be done.
Result<int> Run(const Options& options);

}  // namespace howdunit
