// Bundles that arrive in folders.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/triage/triage_run.h"
#include "core/result.h"

namespace howdunit {

// Judges the archives and folders in `folders` and then those that come, until SIGINT or SIGTERM:
// the bundle that is being judged is finished first. One that still grows or changes is left until
// it has been the same for two looks; one that changed later is judged again. After each round that
// found something `print` is called.
Result<void> WatchForBundles(const std::vector<std::string>& folders, TriageRun& run,
                             const TakeTriaged& take, const std::function<void()>& print);

}  // namespace howdunit
