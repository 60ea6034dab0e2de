#include "ingest/bundle_roots.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/text.h"

namespace howdunit {
namespace {

std::vector<std::string_view> PathsBelow(std::string_view prefix,
                                         const std::vector<ReadMember>& members) {
  std::vector<std::string_view> paths;
  for (const ReadMember& read : members) {
    std::string_view path = read.member.path.str();
    if (!path.starts_with(prefix)) continue;
    path.remove_prefix(prefix.size());
    paths.push_back(path);
  }
  return paths;
}

// The stamp and the host in the last part of the root's path that has them, or in the name of what
// was given.
void NameRoot(const std::string& bundle_name, BundleRoot& root) {
  // The innermost name first.
  std::vector<std::string_view> names = {bundle_name};
  std::string_view rest = root.prefix;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of("/!"), rest.size() - 1);
    names.insert(names.begin(), rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  for (const std::string_view name : names) {
    const auto named = MomentInName(*root.layout, name);
    if (!named) continue;
    root.stamp = named->stamp;
    root.host = named->host;
    return;
  }
}

}  // namespace

std::vector<BundleRoot> FindRoots(const std::string& bundle_name,
                                  const std::vector<ReadMember>& members) {
  std::map<std::string, std::set<const Layout*>> candidates;
  for (const ReadMember& read : members) {
    if (read.placement.layout == nullptr) continue;
    candidates[read.placement.root].insert(read.placement.layout);
  }
  std::vector<BundleRoot> roots;
  for (const auto& [prefix, layouts] : candidates) {
    const auto paths = PathsBelow(prefix, members);
    for (const Layout* layout : AllLayouts()) {
      if (!layouts.contains(layout) || !HoldsMarks(*layout, paths)) continue;
      BundleRoot root{.prefix = prefix, .layout = layout, .stamp = {}, .host = {}};
      NameRoot(bundle_name, root);
      roots.push_back(std::move(root));
      break;
    }
  }
  return roots;
}

const BundleRoot* RootOf(const std::vector<BundleRoot>& roots, std::string_view path) {
  const BundleRoot* innermost = nullptr;
  for (const BundleRoot& root : roots) {
    if (!path.starts_with(root.prefix)) continue;
    if (innermost == nullptr || root.prefix.size() > innermost->prefix.size()) innermost = &root;
  }
  return innermost;
}

void PlaceBelowRoots(const std::vector<BundleRoot>& roots, std::vector<ReadMember>& members) {
  for (ReadMember& read : members) {
    const BundleRoot* root = RootOf(roots, read.member.path.str());
    if (root == nullptr) continue;
    const bool placed = read.placement.layout == root->layout;
    if (placed && read.placement.root == root->prefix) continue;
    std::string_view path = read.member.path.str();
    path.remove_prefix(root->prefix.size());
    if (auto placement = PlaceBelowRoot(*root->layout, path)) {
      placement->root = root->prefix;
      if (read.member.space.empty()) read.member.space = Redact(placement->space);
      read.placement = std::move(*placement);
    }
  }
}

std::string TitleOf(const std::vector<BundleRoot>& roots) {
  std::vector<std::string> titles;
  for (const BundleRoot& root : roots) {
    const std::string title(root.layout->title);
    if (std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(title);
  }
  return titles.empty() ? std::string(AllLayouts().back()->title) : Join(titles, ", ");
}

}  // namespace howdunit
