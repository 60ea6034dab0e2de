// A JSON or YAML document as a tree that remembers lines: evidence needs them,
// and no JSON library keeps them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdunit {

class Node {
 public:
  enum class Kind { kNull, kBool, kNumber, kString, kList, kMap };

  // Out of line because clang will not have a vector of pairs of Nodes inside of
  // Node otherwise.
  Node();
  ~Node();
  Node(const Node&);
  Node(Node&&) noexcept;
  Node& operator=(const Node&);
  Node& operator=(Node&&) noexcept;

  Kind kind = Kind::kNull;
  std::int64_t line = 0;      // of its first byte, from 1; of a map's value: where the value starts
  std::int64_t line_end = 0;  // of its last byte
  std::int64_t key_line = 0;  // of the key whose value it is, in a map
  std::string text;           // kBool ("true"), kNumber (as written), kString
  std::vector<Node> items;    // kList
  std::vector<std::pair<std::string, Node>> members;  // kMap, in document order

  // The value of `key`, or a null node with line 0. Never fails.
  const Node& operator[](std::string_view key) const;

  // Value behind a path of keys separated by '.': At("metadata.name").
  const Node& At(std::string_view path) const;

  // Line of the key itself in a map; 0 if absent.
  std::int64_t LineOf(std::string_view key) const;

  bool is_null() const { return kind == Kind::kNull; }
  bool is_map() const { return kind == Kind::kMap; }
  bool is_list() const { return kind == Kind::kList; }
  bool is_scalar() const { return !is_null() && !is_map() && !is_list(); }
  bool is_true() const { return kind == Kind::kBool && text == "true"; }
};

// Bounds of one document; what exceeds them is an error that names the line.
struct DocumentLimits {
  std::size_t bytes = 64U << 20U;
  int depth = 64;
  int aliases = 100;
  std::size_t nodes = 4'000'000;
  std::size_t scalar_bytes = 1U << 20U;
};

}  // namespace howdunit
