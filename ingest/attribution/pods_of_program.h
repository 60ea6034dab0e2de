// Whose log a file is that is called after a pod that is listed elsewhere, or after a program:
// "web-7d4b9c6f5d-x2v9k.log", "shop-web-0-previous" (Rancher), "kube-proxy.log".
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

  // The pod that the log at `path` is called after, or the only one of the program that it is
  // called after, or the one node of all of these; nothing if they are on several nodes, or the
  // file is no log of theirs.
  std::optional<PodOfProgram> WhoWrote(std::string_view path) const;

 private:
  using Pods = std::map<std::string, std::vector<PodOfProgram>, std::less<>>;

  Pods named_;       // by their name, and by namespace and name, joined by a dash
  Pods of_program_;  // by that
};

}  // namespace howdunit
