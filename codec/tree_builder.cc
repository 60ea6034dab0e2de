#include "codec/tree_builder.h"

#include <algorithm>
#include <unordered_set>

namespace howdunit {
namespace {

// Of a subtree, itself included.
std::size_t CountNodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += CountNodes(item);
  for (const auto& member : node.members) count += CountNodes(member.second);
  return count;
}

// Of members with the same key the last one stays, as in every JSON parser.
void DropOverwritten(std::vector<std::pair<std::string, Node>>& members) {
  std::unordered_set<std::string_view> seen;
  std::vector<bool> keep(members.size(), true);
  bool any = false;
  for (std::size_t i = members.size(); i-- > 0;) {
    keep[i] = seen.insert(members[i].first).second;
    any = any || !keep[i];
  }
  if (!any) return;
  std::vector<std::pair<std::string, Node>> kept;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (keep[i]) kept.push_back(std::move(members[i]));
  }
  members = std::move(kept);
}

}  // namespace

bool TreeBuilder::Fail(std::string problem) {
  problem_ = std::move(problem);
  return false;
}

bool TreeBuilder::Count(std::size_t nodes) {
  nodes_ += nodes;
  if (nodes_ <= limits_.nodes) return true;
  return Fail("more than " + std::to_string(limits_.nodes) + " values");
}

bool TreeBuilder::Open(Node::Kind kind, std::int64_t line) {
  if (depth() >= limits_.depth) {
    return Fail("nested deeper than " + std::to_string(limits_.depth) + " levels");
  }
  if (!Count(1)) return false;
  OpenNode open;
  open.node.kind = kind;
  open.node.line = line;
  open.node.line_end = line;
  open_.push_back(std::move(open));
  return true;
}

bool TreeBuilder::Close(std::int64_t line_end) {
  if (open_.empty()) return Fail("unbalanced brackets");
  Node node = std::move(open_.back().node);
  open_.pop_back();
  node.line_end = std::max(node.line_end, line_end);
  if (node.is_map()) DropOverwritten(node.members);
  return Place(std::move(node));
}

bool TreeBuilder::WantsKey() const {
  return !open_.empty() && open_.back().node.is_map() && !open_.back().key;
}

bool TreeBuilder::Key(std::string key, std::int64_t line) {
  if (key.size() > limits_.scalar_bytes) return Fail("a key of more than 1 MiB");
  open_.back().key = std::move(key);
  open_.back().key_line = line;
  return true;
}

bool TreeBuilder::Scalar(Node::Kind kind, std::string text, std::int64_t line,
                         std::int64_t line_end) {
  if (text.size() > limits_.scalar_bytes) {
    return Fail("a text of more than " + std::to_string(limits_.scalar_bytes) + " bytes");
  }
  Node node;
  node.kind = kind;
  node.text = std::move(text);
  node.line = line;
  node.line_end = line_end;
  return Add(std::move(node));
}

bool TreeBuilder::Add(Node node) {
  if (!Count(CountNodes(node))) return false;
  return Place(std::move(node));
}

// Hangs a finished value, already counted, where it belongs.
bool TreeBuilder::Place(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    last_ = &root_;
    done_ = true;
    return true;
  }
  OpenNode& parent = open_.back();
  parent.node.line_end = std::max(parent.node.line_end, node.line_end);
  if (parent.node.is_list()) {
    parent.node.items.push_back(std::move(node));
    last_ = &parent.node.items.back();
    return true;
  }
  if (!parent.key) return Fail("a key that is not plain text");
  node.key_line = parent.key_line;
  parent.node.members.emplace_back(*std::move(parent.key), std::move(node));
  parent.key.reset();
  last_ = &parent.node.members.back().second;
  return true;
}

const Node& TreeBuilder::last() const { return *last_; }

Node TreeBuilder::TakeRoot() {
  done_ = false;
  nodes_ = 0;
  last_ = nullptr;
  return std::exchange(root_, {});
}

std::optional<Node> TreeBuilder::TakeItems(std::int64_t line_end) {
  if (open_.empty()) return {};
  Node root = std::move(open_[0].node);
  if (root.is_map() && !root["items"].is_list()) {
    if (open_.size() < 2 || !open_[1].node.is_list() || open_[0].key != "items") return {};
    open_[1].node.line_end = line_end;
    open_[1].node.key_line = open_[0].key_line;
    root.members.emplace_back("items", std::move(open_[1].node));
  }
  root.line_end = line_end;
  open_.clear();
  return root;
}

}  // namespace howdunit
