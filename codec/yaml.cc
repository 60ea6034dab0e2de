#include "codec/yaml.h"

#include <yaml.h>

#include <algorithm>
#include <map>
#include <memory>

#include "codec/tree_builder.h"
#include "core/text.h"

namespace howdunit {
namespace {

std::string_view TextOf(const yaml_char_t* text, std::size_t length) {
  return {reinterpret_cast<const char*>(text), length};  // libyaml's characters are bytes
}

std::string NameOf(const yaml_char_t* name) {
  return name == nullptr ? std::string() : reinterpret_cast<const char*>(name);
}

// A number of the JSON schema: -?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?
bool IsNumber(std::string_view text) {
  const auto digits = [&] {
    std::size_t count = 0;
    while (count < text.size() && IsDigit(text[count])) ++count;
    text.remove_prefix(count);
    return count;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0')) {
    text.remove_prefix(1);
  } else if (digits() == 0) {
    return false;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits();
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return text.empty();
}

Node::Kind KindOfPlain(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
    return Node::Kind::kNull;
  }
  for (const std::string_view word : {"true", "True", "TRUE", "false", "False", "FALSE"}) {
    if (text == word) return Node::Kind::kBool;
  }
  return IsNumber(text) ? Node::Kind::kNumber : Node::Kind::kString;
}

std::size_t CountNodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += CountNodes(item);
  for (const auto& member : node.members) count += CountNodes(member.second);
  return count;
}

std::size_t CountBytes(const Node& node) {
  std::size_t bytes = node.text.size();
  for (const Node& item : node.items) bytes += CountBytes(item);
  for (const auto& [key, value] : node.members) bytes += key.size() + CountBytes(value);
  return bytes;
}

int DepthOf(const Node& node) {
  int depth = 0;
  for (const Node& item : node.items) depth = std::max(depth, DepthOf(item));
  for (const auto& member : node.members) depth = std::max(depth, DepthOf(member.second));
  return node.is_map() || node.is_list() ? depth + 1 : depth;
}

// An alias stands where the original does not: everything below it is quoted at
// the line of the alias.
void MoveTo(Node& node, std::int64_t line) {
  node.line = node.line_end = line;
  node.key_line = line;
  for (Node& item : node.items) MoveTo(item, line);
  for (auto& member : node.members) MoveTo(member.second, line);
}

class YamlParser {
 public:
  YamlParser(std::string_view text, std::int64_t first_line, const DocumentLimits& limits)
      : first_line_(first_line), limits_(limits), tree_(limits) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
    last_line_ = first_line + std::count(text.begin(), text.end(), '\n');
    if (text.ends_with('\n')) --last_line_;
  }
  ~YamlParser() { yaml_parser_delete(&parser_); }
  YamlParser(const YamlParser&) = delete;
  YamlParser& operator=(const YamlParser&) = delete;

