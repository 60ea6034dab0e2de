// What two clocks say of one moment.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/node_clock.h"
#include "ingest/read_member.h"

namespace howdunit {

// Zones of nodes whose journals state none, from lines and events about the same sandbox: the
// kubelet stamps both, the line by the node's wall clock, the event in UTC. They name a zone if
// they are two seconds or less off a quarter of an hour, and no other pair of the node disagrees.
std::map<std::string, NodeClock> ZonesOfTwins(const std::vector<ReadMember>& members);

// Skews of nodes against the API server, from events: the kubelet stamps their first moment, the
// API server their creation, after it. Sorted by node. REQUIRES: records' sources have no member
// yet, members[i] is the member with index i.
std::vector<NodeSkew> SkewsOfEvents(const std::vector<ReadMember>& members);

}  // namespace howdunit
