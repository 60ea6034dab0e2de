// `howdunit check kubeconfig FILE`: will the API server still take the CNI plugin's token?
#pragma once

#include "cli/checks/check_report.h"
#include "cli/options.h"
#include "core/result.h"
#include "core/time.h"

namespace howdunit {

// Judges the token in the kubeconfig options.files[0] at `now`. What keeps it from being judged
// (a missing file, a wrong option) is the state "unknown".
CheckReport CheckKubeconfig(const Options& options, Micros now);

// Prints that, at --as-of or now. The exit code is the state's; never fails.
Result<int> RunCheckKubeconfig(const Options& options);

}  // namespace howdunit
