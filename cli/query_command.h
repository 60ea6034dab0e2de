// howdunit query: SQL over a case file, read-only and fenced.
#pragma once

#include "cli/options.h"
#include "core/result.h"

namespace howdunit {

Result<int> RunQueryCommand(const Options& options);

}  // namespace howdunit
