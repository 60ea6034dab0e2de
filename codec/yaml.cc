#include "codec/yaml.h"

#include <yaml.h>

#include <algorithm>
#include <map>
#include <memory>

#include "codec/arena.h"
#include "codec/block_yaml.h"
#include "codec/plain_scalar.h"
#include "codec/tree_builder.h"
#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::size_t kNodeBytes = 4;  // of memory, about, for each byte of text

std::string_view TextOf(const yaml_char_t* text, std::size_t length) {
  return {reinterpret_cast<const char*>(text), length};  // libyaml's characters are bytes
}

std::string NameOf(const yaml_char_t* name) {
  return name == nullptr ? std::string() : reinterpret_cast<const char*>(name);
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
Node MovedTo(Node node, std::int64_t line, Arena& arena) {
  node.line = node.line_end = line;
  node.key_line = line;
  std::vector<Node> items(node.items.begin(), node.items.end());
  for (Node& item : items) item = MovedTo(item, line, arena);
  node.items = arena.Copy(std::span<const Node>(items));
  std::vector<NodeMember> members(node.members.begin(), node.members.end());
  for (NodeMember& member : members) member.second = MovedTo(member.second, line, arena);
  node.members = arena.Copy(std::span<const NodeMember>(members));
  return node;
}

class YamlParser {
 public:
  YamlParser(std::string_view text, std::int64_t first_line, const DocumentLimits& limits)
      : first_line_(first_line),
        limits_(limits),
        arena_(std::make_shared<Arena>(kNodeBytes * text.size())),
        tree_(limits, *arena_) {
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

  Result<std::vector<Document>> Parse(std::vector<Document>* whole) {
    std::vector<Document> documents;
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
        if (const auto items = tree_.TakeItems(last_line_)) whole->emplace_back(*items, arena_);
      }
      return Error{problem_};
    }
  }

 private:
  void Fail(std::int64_t line, std::string_view problem) {
    problem_ = "line " + std::to_string(line) + ": " + std::string(problem);
  }

  void Take(const yaml_event_t& event, std::vector<Document>& documents) {
    const std::int64_t line = first_line_ + static_cast<std::int64_t>(event.start_mark.line);
    bool ok = true;
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        anchors_.clear();
        aliases_ = 0;
        break;
      case YAML_DOCUMENT_END_EVENT: documents.emplace_back(tree_.TakeRoot(), arena_); break;
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
    const std::string_view text = arena_->Copy(TextOf(scalar.value, scalar.length));
    if (tree_.WantsKey()) {
      if (scalar.anchor != nullptr) anchors_[NameOf(scalar.anchor)] = TextNode(text, line);
      return tree_.Key(text, line);
    }
    // The end of a block scalar is the start of the line behind it.
    std::int64_t line_end = first_line_ + static_cast<std::int64_t>(event.end_mark.line);
    if (event.end_mark.column == 0 && line_end > line) --line_end;
    const bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.plain_implicit != 0;
    const PlainScalar kept = plain ? ReadPlain(text) : PlainScalar{Node::Kind::kString, text};
    if (!tree_.Scalar(kept.kind, kept.text, line, line_end)) return false;
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
    const Node original = found->second;
    expanded_nodes_ += CountNodes(original);
    expanded_bytes_ += CountBytes(original);
    if (expanded_nodes_ > limits_.nodes || expanded_bytes_ > limits_.bytes ||
        tree_.depth() + DepthOf(original) > limits_.depth) {
      Fail(line, "aliases that expand beyond the limits");
      return false;
    }
    if (tree_.WantsKey()) return tree_.Key(original.text, line);
    return tree_.Add(MovedTo(original, line, *arena_));
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
  std::shared_ptr<Arena> arena_;
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

Result<std::vector<Document>> ParseYaml(std::string_view text, std::int64_t first_line,
                                        const DocumentLimits& limits,
                                        std::vector<Document>* whole) {
  if (text.size() > limits.bytes) {
    return Error{"line " + std::to_string(first_line) + ": more than " +
                 std::to_string(limits.bytes) + " bytes"};
  }
  if (auto document = ScanBlockYaml(text, first_line, limits)) {
    std::vector<Document> documents;
    documents.push_back(*std::move(document));
    return documents;
  }
  return ParseAnyYaml(text, first_line, limits, whole);
}

Result<std::vector<Document>> ParseAnyYaml(std::string_view text, std::int64_t first_line,
                                           const DocumentLimits& limits,
                                           std::vector<Document>* whole) {
  auto documents = YamlParser(text, first_line, limits).Parse(whole);
  if (documents) return documents;
  const std::string repaired = Repair(text);
  if (repaired == text) return documents;
  return YamlParser(repaired, first_line, limits).Parse(whole);
}

}  // namespace howdunit
