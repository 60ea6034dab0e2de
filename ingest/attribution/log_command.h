// What a command says about whose log it prints.
#pragma once

#include <string_view>

#include "ingest/attribution/pod_path.h"

namespace howdunit {

// What a command says about the log that it prints: `journalctl -u kubelet`,
// `kubectl logs -n kube-system calico-node-x2v9k -c install-cni`, `tail` of a container's log file.
// Of any other command of kubectl or etcdctl the log is that client's own.
LogPlace ParseLogCommand(std::string_view command);

// Whether the log is that of a client, which says why it got no answer.
bool IsClient(std::string_view unit);

}  // namespace howdunit
