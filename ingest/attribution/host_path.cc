#include "ingest/attribution/host_path.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/text.h"
#include "ingest/text/base_name.h"

namespace howdunit {
namespace {

constexpr std::array kRootFolders = std::to_array<std::string_view>(
    {"etc", "var", "opt", "run", "usr", "root", "home", "proc", "sys", "boot", "srv", "mnt"});

// Paths that people spell in file names. Longer ones first: the first that fits
// wins.
constexpr std::array kKnownPaths = std::to_array<std::string_view>({
    "/var/snap/microk8s/current/args/cni-network/calico-kubeconfig",
    "/var/snap/microk8s/current/args/cni-network/10-calico.conflist",
    "/var/snap/microk8s/current/args/containerd-template.toml",
    "/var/snap/microk8s/current/args/containerd.toml",
    "/var/snap/microk8s/current/args/cni-network",
    "/var/lib/kubelet/pki/kubelet-client-current.pem",
    "/etc/cni/net.d/calico-kubeconfig",
    "/etc/cni/net.d/10-calico.conflist",
    "/etc/kubernetes/kubelet.conf",
    "/etc/kubernetes/admin.conf",
    "/etc/kubernetes/pki/ca.crt",
    "/etc/containerd/config.toml",
    "/etc/cni/net.d",
    "/opt/cni/bin",
});

// "etc_cni_net.d-calico-kubeconfig" and "/etc/cni/net.d/calico-kubeconfig" alike
// are "etc cni net d calico kubeconfig".
std::string Letters(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (IsAlnum(c)) {
      letters += c;
    } else if (!letters.empty() && letters.back() != ' ') {
      letters += ' ';
    }
  }
  while (!letters.empty() && letters.back() == ' ') letters.pop_back();
  return letters;
}

std::string WithoutHost(std::string_view path) {
  for (const std::string_view prefix : {"/host/", "/rootfs/", "/noderoot/"}) {
    if (path.starts_with(prefix)) return std::string(path.substr(prefix.size() - 1));
  }
  return std::string(path);
}

}  // namespace

std::string HostPathFromName(std::string_view path) {
  if (path.starts_with('/')) return WithoutHost(path);
  const auto parts = Split(path, '/');
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    for (const std::string_view root : kRootFolders) {
      if (parts[i] != root) continue;
      const auto at = static_cast<std::size_t>(parts[i].data() - path.data());
      return "/" + std::string(path.substr(at));
    }
  }
  const std::string name = " " + Letters(parts.back()) + " ";
  for (const std::string_view known : kKnownPaths) {
    if (Contains(name, " " + Letters(known) + " ")) return std::string(known);
  }
  return {};
}

std::string HostPathFromCommand(std::string_view command) {
  for (const std::string_view word : SplitWords(command)) {
    if (!word.starts_with('/') || word.size() < 2) continue;
    // The command itself may be given by its path.
    if (word.data() == command.data()) continue;
    std::string path = WithoutHost(word);
    while (path.size() > 1 && (path.back() == '/' || path.back() == ';')) path.pop_back();
    return path;
  }
  return {};
}

std::string HostOfCommand(std::string_view command, std::string_view prompt_host) {
  auto words = SplitWords(command, 16);
  while (!words.empty() && (words[0] == "sudo" || words[0] == "microk8s" || words[0] == "k3s")) {
    words.erase(words.begin());
  }
  if (words.empty()) return std::string(prompt_host);
  constexpr std::array kClients = std::to_array<std::string_view>(
      {"kubectl", "microk8s.kubectl", "oc", "k", "helm", "talosctl", "ceph", "cilium"});
  const std::string_view program = BaseName(words[0]);
  if (std::find(kClients.begin(), kClients.end(), program) == kClients.end()) {
    return std::string(prompt_host);
  }
  if (std::find(words.begin(), words.end(), "debug") == words.end()) return {};
  for (std::string_view word : words) {
    if (TakeUntil(word, "/") != "node" || word.empty()) continue;
    const bool name = std::all_of(word.begin(), word.end(),
                                  [](char c) { return IsAlnum(c) || c == '-' || c == '.'; });
    if (name) return std::string(word);
  }
  return {};
}

}  // namespace howdunit
