#include "ingest/attribution/pods_of_program.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "ingest/attribution/pod_path.h"
#include "ingest/text/base_name.h"

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

// "kube-proxy" of "logs/kube-proxy.log", "logs-kube-proxy.txt" and "kube-proxy-previous".
struct LogName {
  std::string_view name;
  bool says_log = false;
};
LogName ParseLogName(std::string_view path) {
  LogName log{.name = BaseName(path), .says_log = false};
  for (const std::string_view start : {"logs-", "log-"}) {
    if (!log.name.starts_with(start)) continue;
    log.name.remove_prefix(start.size());
    log.says_log = true;
  }
  for (const std::string_view ending : {".gz", ".txt", ".log", "-previous"}) {
    if (!log.name.ends_with(ending)) continue;
    log.name.remove_suffix(ending.size());
    log.says_log = log.says_log || ending == ".log";
  }
  return log;
}

}  // namespace

PodsOfPrograms::PodsOfPrograms(const std::vector<ReadMember>& members) {
  // Not every view tells all of a pod. Where two are called the same, nothing tells which is meant.
  std::map<Redacted, PodOfProgram> pods;
  std::set<Redacted> ambiguous;
  for (const ReadMember& read : members) {
    for (const PodRecord& pod : read.pods) {
      PodOfProgram& known = pods[pod.name];
      known.pod = pod.name;
      if (known.space.empty()) known.space = pod.space;
      if (known.node.empty()) known.node = pod.node;
      if (!pod.space.empty() && pod.space != known.space) ambiguous.insert(pod.name);
    }
  }
  for (const Redacted& name : ambiguous) pods.erase(name);
  for (auto& [name, pod] : pods) {
    const std::string_view program = ProgramOf(name.str(), pod.node.str());
    if (program != name.str()) of_program_[std::string(program)].push_back(pod);
    if (pod.space.empty()) continue;
    named_[name.str()].push_back(pod);
    named_[pod.space.str() + "-" + name.str()].push_back(pod);
  }
}

std::optional<PodOfProgram> PodsOfPrograms::WhoWrote(std::string_view path) const {
  const LogName log = ParseLogName(path);
  const auto named = named_.find(log.name);
  if (named != named_.end() && named->second.size() == 1) return named->second.front();
  const auto known = of_program_.find(log.name);
  if (!log.says_log || known == of_program_.end()) return {};
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
