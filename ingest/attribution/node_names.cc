#include "ingest/attribution/node_names.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/text.h"
#include "ingest/attribution/host_of_record.h"
#include "ingest/attribution/host_path.h"
#include "ingest/attribution/log_command.h"
#include "ingest/attribution/pod_path.h"
#include "ingest/attribution/pods_of_program.h"

namespace howdunit {
namespace {

bool IsNamePart(char c) { return IsAlnum(c) || c == '-' || c == '.'; }

// Whether `name` stands in `text` with no letter or digit at its sides; the ends
// of a longer node name count as its sides too ("k8s01" in "kubelet-k8s01.log").
bool HoldsName(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const bool left = at == 0 || !IsAlnum(text[at - 1]);
    const std::size_t end = at + name.size();
    const bool right = end == text.size() || !IsAlnum(text[end]);
    if (left && right) return true;
  }
  return false;
}

// The longest node name in `text`; "" if none or if two different ones are there.
std::string NameIn(const std::set<std::string>& nodes, std::string_view text) {
  std::string found;
  bool several = false;
  for (const std::string& node : nodes) {
    if (!HoldsName(text, node)) continue;
    if (found.empty() || Contains(node, found)) {
      found = node;
    } else if (!Contains(found, node)) {
      several = true;
    }
  }
  return several ? "" : found;
}

struct Attribution {
  std::string node;
  std::string basis;
};

// Formats whose text is about one node's files.
bool HoldsHostFile(const Member& member) {
  static const std::set<std::string> kFormats = {"kubeconfig",
                                                 "ls",
                                                 "ls-names",
                                                 "stat",
                                                 "containerd-config",
                                                 "crio-config",
                                                 "cni-config",
                                                 "journal",
                                                 "dmesg",
                                                 "cri-log",
                                                 "systemctl-status",
                                                 "ip-route",
                                                 "certificate",
                                                 "crictl",
                                                 "ip-address",
                                                 "ps",
                                                 "kernel-stack",
                                                 "checksums",
                                                 "date",
                                                 "kubeadm-certs",
                                                 "auditd",
                                                 "microk8s-inspection",
                                                 "sysctl",
                                                 "df",
                                                 "program-flags"};
  return std::any_of(member.formats.begin(), member.formats.end(),
                     [](const std::string& format) { return kFormats.contains(format); });
}

// Whether a pod's log is a copy of the kubelet's own file. Then it is of the host that it was
// copied from, where a pod whose name is used again (a StatefulSet's) may have been before.
bool StoodOnHost(const Member& member) {
  const std::string& path = member.path.str();
  const bool file = Contains(path, "var/log/") || Contains(path, "_" + member.pod.str() + "_");
  return file && !HasGeneratedName(member.pod.str());
}

// The one host that the member's own records name; "" if none or several.
std::string HostInContent(const ReadMember& read) {
  std::set<std::string> hosts;
  ForEachHost(read.records, [&](const Redacted& host) { hosts.insert(host.str()); });
  hosts.erase("");
  return hosts.size() == 1 ? *hosts.begin() : "";
}

// The host at whose prompts all of the member was typed; "" if there is another, or text without
// one.
std::string HostOfPrompts(const ReadMember& read) {
  if (read.sections.empty()) return {};
  const std::string& host = read.sections[0].prompt_host;
  const bool all = std::all_of(read.sections.begin(), read.sections.end(),
                               [&](const ReadSection& one) { return one.prompt_host == host; });
  return all ? host : std::string();
}

// The node of each root whose collector gathers from one: the host that its logs name, or else the
// one in the name of the archive.
std::map<const BundleRoot*, std::string> NodesOfRoots(const std::vector<BundleRoot>& roots,
                                                      const std::vector<ReadMember>& members) {
  std::map<const BundleRoot*, std::set<std::string>> hosts;
  for (const ReadMember& read : members) {
    const BundleRoot* root = RootOf(roots, read.member.path.str());
    if (root == nullptr || !root->layout->one_node || !read.member.pod.empty()) continue;
    if (!read.placement.node.empty()) hosts[root].insert(read.placement.node);
    if (const std::string host = HostInContent(read); !host.empty()) hosts[root].insert(host);
  }
  std::map<const BundleRoot*, std::string> nodes;
  for (const BundleRoot& root : roots) {
    if (!root.layout->one_node) continue;
    const std::set<std::string>& named = hosts[&root];
    if (named.size() == 1) nodes[&root] = *named.begin();
    if (named.empty()) nodes[&root] = root.host;
  }
  return nodes;
}

// Where pods run, by namespace and name; under an empty namespace, of names that only one has.
struct PodPlace {
  std::string space;
  std::string node;
};

std::map<std::pair<std::string, std::string>, PodPlace> PlacesOfPods(
    const std::vector<ReadMember>& members) {
  std::map<std::pair<std::string, std::string>, PodPlace> places;
  for (const ReadMember& read : members) {
    for (const PodRecord& pod : read.pods) {
      if (pod.node.empty()) continue;
      const PodPlace place{.space = pod.space.str(), .node = pod.node.str()};
      places[{place.space, pod.name.str()}] = place;
      const auto [by_name, fresh] = places.try_emplace({"", pod.name.str()}, place);
      if (!fresh && by_name->second.space != place.space) by_name->second = {};
    }
  }
  return places;
}

// A folder's name can be a node's if no node is named anywhere and the folder
// holds host files; names of folders of the root or of commands cannot.
std::string FolderAsNode(std::string_view path) {
  static const std::set<std::string_view> kGeneric = {
      "etc", "var",  "opt",  "run",   "usr",   "root",    "home",       "logs",
      "log", "node", "host", "hosts", "nodes", "network", "namespaces", "inspection-report",
      "args"};
  static const std::set<std::string_view> kRoot = {"etc",  "var",  "opt", "run", "usr",
                                                   "root", "proc", "sys", "boot"};
  const auto parts = Split(path, '/');
  // From the host's own root on, folders are the host's ("n1/etc/containerd/config.toml").
  const auto root = std::find_if(parts.begin(), parts.end() - 1,
                                 [](std::string_view part) { return kRoot.contains(part); });
  for (auto i = static_cast<std::size_t>(root - parts.begin()); i-- > 0;) {
    const bool name = std::all_of(parts[i].begin(), parts[i].end(), IsNamePart);
    if (!name || kGeneric.contains(parts[i])) continue;
    const bool below_root = i + 1 < parts.size() - 1 && kGeneric.contains(parts[i + 1]);
    if (below_root || i + 2 == parts.size()) return std::string(parts[i]);
  }
  return {};
}

// Whether the machine that the command was typed on is a node: Calico's process is asked there, or
// the kubelet's journal.
bool IsTypedOnNode(std::string_view command) {
  if (Contains(command, "calicoctl node status") && !Contains(command, "ssh ")) return true;
  constexpr std::array kUnits =
      std::to_array<std::string_view>({"kubelet", "k3s", "k3s-agent", "rke2-server", "rke2-agent",
                                       "snap.microk8s.daemon-kubelite"});
  if (!Contains(command, "journalctl ")) return false;
  for (const std::string_view option : {"-D", "--directory", "--file", "-M", "--machine", "ssh "}) {
    if (Contains(command, option)) return false;
  }
  const std::string unit = ParseLogCommand(command).unit;
  return std::find(kUnits.begin(), kUnits.end(), unit) != kUnits.end();
}

}  // namespace

