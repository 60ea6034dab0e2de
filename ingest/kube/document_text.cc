#include "ingest/kube/document_text.h"

#include <algorithm>

#include "core/text.h"
#include "ingest/limits.h"

namespace howdunit {
namespace {

constexpr std::int64_t kMostLines = 40;  // of one folded value
constexpr auto kMost = static_cast<std::size_t>(Limits{}.excerpt_bytes);

bool StartsWithKey(std::string_view line, std::string_view key) {
  line = TrimLeft(line);
  while (line.starts_with("- ")) line = TrimLeft(line.substr(2));
  const char quote = !line.empty() && (line[0] == '"' || line[0] == '\'') ? line[0] : '\0';
  if (quote != '\0') line.remove_prefix(1);
  if (!line.starts_with(key)) return false;
  line.remove_prefix(key.size());
  if (quote != '\0') {
    if (!line.starts_with(quote)) return false;
    line.remove_prefix(1);
  }
  return TrimLeft(line).starts_with(':');
}

// Whether a JSON line holds one key: one ':' outside of strings.
bool HasOneJsonKey(std::string_view line) {
  bool in_string = false;
  int colons = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (in_string && line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      in_string = !in_string;
    } else if (!in_string && line[i] == ':') {
      ++colons;
    }
  }
  return colons == 1;
}

// A scalar, or a list of scalars.
bool HoldsOnlyText(const Node& value) {
  if (value.is_map()) return false;
  return std::none_of(value.items.begin(), value.items.end(),
                      [](const Node& item) { return item.is_map() || item.is_list(); });
}

}  // namespace

Redacted Excerpt(std::string_view text) { return RedactShort(text.substr(0, 16 * kMost), kMost); }

Source LineSource(std::string_view text, std::int64_t number) {
  return {.line = number, .line_end = number, .text = Excerpt(TrimRight(text)), .note = {}};
}

When StatedTime(std::string_view text) {
  const auto stamp = TakeRfc3339(text);
  if (!stamp || stamp->kind != Stamp::Kind::kUtc || !text.empty()) return {};
  // Kubernetes' zero time is the year 1: it means "never".
  if (stamp->value <= 0) return {};
  return {.stamp = *stamp, .instant = {}};
}

When StatedTime(const Node& node) {
  return node.kind == Node::Kind::kString ? StatedTime(node.text) : When{};
}

std::optional<std::int64_t> StatedInt(const Node& node) {
  return node.kind == Node::Kind::kNumber ? ParseInt(node.text) : std::nullopt;
}

DocumentText::DocumentText(std::string_view text, std::int64_t first_line)
    : text_(text), first_line_(first_line) {
  const std::string_view front = Trim(text.substr(0, 4096));
  const std::size_t first = front.find_first_not_of(" \t\r\n");
  json_ = first != std::string_view::npos && (front[first] == '{' || front[first] == '[');
  constexpr std::size_t kLineBytes = 24;  // fewer than most lines have
  starts_.reserve(text.size() / kLineBytes + 2);
  starts_.push_back(0);
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    starts_.push_back(at + 1);
  }
}

std::string_view DocumentText::At(std::int64_t number) const {
  const auto index = static_cast<std::size_t>(number - first_line_);
  if (number < first_line_ || index >= starts_.size()) return {};
  const std::size_t begin = starts_[index];
  const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
  return TrimRight(text_.substr(begin, end - begin));
}

bool DocumentText::StandsAlone(const Node& map, std::string_view key, const Node& value) const {
  const std::string_view line = At(value.key_line);
  if (!StartsWithKey(line, key)) return false;
  if (json_ && !HasOneJsonKey(line)) return false;
  // In YAML's flow form, a sibling can start where this value ends.
  return std::none_of(map.members.begin(), map.members.end(), [&](const auto& member) {
    return &member.second != &value && member.second.key_line >= value.key_line &&
           member.second.key_line <= std::max(value.line_end, value.key_line);
  });
}

void DocumentText::Append(const Node& map, std::string_view key, const Node& value,
                          std::string& text) const {
  if (!text.empty()) text += '\n';
  if (HoldsOnlyText(value) && StandsAlone(map, key, value)) {
    const std::int64_t last = std::min(value.line_end, value.key_line + kMostLines);
    text += At(value.key_line);
    for (std::int64_t number = value.key_line + 1; number <= last; ++number) {
      text += '\n';
      text += At(number);
    }
    return;
  }
  text.append(key);
  text += ": ";
  if (value.is_list() && HoldsOnlyText(value)) {
    for (const Node& item : value.items) {
      if (&item != value.items.data()) text += ',';
      text += item.text;
    }
  }
  text += value.text;
}

Source DocumentText::Quote(const Node& map, std::string_view key) const {
  return Quote({{map, key}});
}

Source DocumentText::Quote(std::initializer_list<Field> fields) const {
  struct Piece {
    const Field* field;
    const Node* value;
  };
  std::vector<Piece> pieces;
  pieces.reserve(fields.size());
  Source source;
  for (const Field& field : fields) {
    const Node& value = field.map[field.key];
    if (value.key_line == 0) continue;
    const auto behind = std::upper_bound(
        pieces.begin(), pieces.end(), value.key_line,
        [](std::int64_t line, const Piece& piece) { return line < piece.value->key_line; });
    pieces.insert(behind, {.field = &field, .value = &value});
    if (source.line == 0 || value.key_line < source.line) source.line = value.key_line;
    source.line_end = std::max({source.line_end, value.key_line, value.line_end});
  }
  constexpr std::size_t kPieceBytes = 64;  // about as many as most lines have
  std::string text;
  text.reserve(pieces.size() * kPieceBytes);
  for (const Piece& piece : pieces) {
    Append(piece.field->map, piece.field->key, *piece.value, text);
  }
  source.text = Excerpt(text);
  return source;
}

}  // namespace howdunit
