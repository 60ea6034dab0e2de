#include "report/block.h"

#include <algorithm>

namespace howdunit::report {

std::size_t CausalGraph::AddNode(Node node) {
  const auto found = std::find_if(nodes.begin(), nodes.end(),
                                  [&](const Node& known) { return known.label == node.label; });
  if (found != nodes.end()) return static_cast<std::size_t>(found - nodes.begin());
  nodes.push_back(std::move(node));
  return nodes.size() - 1;
}

void CausalGraph::AddArrow(Arrow arrow) {
  if (std::find(arrows.begin(), arrows.end(), arrow) == arrows.end()) arrows.push_back(arrow);
}

}  // namespace howdunit::report
