#include "codec/tree_builder.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace howdunit {
namespace {

// Of a subtree, itself included.
std::size_t CountNodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += CountNodes(item);
  for (const auto& member : node.members) count += CountNodes(member.second);
  return count;
}

// Whether two keys may be the same: told from their lengths and ends. Nearly no map has any.
bool MayRepeat(std::span<const NodeMember> members) {
  std::uint64_t seen = 0;
  for (const NodeMember& member : members) {
    const Text key = member.first;
    std::size_t mark = key.size();
    if (!key.empty()) {
      mark = mark * 31 + static_cast<unsigned char>(key.front());
      mark = mark * 31 + static_cast<unsigned char>(key.back());
    }
    const std::uint64_t bit = std::uint64_t{1} << (mark % 64);
    if ((seen & bit) != 0) return true;
    seen |= bit;
  }
  return false;
}

bool Repeats(std::span<const NodeMember> members) {
  constexpr std::size_t kFew = 16;
  if (!MayRepeat(members)) return false;
  if (members.size() <= kFew) {
    for (std::size_t i = 1; i < members.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        if (members[i].first == members[k].first) return true;
      }
    }
    return false;
  }
  std::unordered_set<std::string_view> seen;
  return !std::all_of(members.begin(), members.end(),
                      [&](const NodeMember& member) { return seen.insert(member.first).second; });
}

// Of members with the same key the last one stays, as in every JSON parser.
std::vector<NodeMember> WithoutOverwritten(std::span<const NodeMember> members) {
  std::unordered_set<std::string_view> seen;
  std::vector<NodeMember> kept;
  for (std::size_t i = members.size(); i-- > 0;) {
    if (seen.insert(members[i].first).second) kept.push_back(members[i]);
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

}  // namespace

struct TreeBuilder::Memory {
  std::vector<OpenNode> open;
  std::vector<NodeMember> pending;
};

TreeBuilder::Memory& TreeBuilder::Spare() {
  thread_local Memory spare;
  return spare;
}

TreeBuilder::TreeBuilder(const DocumentLimits& limits, Arena& arena)
    : limits_(limits),
      arena_(arena),
      open_(std::move(Spare().open)),
      pending_(std::move(Spare().pending)) {}

TreeBuilder::~TreeBuilder() {
  constexpr std::size_t kMostSpare = 1U << 14U;  // nodes: what one giant list needed is given back
  if (pending_.capacity() > kMostSpare) return;
  open_.clear();
  pending_.clear();
  Spare() = {.open = std::move(open_), .pending = std::move(pending_)};
}

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
  OpenNode& open = open_.emplace_back();
  open.node.kind = kind;
  open.node.line = line;
  open.node.line_end = line;
  open.first = pending_.size();
  return true;
}

// Gives `parent` its children for good.
void TreeBuilder::Adopt(Node& parent, std::span<const NodeMember> children) {
  if (parent.is_map()) {
    parent.members = arena_.Copy(children);
    return;
  }
  if (children.empty()) return;
  static_assert(std::is_trivially_copyable_v<Node>);
  char* const items = arena_.Take(children.size() * sizeof(Node));
  for (std::size_t i = 0; i < children.size(); ++i) {
    std::memcpy(items + i * sizeof(Node), &children[i].second, sizeof(Node));
  }
  parent.items = {static_cast<const Node*>(static_cast<const void*>(items)), children.size()};
}

bool TreeBuilder::Close(std::int64_t line_end) {
  if (open_.empty()) return Fail("unbalanced brackets");
  const OpenNode& open = open_.back();
  Node node = open.node;
  const std::size_t first = open.first;
  open_.pop_back();
  node.line_end = std::max(node.line_end, line_end);
  const std::span<const NodeMember> children = std::span<const NodeMember>(pending_).subspan(first);
  if (node.is_map() && Repeats(children)) {
    Adopt(node, WithoutOverwritten(children));
  } else {
    Adopt(node, children);
  }
  pending_.resize(first);
  return Place(node);
}

bool TreeBuilder::WantsKey() const {
  return !open_.empty() && open_.back().node.is_map() && !open_.back().has_key;
}

bool TreeBuilder::Key(std::string_view key, std::int64_t line) {
  if (key.size() > limits_.scalar_bytes) return Fail("a key of more than 1 MiB");
  open_.back().key = key;
  open_.back().has_key = true;
  open_.back().key_line = line;
  return true;
}

bool TreeBuilder::Scalar(Node::Kind kind, std::string_view text, std::int64_t line,
                         std::int64_t line_end) {
  if (text.size() > limits_.scalar_bytes) {
    return Fail("a text of more than " + std::to_string(limits_.scalar_bytes) + " bytes");
  }
  if (!Count(1)) return false;
  Node node;
  node.kind = kind;
  node.text = text;
  node.line = line;
  node.line_end = line_end;
  return Place(node);
}

bool TreeBuilder::Add(const Node& node) {
  if (!Count(CountNodes(node))) return false;
  return Place(node);
}

// Hangs a finished value, already counted, where it belongs.
bool TreeBuilder::Place(const Node& node) {
  if (open_.empty()) {
    root_ = node;
    done_ = true;
    return true;
  }
  OpenNode& parent = open_.back();
  parent.node.line_end = std::max(parent.node.line_end, node.line_end);
  if (parent.node.is_map()) {
    if (!parent.has_key) return Fail("a key that is not plain text");
    parent.has_key = false;
    pending_.push_back({.first = parent.key, .second = node});
    pending_.back().second.key_line = parent.key_line;
  } else {
    pending_.push_back({.first = {}, .second = node});
  }
  return true;
}

Node TreeBuilder::TakeRoot() {
  done_ = false;
  nodes_ = 0;
  return std::exchange(root_, {});
}

std::optional<Node> TreeBuilder::TakeItems(std::int64_t line_end) {
  if (open_.empty()) return {};
  const auto children_of = [&](std::size_t level) {
    const std::size_t end = level + 1 < open_.size() ? open_[level + 1].first : pending_.size();
    return std::span<const NodeMember>(pending_).subspan(open_[level].first,
                                                         end - open_[level].first);
  };
  Node root = open_[0].node;
  root.line_end = line_end;
  const auto children = children_of(0);
  std::vector<NodeMember> members(children.begin(), children.end());
  const auto known = std::find_if(members.begin(), members.end(),
                                  [](const NodeMember& member) { return member.first == "items"; });
  if (root.is_map() && (known == members.end() || !known->second.is_list())) {
    if (open_.size() < 2 || !open_[1].node.is_list() || !open_[0].has_key ||
        open_[0].key != "items") {
      return {};
    }
    Node items = open_[1].node;
    Adopt(items, children_of(1));
    items.line_end = line_end;
    items.key_line = open_[0].key_line;
    members.push_back({.first = open_[0].key, .second = items});
  }
  Adopt(root, members);
  open_.clear();
  pending_.clear();
  return root;
}

}  // namespace howdunit
