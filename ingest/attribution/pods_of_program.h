// Whose log a file is that is called after a program and names no pod: "kube-proxy.log".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/read_member.h"

namespace howdunit {

// Of several pods on one node, the namespace and the name are empty.
struct PodOfProgram {
  Redacted space, pod, node;
};

class PodsOfPrograms {
 public:
  // Knows all pods that are listed or described, by the program that their names tell.
  explicit PodsOfPrograms(const std::vector<ReadMember>& members);

  // The only pod of the program that the log at `path` is called after, or the one node of all of
  // them; nothing if they are on several nodes, or the file is no log of theirs.
  std::optional<PodOfProgram> WhoWrote(std::string_view path) const;

 private:
  std::map<std::string, std::vector<PodOfProgram>, std::less<>> pods_;
};

}  // namespace howdunit
