// `howdunit check cni-dir FILE…`: does Calico write where the runtime of each node reads?
#pragma once

#include "cli/checks/check_report.h"
#include "cli/options.h"
#include "core/result.h"

namespace howdunit {

// Judges /etc/cni/net.d of every node that the listings in options.files show.
CheckReport CheckCniDir(const Options& options);

// Prints that. The exit code is the state's; never fails.
Result<int> RunCheckCniDir(const Options& options);

}  // namespace howdunit