std::set<std::string> CollectNodeNames(const std::vector<ReadMember>& members) {
  std::set<std::string> names;
  for (const ReadMember& read : members) {
    for (const auto& one : read.records.Of<NodeRecord>()) names.insert(one.record.name.str());
    for (const auto& one : read.records.Of<CoverageRecord>()) names.insert(one.record.node.str());
    for (const PodRecord& pod : read.pods) names.insert(pod.node.str());
    names.insert(read.placement.node);
    // `kubectl debug node/…` names one.
    for (const ReadSection& section : read.sections) {
      names.insert(HostOfCommand(section.command, ""));
      const bool named = !section.prompt_host.starts_with("localhost");
      if (named && IsTypedOnNode(section.command)) names.insert(section.prompt_host);
    }
  }
  names.erase("");
  return names;
}

void AttributeNodes(const std::set<std::string>& nodes, const std::vector<BundleRoot>& roots,
                    std::vector<ReadMember>& members) {
  const auto places = PlacesOfPods(members);
  const auto only_nodes = NodesOfRoots(roots, members);
  const PodsOfPrograms programs(members);
  for (ReadMember& read : members) {
    Member& member = read.member;
    Attribution found;
    const auto take = [&](const std::string& node, const char* basis) {
      if (found.node.empty() && !node.empty()) found = {.node = node, .basis = basis};
    };
    const auto pod = places.find({member.space.str(), member.pod.str()});
    const bool placed = pod != places.end() && !member.pod.empty();
    // Whoever fetched its log, and into whatever folder.
    if (placed && !StoodOnHost(member)) take(pod->second.node, "pod");
    std::optional<PodOfProgram> writer;
    if (member.pod.empty() && read.sections.size() == 1 && read.sections[0].command.empty()) {
      writer = programs.WhoWrote(member.path.str());
    }
    const bool by_name =
        writer && !writer->pod.empty() && Contains(member.path.str(), writer->pod.str());
    if (by_name) take(writer->node.str(), "pod");
    take(NameIn(nodes, HostOfPrompts(read)), "prompt");
    if (read.sections.size() == 1) take(NameIn(nodes, read.sections[0].command), "command");
    take(read.placement.node, "layout");
    const auto parts = Split(member.path.str(), '/');
    for (std::size_t i = parts.size(); i-- > 0;) take(NameIn(nodes, parts[i]), "path");
    take(HostInContent(read), "content");
    if (placed) {
      take(pod->second.node, "pod");
      member.space = Redact(pod->second.space);
    }
    if (writer && (found.node.empty() || found.node == writer->node.str())) {
      take(writer->node.str(), "pods of its name");
      member.pod = writer->pod;
      member.space = writer->space;
    }
    const auto only = only_nodes.find(RootOf(roots, member.path.str()));
    if (only != only_nodes.end() && HoldsHostFile(member)) {
      take(only->second, "the bundle's one node");
    }
    if (nodes.empty() && HoldsHostFile(member)) take(FolderAsNode(member.path.str()), "folder");
    member.node = Redact(found.node);
    member.node_basis = found.basis;
    read.node_of_some_lines =
        found.basis == "content" && (only == only_nodes.end() || only->second != found.node);
    std::string host_path = read.sections.size() == 1 ? read.sections[0].host_path : "";
    member.host_path_basis = "command";
    if (host_path.empty() && !read.placement.host_path.empty()) {
      host_path = read.placement.host_path;
      member.host_path_basis = "layout";
    }
    if (host_path.empty()) {
      host_path = HostPathFromName(member.path.str());
      member.host_path_basis = host_path.empty() ? "" : "path";
    }
    member.host_path = Redact(host_path);
    if (read.sections.size() == 1) member.command = Redact(read.sections[0].command);
    if (member.command.empty()) member.command = Redact(read.placement.command);
  }
}

}  // namespace howdunit
