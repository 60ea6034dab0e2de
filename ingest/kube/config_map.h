// What a ConfigMap holds that is looked at. Of all others no value is: people keep secrets in them.
#pragma once

#include <vector>

#include "codec/node.h"
#include "core/record.h"

namespace howdunit {

// Adds the certificates of kube-root-ca.crt.
void ReadCertificates(const Node& config_map, RecordSink& out);

// The ranges of addresses that kubeadm, kube-proxy and flannel were told, where the ConfigMap is
// theirs: fields of paths like "data.ClusterConfiguration.networking.podSubnet".
std::vector<ObjectField> ReadRanges(const Node& config_map);

}  // namespace howdunit
