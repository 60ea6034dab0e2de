// howdunit similar: which earlier incidents of an archive were like those of a bundle.
#pragma once

#include "cli/options.h"
#include "core/result.h"

namespace howdunit {

Result<int> RunSimilarCommand(const Options& options);

}  // namespace howdunit
