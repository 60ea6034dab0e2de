// What a command says about whose log it prints.
#pragma once

#include <string_view>

#include "ingest/attribution/pod_path.h"

namespace howdunit {

// What a command says about the log that it prints: `journalctl -u kubelet`,
// `kubectl logs -n kube-system calico-node-x2v9k -c install-cni`. Of any other
// kubectl command the log is kubectl's own.
LogPlace ParseLogCommand(std::string_view command);

}  // namespace howdunit
