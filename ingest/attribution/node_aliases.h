// A node and its host may go by different names: the object by "ip-10-0-28-247.ec2.internal", the
// host column of its journal by "ip-10-0-28-247".
#pragma once

#include <map>
#include <vector>

#include "core/redacted.h"
#include "ingest/read_member.h"

namespace howdunit {

class NodeAliases {
 public:
  // Learns the names of nodes from objects and the places of pods, and which of the other names are
  // theirs: those that differ by the domain alone, where only one node and one host do.
  explicit NodeAliases(const std::vector<ReadMember>& members);

  // The node's own name; any other stays as it is.
  Redacted NameOf(const Redacted& name) const;

  // Has hits, logs, clocks and prompts say the node's own name.
  void Apply(std::vector<ReadMember>& members) const;

 private:
  std::map<Redacted, Redacted> names_;
};

}  // namespace howdunit
