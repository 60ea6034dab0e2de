// Label selectors and node selector terms as text.
#pragma once

#include <string>

#include "codec/node.h"

namespace howdunit {

// A LabelSelector: "app=store,replica in (a,b),!old". "" selects everything.
std::string SelectorText(const Node& selector);

// A NodeSelector (required node affinity): "topology.example/nodeName in (k8s01)";
// the expressions of a term joined by ",", the terms by " or ".
std::string NodeSelectorText(const Node& node_selector);

}  // namespace howdunit
