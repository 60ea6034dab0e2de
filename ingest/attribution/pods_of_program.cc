#include "ingest/attribution/pods_of_program.h"

#include <algorithm>

#include "core/text.h"
#include "ingest/attribution/pod_path.h"

namespace howdunit {
namespace {

// "etcd" of the static pod "etcd-cp1" on cp1; else what made the pod.
std::string_view ProgramOf(std::string_view pod, std::string_view node) {
  if (!node.empty() && pod.size() > node.size() + 1 && pod.ends_with(node) &&
      pod[pod.size() - node.size() - 1] == '-') {
    return pod.substr(0, pod.size() - node.size() - 1);
  }
  return WorkloadOfPod(pod);
}

// "kube-proxy" of "logs/kube-proxy.log" and "logs-kube-proxy.txt"; "" of what may be no log.
std::string_view ProgramOfLog(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  bool log = false;
  for (const std::string_view start : {"logs-", "log-"}) {
    if (!name.starts_with(start)) continue;
    name.remove_prefix(start.size());
    log = true;
  }
  log = log || name.ends_with(".log");
  return log ? name.substr(0, name.find('.')) : std::string_view();
}

}  // namespace

PodsOfPrograms::PodsOfPrograms(const std::vector<ReadMember>& members) {
  // Names that hold their program's were made for one pod; not every view tells all of it.
  std::map<Redacted, PodOfProgram> pods;
  for (const ReadMember& read : members) {
    for (const PodRecord& pod : read.pods) {
      PodOfProgram& known = pods[pod.name];
      known.pod = pod.name;
      if (known.space.empty()) known.space = pod.space;
      if (known.node.empty()) known.node = pod.node;
    }
  }
  for (auto& [name, pod] : pods) {
    const std::string_view program = ProgramOf(name.str(), pod.node.str());
    if (program != name.str()) pods_[std::string(program)].push_back(pod);
  }
}

std::optional<PodOfProgram> PodsOfPrograms::WhoWrote(std::string_view path) const {
  const auto known = pods_.find(ProgramOfLog(path));
  if (known == pods_.end()) return {};
  const std::vector<PodOfProgram>& pods = known->second;
  if (pods.size() == 1) return pods.front();
  const Redacted& node = pods.front().node;
  const bool one_node = std::all_of(pods.begin(), pods.end(), [&](const PodOfProgram& pod) {
    return !pod.node.empty() && pod.node == node;
  });
  if (!one_node) return {};
  return PodOfProgram{.space = {}, .pod = {}, .node = node};
}

}  // namespace howdunit
