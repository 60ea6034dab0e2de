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

}  // namespace howdunit
