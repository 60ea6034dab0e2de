// A JSON or YAML document as a tree that remembers lines: evidence needs them,
// and no JSON library keeps them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace howdunit {

class Arena;

// A view of text that becomes a std::string where one is wanted.
class Text : public std::string_view {
 public:
  constexpr Text() = default;
  // NOLINTNEXTLINE(google-explicit-constructor)
  constexpr Text(std::string_view text) : std::string_view(text) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  operator std::string() const { return std::string(data(), size()); }
};

inline std::string operator+(std::string left, Text right) { return left.append(right); }
inline std::string operator+(Text left, std::string_view right) {
  return std::string(left).append(right);
}
inline std::string operator+(Text left, Text right) { return std::string(left).append(right); }

struct NodeMember;

// Nodes are views: small, cheap to copy, and valid as long as a Document of the
// same text is.
class Node {
 public:
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kList, kMap };

  Kind kind = Kind::kNull;
  std::int64_t line = 0;      // of its first byte, from 1; of a map's value: where the value starts
  std::int64_t line_end = 0;  // of its last byte
  std::int64_t key_line = 0;  // of the key whose value it is, in a map
  Text text;                  // kBool ("true"), kNumber (as written), kString
  std::span<const Node> items;          // kList
  std::span<const NodeMember> members;  // kMap, in document order

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

// A key and its value.
struct NodeMember {
  Text first;
  Node second;
};

// The root of a document, and what its nodes are kept in: as long as any document
// of a text lives, the nodes of all its documents do.
class Document : public Node {
 public:
  Document() = default;
  Document(const Node& root, std::shared_ptr<const Arena> arena)
      : Node(root), arena_(std::move(arena)) {}

 private:
  std::shared_ptr<const Arena> arena_;
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
