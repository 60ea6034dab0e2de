// Names of Kubernetes kinds and resources.
#pragma once

#include <string>
#include <string_view>

namespace howdunit {

// The kind that a table or a command means: "pod", "pods", "po", "deployment.apps"
// are "Pod" and "Deployment". A word nobody knows gets a capital letter and stays.
std::string KindFromWord(std::string_view word);

// Whether objects of the kind stand outside of namespaces.
bool IsClusterScoped(std::string_view kind);

// Whether objects of the kind are a node's own and not the API's: formats of node
// tools make them, and each node has its "eth0" and its "kubelet.service".
bool StandsOnNode(std::string_view kind);

}  // namespace howdunit
