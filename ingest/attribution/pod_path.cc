#include "ingest/attribution/pod_path.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace howdunit {
namespace {

// Programs whose name opens the name of a log file. Longer names stand first.
constexpr std::array kUnits = std::to_array<std::string_view>({
    "kube-controller-manager",
    "kube-apiserver",
    "kube-scheduler",
    "kube-proxy",
    "kubelite",
    "kubelet",
    "containerd",
    "dockerd",
    "docker",
    "crio",
    "cri-o",
    "etcd",
    "k8s-dqlite",
    "microshift",
    "k3s",
    "rke2",
});

// Containers whose name opens a file name.
constexpr std::array kContainers = std::to_array<std::string_view>({
    "calico-kube-controllers",
    "calico-node",
    "calico-typha",
    "install-cni",
    "upgrade-ipam",
    "mount-bpffs",
    "flexvol-driver",
    "coredns",
    "kube-proxy",
    "kube-multus",
});

// Those of them that run once for the cluster: what follows such a name is no node's.
constexpr std::array kOfDeployments =
    std::to_array<std::string_view>({"calico-kube-controllers", "calico-typha", "coredns"});

// The kubelet's own pods: their name ends in the node's.
constexpr std::array kStaticPods = std::to_array<std::string_view>({
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "etcd",
});

// What else is called after those, containers beside them and pods of their own: how the rest of
// such a name begins.
constexpr std::array kBesideStaticPods = std::to_array<std::string_view>({
    "operator", "manager", "guard",     "quorum",   "metrics", "readyz",    "health",
    "cert",     "check",   "insecure",  "recovery", "startup", "installer", "healthcheck",
    "ensure",   "backup",  "resources", "defrag",   "druid",   "snapshot",  "pruner",
});

// Other programs whose names begin with that of one of the units.
constexpr std::array kOtherPrograms = std::to_array<std::string_view>(
    {"containerd-shim", "docker-compose", "docker-registry", "kubelet-csr-approver"});

bool IsHex(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A pod's uid, or the hash that a static pod has in its place.
bool IsPodUid(std::string_view text) {
  if (text.size() == 32) return IsHex(text);
  return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-';
}

// What the API server generates: no vowels, no 0, 1 or 3.
bool IsGenerated(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("bcdfghjklmnpqrstvwxz2456789") == std::string_view::npos;
}

bool IsGeneratedSuffix(std::string_view text) { return text.size() == 5 && IsGenerated(text); }

// A ReplicaSet's, before that ending.
bool IsTemplateHash(std::string_view text) {
  return text.size() >= 8 && text.size() <= 10 && IsGenerated(text);
}

// "7d4b9c6f5d-x2v9k" at the end: no pod is called so that a kubelet made by itself.
bool IsOfReplicaSet(std::string_view pod) {
  const auto parts = Split(pod, '-');
  return parts.size() > 2 && IsGeneratedSuffix(parts.back()) &&
         IsTemplateHash(parts[parts.size() - 2]);
}

bool LooksLikePodName(std::string_view name) {
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash == 0) return false;
  const std::string_view last = name.substr(dash + 1);
  return IsGeneratedSuffix(last) || (AllDigits(last) && last.size() <= 3);
}

std::string_view WithoutExtensions(std::string_view name) {
  for (const std::string_view ending : {".gz", ".txt", ".log", ".json", ".out", ".err", ".1"}) {
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  }
  for (const std::string_view instance : {"-previous", "_previous", ".previous", "-prev"}) {
    if (name.ends_with(instance)) name.remove_suffix(instance.size());
  }
  return name;
}

bool ParsePodFolder(std::string_view folder, LogPlace& place) {
  const auto parts = Split(folder, '_');
  if (parts.size() != 3 || !IsPodUid(parts[2])) return false;
  place.space = parts[0];
  place.pod = parts[1];
  place.pod_uid = parts[2];
  return true;
}

// "<pod>_<ns>_<container>-<64 hex>.log"
bool ParseContainerLink(std::string_view name, LogPlace& place) {
  const auto parts = Split(WithoutExtensions(name), '_');
  if (parts.size() != 3) return false;
  const std::size_t dash = parts[2].rfind('-');
  if (dash == std::string_view::npos) return false;
  const std::string_view id = parts[2].substr(dash + 1);
  if (id.size() != 64 || !IsHex(id)) return false;
  place.pod = parts[0];
  place.space = parts[1];
  place.container = parts[2].substr(0, dash);
  return true;
}

bool ParseMustGather(const std::vector<std::string_view>& parts, LogPlace& place) {
  for (std::size_t i = 0; i + 4 < parts.size(); ++i) {
    if (parts[i] != "namespaces" || parts[i + 2] != "pods") continue;
    place.space = parts[i + 1];
    place.pod = parts[i + 3];
    if (i + 5 < parts.size()) place.container = parts[i + 4];
    return true;
  }
  return false;
}

// Whether what stands behind a program's name may be its node: neither what describes the log nor a
// date or a number.
bool MayBeNode(std::string_view text) {
  constexpr std::array kNoNodes = std::to_array<std::string_view>({
      "service", "journal", "log",     "logs",   "reverse", "excerpt", "previous",  "current",
      "errors",  "error",   "err",     "out",    "stdout",  "stderr",  "json",      "txt",
      "text",    "yaml",    "yml",     "conf",   "config",  "status",  "warnings",  "audit",
      "full",    "all",     "tail",    "last",   "new",     "old",     "before",    "after",
      "today",   "events",  "restart", "failed", "failing", "crash",   "yesterday",
  });
  if (text == "agent" || text == "server") return false;  // what a node does
  const std::string_view word = text.substr(0, text.find_first_of("-_."));
  if (std::find(kNoNodes.begin(), kNoNodes.end(), word) != kNoNodes.end()) return false;
  const bool lettered =
      std::any_of(text.begin(), text.end(), [](char c) { return IsAlnum(c) && !IsDigit(c); });
  const auto numbers = Split(text, '.');
  const bool address =
      numbers.size() == 4 && std::all_of(numbers.begin(), numbers.end(), AllDigits);
  return lettered || address;
}

bool IsBesideStaticPod(std::string_view rest) {
  return std::find(kBesideStaticPods.begin(), kBesideStaticPods.end(),
                   rest.substr(0, rest.find_first_of("-_."))) != kBesideStaticPods.end();
}

// "abcde", where the end of a pod's name is written as an example: a DaemonSet's log is more often
// called after its pod than after a node of this name.
bool IsMadeUpSuffix(std::string_view rest) {
  return rest.size() == 5 &&
         std::all_of(rest.begin(), rest.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// What people put behind a pod's name for one of its containers.
struct ContainerWord {
  std::string_view word, container;
};
constexpr std::array kContainerWords = std::to_array<ContainerWord>({
    {"cni", "install-cni"},
    {"ext", "calico-extension"},
    {"prev", ""},
    {"p", ""},
});

// "kube-apiserver-cp1", and what only begins alike: "etcd-7d4b9c6f5d-x2v9k", a Deployment's that
// runs the same program, "etcd-druid-7d4b9c6f5d-x2v9k", one of another.
bool ParseStaticPodName(std::string_view name, LogPlace& place) {
  for (const std::string_view program : kStaticPods) {
    if (!name.starts_with(program) || name.size() < program.size() + 2) continue;
    if (name[program.size()] != '-') continue;
    const std::string_view rest = name.substr(program.size() + 1);
    const bool of_replica_set = IsOfReplicaSet(name);
    if (!of_replica_set && (IsBesideStaticPod(rest) || !MayBeNode(rest))) continue;
    place.pod = name;
    if (of_replica_set && WorkloadOfPod(name) != program) return true;
    place.container = program;
    // Cluster API gives its machines such names, too, which tell of them what they are.
    if (HasGeneratedName(name) && !Contains(rest, "control-plane")) return true;
    place.space = "kube-system";
    place.node = rest;
    return true;
  }
  return false;
}

// "calico-node-x2v9k", "calico-node-x2v9k-cni", "calico-node-x2v9k_install-cni",
// "kube-apiserver-<node>": a pod of a program that is known by its name.
bool ParsePodName(std::string_view name, LogPlace& place) {
  if (ParseStaticPodName(name, place)) return true;
  for (const std::string_view container : kContainers) {
    if (!name.starts_with(container)) continue;
    // Of a DaemonSet's pod one generated part follows, of a Deployment's a hash stands before it.
    std::size_t end = container.size();
    for (int part = 0; part < 2 && end < name.size() && name[end] == '-'; ++part) {
      end = std::min(name.size(), name.find_first_of("-_.", end + 1));
      const std::string_view pod = name.substr(0, end);
      if (!LooksLikePodName(pod) || !IsGeneratedSuffix(pod.substr(pod.rfind('-') + 1))) continue;
      place.pod = pod;
      const std::string_view rest = end == name.size() ? "" : name.substr(end + 1);
      const auto word = std::find_if(kContainerWords.begin(), kContainerWords.end(),
                                     [&](const ContainerWord& one) { return one.word == rest; });
      place.container = word != kContainerWords.end() ? word->container : rest;
      if (place.container.empty()) place.container = container;
      return true;
    }
  }
  return false;
}

// "logs-<pod>", "logs-<container>-<node>", "<pod>", "<pod>-cni"
void ParseHandMadeName(std::string_view name, LogPlace& place) {
  if (ParsePodName(name, place)) return;
  for (const std::string_view start : {"logs-", "log-"}) {
    if (!name.starts_with(start)) continue;
    name.remove_prefix(start.size());
    if (ParsePodName(name, place)) return;
    for (const std::string_view container : kContainers) {
      if (name == container) {
        place.container = container;
        return;
      }
      if (!name.starts_with(container) || name[container.size()] != '-') continue;
      const std::string_view rest = name.substr(container.size() + 1);
      if (IsGeneratedSuffix(rest) || LooksLikePodName(rest)) break;
      place.container = container;
      const bool of_deployment = std::find(kOfDeployments.begin(), kOfDeployments.end(),
                                           container) != kOfDeployments.end();
      if (!of_deployment && MayBeNode(rest) && !IsMadeUpSuffix(rest)) place.node = rest;
      return;
    }
    if (LooksLikePodName(name)) place.pod = name;
    return;
  }
}

// "w1" of k3s-agent-w1: the units of k3s and RKE2 are called after what a node does.
std::string_view WithoutRole(std::string_view rest) {
  for (const std::string_view role : {"agent", "server"}) {
    if (rest == role) return {};
    if (rest.starts_with(role) && Contains("-_.", rest.substr(role.size(), 1))) {
      return rest.substr(role.size() + 1);
    }
  }
  return rest;
}

// Whether what begins with a product's name is more likely a title ("rke2-ip-change.txt")
// than a log and its node.
bool IsTitle(std::string_view unit, std::string_view file) {
  constexpr auto kProducts =
      std::to_array<std::string_view>({"k3s", "rke2", "docker", "microshift"});
  const bool log = file.ends_with(".log") || file.ends_with(".log.gz");
  return !log && std::find(kProducts.begin(), kProducts.end(), unit) != kProducts.end();
}

// "kubelet-k8s02.log", "kubelet_service", "journal-kubelet.txt"
void ParseUnitName(std::string_view file, LogPlace& place) {
  std::string_view name = WithoutExtensions(file);
  for (const std::string_view start : {"journal-", "journal_", "journalctl-", "journalctl_"}) {
    if (name.starts_with(start)) name.remove_prefix(start.size());
  }
  for (const std::string_view other : kOtherPrograms) {
    if (name.starts_with(other)) return;
  }
  for (const std::string_view unit : kUnits) {
    if (!name.starts_with(unit)) continue;
    std::string_view rest = name.substr(unit.size());
    if (!rest.empty() && rest[0] != '-' && rest[0] != '_' && rest[0] != '.') continue;
    if (!rest.empty()) rest.remove_prefix(1);
    if (unit == "k3s" || unit == "rke2") rest = WithoutRole(rest);
    const bool beside = IsBesideStaticPod(rest);
    const bool of_static_pod =
        std::find(kStaticPods.begin(), kStaticPods.end(), unit) != kStaticPods.end();
    if (beside && of_static_pod) return;
    place.unit = unit;
    const bool made_up = unit == "kube-proxy" && IsMadeUpSuffix(rest);
    if (MayBeNode(rest) && !beside && !made_up && !IsTitle(unit, file)) place.node = rest;
    return;
  }
}

}  // namespace

LogPlace ParseLogPath(std::string_view path) {
  LogPlace place;
  const auto parts = Split(path, '/');
  const std::string_view name = parts.back();
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts[i].starts_with("pods-")) place.node = parts[i].substr(5);
    if (parts[i].starts_with("snap.")) place.unit = parts[i].substr(5);
    if (!ParsePodFolder(parts[i], place)) continue;
    if (i + 2 < parts.size()) place.container = parts[i + 1];
    return place;
  }
  place.node.clear();
  if (ParseContainerLink(name, place) || ParseMustGather(parts, place)) return place;
  if (name == "logs.txt" && parts.size() >= 3) {
    place.space = parts[parts.size() - 3];
    place.pod = parts[parts.size() - 2];
    return place;
  }
  if (!place.unit.empty() || name.ends_with(".md")) return place;
  ParseHandMadeName(WithoutExtensions(name), place);
  if (place.pod.empty() && place.container.empty()) ParseUnitName(name, place);
  return place;
}

bool HasGeneratedName(std::string_view pod) {
  const std::size_t dash = pod.rfind('-');
  return dash != std::string_view::npos && dash > 0 && IsGeneratedSuffix(pod.substr(dash + 1));
}

std::string_view WorkloadOfPod(std::string_view pod) {
  std::size_t dash = pod.rfind('-');
  if (dash == std::string_view::npos || !LooksLikePodName(pod)) return pod;
  pod = pod.substr(0, dash);
  dash = pod.rfind('-');
  if (dash == std::string_view::npos || dash == 0) return pod;
  return IsTemplateHash(pod.substr(dash + 1)) ? pod.substr(0, dash) : pod;
}

}  // namespace howdunit
