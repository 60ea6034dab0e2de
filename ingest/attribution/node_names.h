// Which node a member is about.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/bundle_roots.h"
#include "ingest/read_member.h"

namespace howdunit {

// The names of the cluster's nodes, learnt from everything that was read: node
// lists, the nodes of pods, the hosts of journals.
std::set<std::string> CollectNodeNames(const std::vector<ReadMember>& members);

// Gives every member its node, with the basis: a name in the prompt or the
// command, what the layout says of its path, a folder or a part of the file name that is a node's
// name, the host of its log lines, the node of the pod whose log it is, or of the only pods
// of the program that it is called after, the one node of a
// collector that gathers from one. If the bundle names no node
// at all, a folder that holds copies of host files counts as one.
void AttributeNodes(const std::set<std::string>& nodes, const std::vector<BundleRoot>& roots,
                    std::vector<ReadMember>& members);

}  // namespace howdunit
