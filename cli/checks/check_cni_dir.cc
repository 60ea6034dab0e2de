// Calico's install-cni and its token refresher write into /etc/cni/net.d of the host; the runtime
// reads its own conf_dir. MicroK8s makes the one a link to the other only where nothing stands in
// the way (microk8s PR 4208), so nodes of one cluster may differ.

#include "cli/checks/check_cni_dir.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

#include "cli/files/node_files.h"
#include "core/text.h"

namespace howdunit {
namespace {

const std::string kStandard = "/etc/cni/net.d";

enum class Kind { kUnlisted, kLink, kDirectory, kInside, kMissing, kUnreadable };

// What the files show of one node.
struct NodeView {
  Kind kind = Kind::kUnlisted;
  std::string real;   // where /etc/cni/net.d leads, of a link
  std::string where;  // "k8s01/ls.txt:8"
  bool listed_inside = false;
  bool holds_kubeconfig = false;
  std::set<std::string> runtime;  // directories that the runtime reads, links resolved
  std::string runtime_where;
  std::map<std::string, std::string> links;  // all that are listed, with their targets
};
using Nodes = std::map<std::string, NodeView>;

std::string Normal(const std::string& path) {
  std::string normal = std::filesystem::path(path).lexically_normal().string();
  while (normal.size() > 1 && normal.back() == '/') normal.pop_back();
  return normal;
}

// The path with every link in it that is listed followed.
std::string Resolve(const std::string& path, const std::map<std::string, std::string>& links) {
  constexpr int kMostLinks = 16;
  std::string resolved = Normal(path);
  for (int i = 0; i < kMostLinks; ++i) {
    bool followed = false;
    for (std::size_t end = resolved.find('/', 1); !followed; end = resolved.find('/', end + 1)) {
      const std::string front = resolved.substr(0, end);
      if (const auto link = links.find(front); link != links.end()) {
        const auto target = std::filesystem::path(front).parent_path() / link->second;
        resolved = Normal(target.string() + (end == std::string::npos ? "" : resolved.substr(end)));
        followed = true;
      }
      if (end == std::string::npos) break;
    }
    if (!followed) break;
  }
  return resolved;
}

// "/var/snap/microk8s/8612/args" without its revision, which "current" may stand for.
std::string WithoutRevision(const std::string& path) {
  const auto parts = Split(path, '/');
  std::string without;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const bool revision = i == 4 && parts[1] == "var" && parts[2] == "snap" &&
                          (parts[i] == "current" || AllDigits(parts[i]));
    without += "/" + std::string(revision ? "*" : parts[i]);
  }
  return without;
}

// A command that lists /etc/cni/net.d itself would show a link as one; behind a slash it does not.
bool ShowsItself(std::string_view command) {
  bool named = false;
  for (const std::string_view word : SplitWords(command)) {
    if (word.ends_with("/net.d/")) return false;
    named = named || word.ends_with(kStandard);
  }
  return named;
}

// Later kinds that say more win over earlier ones.
void Learn(NodeView& node, Kind kind, const std::string& where) {
  const auto rank = [](Kind k) {
    switch (k) {
      case Kind::kUnlisted: return 0;
      case Kind::kUnreadable: return 1;
      case Kind::kMissing: return 2;
      case Kind::kInside: return 3;
      case Kind::kDirectory: return 4;
      case Kind::kLink: break;
    }
    return 5;
  };
  if (rank(kind) <= rank(node.kind)) return;
  node.kind = kind;
  node.where = where;
}

Result<Nodes> Look(const Database& database) {
  Nodes nodes;
  Statement known = database.Prepare("SELECT name FROM node ORDER BY name");
  while (known.Step()) nodes[known.Text(0)];
  Statement links = database.Prepare(
      "SELECT node, dir, real_dir FROM v_real_dir WHERE node <> '' ORDER BY source");
  while (links.Step()) nodes[links.Text(0)].links[links.Text(1)] = links.Text(2);

  Statement entries = database.Prepare(
      "SELECT entry.node, entry.path, entry.type, s.text, s.member || ':' || s.line, "
      "member.command "
      "FROM path_entry entry JOIN v_source s ON s.id = entry.source "
      "  JOIN source ON source.id = entry.source JOIN member ON member.id = source.member "
      "WHERE entry.node <> '' AND entry.path IN "
      "  ('/etc/cni', '/etc/cni/net.d', '/etc/cni/net.d/calico-kubeconfig') ORDER BY entry.source");
  while (entries.Step()) {
    NodeView& node = nodes[entries.Text(0)];
    const std::string path = entries.Text(1);
    const std::string type = entries.Text(2);
    const std::string where = entries.Text(4);
    const bool dot = entries.Text(3).ends_with(" .");
    if (path == "/etc/cni") {
      // A listing of it that does not name net.d; what names it comes out on top.
      if (dot || type == "missing") Learn(node, Kind::kMissing, where);
    } else if (path != kStandard) {
      node.holds_kubeconfig = node.holds_kubeconfig || type == "file";
    } else if (type == "link") {
      Learn(node, Kind::kLink, where);
    } else if (type == "missing") {
      Learn(node, Kind::kMissing, where);
    } else if (type == "unreadable") {
      Learn(node, Kind::kUnreadable, where);
    } else if (type == "dir") {
      node.listed_inside = node.listed_inside || dot;
      const bool inside = dot && !ShowsItself(entries.Text(5));
      Learn(node, inside ? Kind::kInside : Kind::kDirectory, where);
    }
  }
  Statement runtimes = database.Prepare(
      "SELECT runtime.node, conf_dir_path, s.member || ':' || s.line FROM v_runtime_dir runtime "
      "JOIN v_source s ON s.id = runtime.source ORDER BY runtime.source");
  while (runtimes.Step()) {
    NodeView& node = nodes[runtimes.Text(0)];
    node.runtime.insert(Resolve(runtimes.Text(1), node.links));
    node.runtime_where = runtimes.Text(2);
  }
  for (const Statement* statement : {&known, &links, &entries, &runtimes}) {
    if (!statement->error().empty()) return Error{"case file: " + statement->error()};
  }
  for (auto& [name, node] : nodes) node.real = Resolve(kStandard, node.links);
  return nodes;
}

// How the nodes compare.
struct Peers {
  std::map<std::string, int> targets;  // of links
  int links = 0;
  int directories = 0;
};

Peers Compare(const Nodes& nodes) {
  Peers peers;
  for (const auto& [name, node] : nodes) {
    if (node.kind == Kind::kLink) {
      ++peers.links;
      ++peers.targets[node.real];
    } else if (node.kind == Kind::kDirectory) {
      ++peers.directories;
    }
  }
  return peers;
}

struct Judgement {
  CheckState state = CheckState::kUnknown;
  std::string says;
};

std::string OtherNodes(int count) {
  return std::to_string(count) + (count == 1 ? " other node" : " other nodes");
}

// Of a node whose runtime is known to read the directory `reads`.
Judgement JudgeByRuntime(const NodeView& node, const Peers& peers, const std::string& reads) {
  const std::string but = "; the runtime reads " + reads + " (" + node.runtime_where + ")";
  switch (node.kind) {
    case Kind::kLink:
      if (node.real == reads) return {CheckState::kOk, "links to what the runtime reads, " + reads};
      if (WithoutRevision(node.real) == WithoutRevision(reads)) {
        return {CheckState::kUnknown,
                "links to " + node.real + but + ": which revision is current is not in the files"};
      }
      return {CheckState::kCritical, "links to " + node.real + but};
    case Kind::kDirectory:
      if (reads == kStandard) return {CheckState::kOk, "is what the runtime reads"};
      if (peers.links == 0 && node.listed_inside && !node.holds_kubeconfig) {
        return {CheckState::kOk, "is a directory that holds no kubeconfig of Calico's" + but};
      }
      return {CheckState::kCritical,
              "is a directory of its own" +
                  (peers.links > 0 ? ", a link on " + OtherNodes(peers.links) : "") + but};
    case Kind::kInside:
      if (reads == kStandard) return {CheckState::kOk, "is what the runtime reads"};
      return {
          CheckState::kUnknown,
          "is listed from within, so that a link would not show (ls -ld " + kStandard + ")" + but};
    case Kind::kMissing:
      if (reads == kStandard || peers.links > 0) {
        return {CheckState::kCritical, "does not exist" + but};
      }
      return {CheckState::kOk, "does not exist" + but};
    case Kind::kUnlisted:
    case Kind::kUnreadable: break;
  }
  return {};
}

// Of a node of whose runtime nothing is known: only the others can tell.
Judgement JudgeByPeers(const NodeView& node, const Peers& peers) {
  const std::string alone = ", and no file tells what the runtime reads, nor another node";
  switch (node.kind) {
    case Kind::kLink: {
      const int same = peers.targets.at(node.real);
      int most_elsewhere = 0;
      for (const auto& [target, count] : peers.targets) {
        if (target != node.real) most_elsewhere = std::max(most_elsewhere, count);
      }
      if (same <= most_elsewhere) {
        return {CheckState::kCritical,
                "links to " + node.real + ", elsewhere on " + OtherNodes(most_elsewhere)};
      }
      if (same == 1) return {CheckState::kUnknown, "links to " + node.real + alone};
      return {CheckState::kOk, "links to " + node.real + ", as on " + OtherNodes(same - 1)};
    }
    case Kind::kDirectory:
      if (peers.links > 0) {
        return {CheckState::kCritical,
                "is a directory of its own, a link on " + OtherNodes(peers.links)};
      }
      if (peers.directories > 1) {
        return {CheckState::kOk, "is a directory, as on " + OtherNodes(peers.directories - 1)};
      }
      return {CheckState::kUnknown, "is a directory" + alone};
    case Kind::kInside:
      return {CheckState::kUnknown,
              "is listed from within, so that a link would not show (ls -ld " + kStandard + ")"};
    case Kind::kMissing: {
      const int others = peers.links + peers.directories;
      if (others > 0) {
        return {CheckState::kCritical, "does not exist, as it does on " + OtherNodes(others)};
      }
      return {CheckState::kUnknown, "does not exist" + alone};
    }
    case Kind::kUnlisted:
    case Kind::kUnreadable: break;
  }
  return {};
}

Judgement Judge(const NodeView& node, const Peers& peers) {
  if (node.kind == Kind::kUnlisted) {
    return {CheckState::kUnknown, "is in no listing (ls -la /etc/cni)"};
  }
  if (node.kind == Kind::kUnreadable) return {CheckState::kUnknown, "could not be listed"};
  if (node.runtime.size() > 1) {
    const std::vector<std::string> all(node.runtime.begin(), node.runtime.end());
    return {CheckState::kUnknown,
            "cannot be compared: runtime configurations name " + Join(all, " and ")};
  }
  return node.runtime.empty() ? JudgeByPeers(node, peers)
                              : JudgeByRuntime(node, peers, *node.runtime.begin());
}

Result<void> JudgeNodes(const Options& options, CheckReport& report) {
  TRY_ASSIGN(const CaseFile file, ReadNodeFiles(options.files, kStandard));
  TRY_ASSIGN(const Nodes nodes, Look(file.database()));
  if (nodes.empty()) return Error{"no listing of " + kStandard + " was found"};
  const Peers peers = Compare(nodes);
  std::map<CheckState, std::vector<std::string>> by_state;
  report.state = CheckState::kOk;
  for (const auto& [name, node] : nodes) {
    const Judgement judged = Judge(node, peers);
    report.state = Worse(report.state, judged.state);
    by_state[judged.state].push_back(name);
    report.lines.push_back(name + " " + std::string(CheckStateName(judged.state)) + " " +
                           kStandard + " " + judged.says +
                           (node.where.empty() ? "" : " (" + node.where + ")"));
  }
  const auto critical = by_state[CheckState::kCritical].size();
  const auto unknown = by_state[CheckState::kUnknown].size();
  const std::string of = " of " + std::to_string(nodes.size()) + " nodes";
  if (critical > 0) {
    report.says.push_back("Calico writes where the runtime does not read on " +
                          std::to_string(critical) + of + ": " +
                          Join(by_state[CheckState::kCritical], ", "));
  }
  if (unknown > 0) {
    report.says.push_back("not known on " + std::to_string(unknown) + of + ": " +
                          Join(by_state[CheckState::kUnknown], ", "));
  }
  if (critical + unknown == 0) {
    report.says.push_back(kStandard + " is as it should be on " + std::to_string(nodes.size()) +
                          (nodes.size() == 1 ? " node" : " nodes"));
  }
  report.perfdata = {"nodes=" + std::to_string(nodes.size()),
                     "critical=" + std::to_string(critical), "unknown=" + std::to_string(unknown)};
  return {};
}

}  // namespace

CheckReport CheckCniDir(const Options& options) {
  CheckReport report{.service = std::string(CheckServiceOf("check cni-dir"))};
  if (const auto judged = JudgeNodes(options, report); !judged) {
    report = CheckReport{.service = report.service};
    report.says.push_back(judged.error().message);
  }
  return report;
}

Result<int> RunCheckCniDir(const Options& options) {
  const CheckReport report = CheckCniDir(options);
  std::fputs(FormatCheck(report).c_str(), stdout);
  return static_cast<int>(report.state);
}

}  // namespace howdunit
