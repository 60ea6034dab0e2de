// howdunit merge: one archive of many, or all of them in PostgreSQL.
#pragma once

#include "cli/options.h"
#include "core/result.h"

namespace howdunit {

Result<int> RunMergeCommand(const Options& options);

}  // namespace howdunit
