// Builds a Node tree from the events of a YAML or JSON parser, within limits.
//
// Private to codec/: the parsers report the same events, and the limits, the
// duplicate keys and what is kept of a list that breaks off are the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/arena.h"
#include "codec/node.h"

namespace howdunit {

class TreeBuilder {
 public:
  // Nodes are put into `arena`. Texts are not: those of keys and scalars must
  // live as long as it, and are mostly in it.
  TreeBuilder(const DocumentLimits& limits, Arena& arena);
  ~TreeBuilder();  // its memory serves this thread's next one
  TreeBuilder(const TreeBuilder&) = delete;
  TreeBuilder& operator=(const TreeBuilder&) = delete;

  // Each returns false when a limit is exceeded or the event cannot be used;
  // problem() then says why, and the builder must not be used further.
  bool Open(Node::Kind kind, std::int64_t line);
  bool Close(std::int64_t line_end);
  bool Key(std::string_view key, std::int64_t line);
  bool Scalar(Node::Kind kind, std::string_view text, std::int64_t line, std::int64_t line_end);
  bool Add(const Node& node);  // a subtree made before

  // A scalar that arrives now would be a key.
  bool WantsKey() const;

  // The innermost value that was closed or added.
  const Node& last() const { return open_.empty() ? root_ : pending_.back().second; }

  Arena& arena() { return arena_; }
  int depth() const { return static_cast<int>(open_.size()); }
  bool done() const { return done_; }
  const std::string& problem() const { return problem_; }
  Node TakeRoot();

  // Of a document that broke off: its root with the complete items of its list
  // ("items", or a list at the root); nothing if it holds no such list.
  std::optional<Node> TakeItems(std::int64_t line_end);

 private:
  struct OpenNode {
    Node node;
    std::size_t first = 0;  // of its children in pending_
    Text key;               // whose value is awaited …
    bool has_key = false;   // … if there is one
    std::int64_t key_line = 0;
  };
  struct Memory;
  static Memory& Spare();
  bool Fail(std::string problem);
  bool Count(std::size_t nodes);
  bool Place(const Node& node);
  void Adopt(Node& parent, std::span<const NodeMember> children);

  DocumentLimits limits_;
  Arena& arena_;
  std::vector<OpenNode> open_;
  std::vector<NodeMember> pending_;  // children of what is open; of a list's, the key is empty
  Node root_;
  bool done_ = false;
  std::size_t nodes_ = 0;
  std::string problem_;
};

}  // namespace howdunit
