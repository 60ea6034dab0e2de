// Builds a Node tree from the events of a YAML or JSON parser, within limits.
//
// Private to codec/: the two parsers report the same events, and the limits, the
// duplicate keys and what is kept of a list that breaks off are the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/node.h"

namespace howdunit {

class TreeBuilder {
 public:
  explicit TreeBuilder(const DocumentLimits& limits) : limits_(limits) {}

  // Each returns false when a limit is exceeded or the event cannot be used;
  // problem() then says why, and the builder must not be used further.
  bool Open(Node::Kind kind, std::int64_t line);
  bool Close(std::int64_t line_end);
  bool Key(std::string key, std::int64_t line);
  bool Scalar(Node::Kind kind, std::string text, std::int64_t line, std::int64_t line_end);
  bool Add(Node node);  // a subtree made before

  // A scalar that arrives now would be a key.
  bool WantsKey() const;

  // The innermost value that was closed or added.
  const Node& last() const;

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
    std::optional<std::string> key;  // whose value is awaited
    std::int64_t key_line = 0;
  };
  bool Fail(std::string problem);
  bool Count(std::size_t nodes);
  bool Place(Node node);

  DocumentLimits limits_;
  std::vector<OpenNode> open_;
  Node root_;
  const Node* last_ = nullptr;
  bool done_ = false;
  std::size_t nodes_ = 0;
  std::string problem_;
};

}  // namespace howdunit