  Result<std::vector<Node>> Parse(std::vector<Node>* whole) {
    std::vector<Node> documents;
    while (true) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) == 0) {
        const std::int64_t line =
            first_line_ + static_cast<std::int64_t>(
                              std::max(parser_.problem_mark.line, parser_.context_mark.line));
        Fail(line, parser_.problem == nullptr ? "not YAML" : parser_.problem);
      } else {
        const std::unique_ptr<yaml_event_t, decltype(&yaml_event_delete)> cleanup(
            &event, &yaml_event_delete);
        if (event.type == YAML_STREAM_END_EVENT) return documents;
        Take(event, documents);
      }
      if (problem_.empty()) continue;
      if (whole != nullptr) {
        *whole = std::move(documents);
        if (auto items = tree_.TakeItems(last_line_)) whole->push_back(*std::move(items));
      }
      return Error{problem_};
    }
  }

 private:
  void Fail(std::int64_t line, std::string_view problem) {
    problem_ = "line " + std::to_string(line) + ": " + std::string(problem);
  }

  void Take(const yaml_event_t& event, std::vector<Node>& documents) {
    const std::int64_t line = first_line_ + static_cast<std::int64_t>(event.start_mark.line);
    bool ok = true;
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        anchors_.clear();
        aliases_ = 0;
        break;
      case YAML_DOCUMENT_END_EVENT: documents.push_back(tree_.TakeRoot()); break;
      case YAML_SCALAR_EVENT: ok = TakeScalar(event, line); break;
      case YAML_SEQUENCE_START_EVENT:
        open_anchors_.push_back(NameOf(event.data.sequence_start.anchor));
        ok = tree_.Open(Node::Kind::kList, line);
        break;
      case YAML_MAPPING_START_EVENT:
        open_anchors_.push_back(NameOf(event.data.mapping_start.anchor));
        ok = tree_.Open(Node::Kind::kMap, line);
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT: ok = TakeEnd(event, line); break;
      case YAML_ALIAS_EVENT: ok = TakeAlias(NameOf(event.data.alias.anchor), line); break;
      default: break;
    }
    if (!ok && problem_.empty()) Fail(line, tree_.problem());
  }

  bool TakeScalar(const yaml_event_t& event, std::int64_t line) {
    const auto& scalar = event.data.scalar;
    const std::string_view text = TextOf(scalar.value, scalar.length);
    if (tree_.WantsKey()) {
      if (scalar.anchor != nullptr) anchors_[NameOf(scalar.anchor)] = TextNode(text, line);
      return tree_.Key(std::string(text), line);
    }
    // The end of a block scalar is the start of the line behind it.
    std::int64_t line_end = first_line_ + static_cast<std::int64_t>(event.end_mark.line);
    if (event.end_mark.column == 0 && line_end > line) --line_end;
    const bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.plain_implicit != 0;
    const Node::Kind kind = plain ? KindOfPlain(text) : Node::Kind::kString;
    std::string kept(kind == Node::Kind::kNull ? std::string_view() : text);
    if (kind == Node::Kind::kBool) kept = ToLower(kept);
    if (!tree_.Scalar(kind, std::move(kept), line, line_end)) return false;
    if (scalar.anchor != nullptr) anchors_[NameOf(scalar.anchor)] = tree_.last();
    return true;
  }

  bool TakeEnd(const yaml_event_t& event, std::int64_t line) {
    // A block collection "ends" where the next thing starts; its last value says more.
    const bool flow = event.end_mark.index > event.start_mark.index;
    if (!tree_.Close(flow ? line : 0)) return false;
    const std::string anchor = std::move(open_anchors_.back());
    open_anchors_.pop_back();
    if (!anchor.empty()) anchors_[anchor] = tree_.last();
    return true;
  }

  bool TakeAlias(const std::string& name, std::int64_t line) {
    if (++aliases_ > limits_.aliases) {
      Fail(line, "more than " + std::to_string(limits_.aliases) + " aliases");
      return false;
    }
    if (std::find(open_anchors_.begin(), open_anchors_.end(), name) != open_anchors_.end()) {
      Fail(line, "an alias inside of what it stands for");
      return false;
    }
    const auto found = anchors_.find(name);
    if (found == anchors_.end()) {
      Fail(line, "an alias of nothing");
      return false;
    }
    // Limits are checked before anything is copied.
    const Node& original = found->second;
    expanded_nodes_ += CountNodes(original);
    expanded_bytes_ += CountBytes(original);
    if (expanded_nodes_ > limits_.nodes || expanded_bytes_ > limits_.bytes ||
        tree_.depth() + DepthOf(original) > limits_.depth) {
      Fail(line, "aliases that expand beyond the limits");
      return false;
    }
    if (tree_.WantsKey()) return tree_.Key(original.text, line);
    Node copy = original;
    MoveTo(copy, line);
    return tree_.Add(std::move(copy));
  }

  static Node TextNode(std::string_view text, std::int64_t line) {
    Node node;
    node.kind = Node::Kind::kString;
    node.text = text;
    node.line = node.line_end = line;
    return node;
  }

  yaml_parser_t parser_{};
  std::int64_t first_line_;
  std::int64_t last_line_ = 0;
  DocumentLimits limits_;
  TreeBuilder tree_;
  std::map<std::string, Node> anchors_;
  std::vector<std::string> open_anchors_;  // of what is open, "" where it has none
  int aliases_ = 0;
  std::size_t expanded_nodes_ = 0;
  std::size_t expanded_bytes_ = 0;
  std::string problem_;
};

// libyaml refuses invalid UTF-8 and control characters; a capture may hold both.
std::string Repair(std::string_view text) {
  std::string repaired = RepairUtf8(text);
  for (char& c : repaired) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F) c = '?';
  }
  return repaired;
}

}  // namespace

Result<std::vector<Node>> ParseYaml(std::string_view text, std::int64_t first_line,
                                    const DocumentLimits& limits, std::vector<Node>* whole) {
  if (text.size() > limits.bytes) {
    return Error{"line " + std::to_string(first_line) + ": more than " +
                 std::to_string(limits.bytes) + " bytes"};
  }
  auto documents = YamlParser(text, first_line, limits).Parse(whole);
  if (documents) return documents;
  const std::string repaired = Repair(text);
  if (repaired == text) return documents;
  return YamlParser(repaired, first_line, limits).Parse(whole);
}

}  // namespace howdunit
