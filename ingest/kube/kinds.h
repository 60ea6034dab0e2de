// Names of Kubernetes kinds and resources.
#pragma once

#include <string>
#include <string_view>

namespace howdunit {

// The kind that a table or a command means: "pod", "pods", "po", "deployment.apps"
// are "Pod" and "Deployment". A word nobody knows gets a capital letter and stays; a known one of
// somebody else's group keeps that: "nodes.longhorn.io" are "Nodes.longhorn.io".
std::string KindFromWord(std::string_view word);

// The kind of an object whose apiVersion is `api`; a name of Kubernetes in somebody else's group is
// told from it by that: "Node.longhorn.io".
std::string KindOfApi(std::string_view kind, std::string_view api);

// Whether objects of the kind stand outside of namespaces.
bool IsClusterScoped(std::string_view kind);

// Whether objects of the kind are a node's own and not the API's: formats of node
// tools make them, and each node has its "eth0" and its "kubelet.service".
bool StandsOnNode(std::string_view kind);

}  // namespace howdunit
