#include "codec/node.h"

namespace howdunit {
namespace {

const Node& Absent() {
  static const Node kAbsent;
  return kAbsent;
}

}  // namespace

const Node& Node::operator[](std::string_view key) const {
  for (const auto& [name, value] : members) {
    // Most names differ in their length or first letter: that is seen without a call.
    if (name.size() != key.size()) continue;
    if (key.empty() || (name[0] == key[0] && name == key)) return value;
  }
  return Absent();
}

const Node& Node::At(std::string_view path) const {
  const Node* node = this;
  while (true) {
    const std::size_t dot = path.find('.');
    node = &(*node)[path.substr(0, dot)];
    if (dot == std::string_view::npos) return *node;
    path.remove_prefix(dot + 1);
  }
}

std::int64_t Node::LineOf(std::string_view key) const { return (*this)[key].key_line; }

}  // namespace howdunit
