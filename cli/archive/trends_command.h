// howdunit trends: what an archive says of many incidents.
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"
#include "core/result.h"

namespace howdunit {

// What can be asked for with --about.
std::vector<std::string> TrendNames();

Result<int> RunTrendsCommand(const Options& options);

}  // namespace howdunit
