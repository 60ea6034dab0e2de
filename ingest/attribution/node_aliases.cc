#include "ingest/attribution/node_aliases.h"

#include <set>
#include <string>
#include <string_view>

#include "core/text.h"
#include "ingest/attribution/host_of_record.h"
#include "ingest/text/address.h"

namespace howdunit {
namespace {

std::string_view FirstLabel(std::string_view name) { return name.substr(0, name.find('.')); }

void AddNodes(const ReadMember& read, std::set<Redacted>& nodes) {
  for (const auto& one : read.records.Of<NodeRecord>()) nodes.insert(one.record.name);
  for (const PodRecord& pod : read.pods) nodes.insert(pod.node);
}

void AddHosts(const ReadMember& read, std::set<Redacted>& hosts) {
  ForEachHost(read.records, [&](const Redacted& host) { hosts.insert(host); });
  for (const ReadSection& section : read.sections) hosts.insert(Redact(section.prompt_host));
}

}  // namespace

NodeAliases::NodeAliases(const std::vector<ReadMember>& members) {
  std::set<Redacted> nodes;
  std::set<Redacted> hosts;
  for (const ReadMember& read : members) AddNodes(read, nodes);
  if (nodes.empty()) return;
  for (const ReadMember& read : members) AddHosts(read, hosts);
  std::map<std::string, std::vector<Redacted>> by_label;
  for (const Redacted& node : nodes) {
    if (node.empty() || IsAddress(node.str())) continue;  // its labels mean nothing
    by_label[std::string(FirstLabel(node.str()))].push_back(node);
  }
  std::map<Redacted, std::vector<Redacted>> hosts_of;
  for (const Redacted& host : hosts) {
    if (host.empty() || nodes.contains(host) || IsAddress(host.str())) continue;
    const auto same = by_label.find(std::string(FirstLabel(host.str())));
    if (same == by_label.end() || same->second.size() > 1) continue;
    const Redacted& node = same->second.front();
    // Two domains are two machines.
    if (Contains(host.str(), ".") && Contains(node.str(), ".")) continue;
    hosts_of[node].push_back(host);
  }
  for (const auto& [node, named] : hosts_of) {
    if (named.size() == 1) names_.emplace(named.front(), node);
  }
}

Redacted NodeAliases::NameOf(const Redacted& name) const {
  const auto known = names_.find(name);
  return known == names_.end() ? name : known->second;
}

void NodeAliases::Apply(std::vector<ReadMember>& members) const {
  if (names_.empty()) return;
  for (ReadMember& read : members) {
    ForEachHost(read.records, [&](Redacted& host) { host = NameOf(host); });
    for (ReadSection& section : read.sections) {
      section.prompt_host = NameOf(Redact(section.prompt_host)).str();
    }
  }
}

}  // namespace howdunit
