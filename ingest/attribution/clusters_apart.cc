#include "ingest/attribution/clusters_apart.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

namespace howdunit {
namespace {

struct NodesOfFolder {
  bool all = false;  // whether it holds a list of all nodes
  std::set<std::string_view> names;
};

// What the paths have in common, up to a '/'.
std::string_view CommonFolder(const std::vector<Member>& members) {
  std::string_view common = members.front().path.str();
  for (const Member& member : members) {
    const std::string_view path = member.path.str();
    const auto [end, other] = std::mismatch(common.begin(), common.end(), path.begin(), path.end());
    common = common.substr(0, static_cast<std::size_t>(end - common.begin()));
  }
  return common.substr(0, common.rfind('/') + 1);  // npos + 1 is 0
}

bool ShareName(const NodesOfFolder& one, const NodesOfFolder& other) {
  return std::any_of(one.names.begin(), one.names.end(),
                     [&](std::string_view name) { return other.names.contains(name); });
}

}  // namespace

std::vector<std::string> ClustersApart(const BundleContents& contents) {
  if (contents.members.empty()) return {};
  const std::size_t common = CommonFolder(contents.members).size();
  std::map<std::string, NodesOfFolder> folders;
  const auto folder_of = [&](const Source& source) -> NodesOfFolder& {
    const std::string& path = contents.members[static_cast<std::size_t>(source.member)].path.str();
    return folders[path.substr(0, path.find('/', common))];
  };
  for (const CoverageRecord& list : contents.coverage) {
    if (list.topic == "nodes" && list.items > 0) folder_of(list.source).all = true;
  }
  for (const NodeRecord& node : contents.nodes) {
    folder_of(node.source).names.insert(node.name.str());
  }
  for (const ObjectView& view : contents.views) {
    if (view.kind.str() == "Node") folder_of(view.source).names.insert(view.name.str());
  }
  std::vector<std::string> apart;
  for (const Member& member : contents.members) {
    const std::string& path = member.path.str();
    const std::size_t end = path.find('/', common);
    const auto folder = folders.find(path.substr(0, end));
    if (end == std::string::npos || folder == folders.end() || !folder->second.all) return {};
    if (apart.empty() || apart.back() != folder->first) apart.push_back(folder->first);
  }
  for (auto one = folders.begin(); one != folders.end(); ++one) {
    for (auto other = std::next(one); other != folders.end(); ++other) {
      if (ShareName(one->second, other->second)) return {};
    }
  }
  return apart.size() > 1 ? apart : std::vector<std::string>();
}

}  // namespace howdunit
