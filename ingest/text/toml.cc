#include "ingest/text/toml.h"

#include <algorithm>
#include <optional>

#include "core/text.h"

namespace howdunit {
namespace {

bool IsBare(char c) { return IsAlnum(c) || c == '-' || c == '_' || c == ':' || c == '/'; }

// A quoted or bare part of a key, taken off the front.
std::optional<std::string> TakeKeyPart(std::string_view& text) {
  text = TrimLeft(text);
  if (text.empty()) return {};
  if (text[0] == '"' || text[0] == '\'') {
    const std::size_t end = text.find(text[0], 1);
    if (end == std::string_view::npos) return {};
    std::string part(text.substr(1, end - 1));
    text.remove_prefix(end + 1);
    return part;
  }
  std::size_t end = 0;
  while (end < text.size() && IsBare(text[end])) ++end;
  if (end == 0) return {};
  std::string part(text.substr(0, end));
  text.remove_prefix(end);
  return part;
}

// plugins."io.containerd.grpc.v1.cri".cni
std::optional<std::vector<std::string>> TakeKey(std::string_view& text) {
  std::vector<std::string> path;
  while (true) {
    auto part = TakeKeyPart(text);
    if (!part) return {};
    path.push_back(*std::move(part));
    text = TrimLeft(text);
    if (!text.starts_with('.')) return path;
    text.remove_prefix(1);
  }
}

std::optional<std::vector<std::string>> ParseSection(std::string_view line) {
  line = Trim(line);
  if (!line.starts_with('[')) return {};
  while (line.starts_with('[')) line.remove_prefix(1);
  auto path = TakeKey(line);
  return path && line.starts_with(']') ? path : std::nullopt;
}

struct Assignment {
  std::vector<std::string> path;
  std::string_view value;
};

std::optional<Assignment> ParseAssignment(std::string_view line) {
  auto path = TakeKey(line);
  if (!path || !line.starts_with('=')) return {};
  return Assignment{.path = *std::move(path), .value = Trim(line.substr(1))};
}

// Strings of a value, or the value without its comment; `open` counts brackets that go on.
std::vector<std::string> Strings(std::string_view value, int& open) {
  std::vector<std::string> strings;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '#') {
      value = value.substr(0, i);
      break;
    }
    if (c == '[') ++open;
    if (c == ']') --open;
    if (c != '"' && c != '\'') continue;
    const std::size_t end = std::min(value.find(c, i + 1), value.size());
    strings.emplace_back(value.substr(i + 1, end - i - 1));
    i = end;
  }
  const std::string_view plain = Trim(value);
  if (strings.empty() && open == 0 && !plain.empty() && !Contains("[]", plain.substr(0, 1)))
    strings.emplace_back(plain);
  return strings;
}

// cni = { conf_dir = "/etc/cni/net.d", bin_dir = "/opt/cni/bin" }
void AddInlineTable(const TomlEntry& table, std::string_view value, std::vector<TomlEntry>& out) {
  value = value.substr(1, value.rfind('}') - 1);
  while (!value.empty()) {
    auto key = TakeKey(value);
    if (!key || !value.starts_with('=')) return;
    value = TrimLeft(value.substr(1));
    TomlEntry entry = table;
    entry.path.insert(entry.path.end(), key->begin(), key->end());
    std::size_t end = 0;
    char quote = 0;
    for (; end < value.size() && (quote != 0 || value[end] != ','); ++end) {
      if (quote != 0) {
        if (value[end] == quote) quote = 0;
      } else if (value[end] == '"' || value[end] == '\'') {
        quote = value[end];
      }
    }
    int open = 0;
    entry.values = Strings(value.substr(0, end), open);
    out.push_back(std::move(entry));
    value.remove_prefix(std::min(end + 1, value.size()));
  }
}

bool IsTomlLine(std::string_view line) {
  line = Trim(line);
  return line.empty() || line[0] == '#' || line.starts_with("{{") || ParseSection(line) ||
         ParseAssignment(line);
}

}  // namespace

bool LooksLikeToml(std::string_view text) { return IsTomlLine(text.substr(0, text.find('\n'))); }

std::vector<TomlEntry> TakeToml(Reader& in) {
  std::vector<TomlEntry> entries;
  std::vector<std::string> section;
  int open = 0;  // brackets of a list that goes on
  while (const auto line = in.Peek()) {
    const std::string_view text = Trim(line->text);
    if (open > 0 && !entries.empty()) {
      for (std::string& value : Strings(text, open))
        entries.back().values.push_back(std::move(value));
      in.Next();
      continue;
    }
    open = 0;
    if (!IsTomlLine(text)) break;
    TomlEntry entry;
    entry.line = line->number;
    entry.text = text;
    if (auto path = ParseSection(text)) {
      section = *path;
      entry.path = *std::move(path);
      entry.section = true;
      entries.push_back(std::move(entry));
    } else if (auto assignment = ParseAssignment(text)) {
      entry.path = section;
      entry.path.insert(entry.path.end(), assignment->path.begin(), assignment->path.end());
      if (assignment->value.starts_with('{')) {
        AddInlineTable(entry, assignment->value, entries);
        entry.section = true;
      } else {
        entry.values = Strings(assignment->value, open);
      }
      entries.push_back(std::move(entry));
    }
    in.Next();
  }
  return entries;
}

bool EndsWithPath(const std::vector<std::string>& path, const std::vector<std::string_view>& end) {
  return path.size() >= end.size() && std::equal(end.rbegin(), end.rend(), path.rbegin());
}

}  // namespace howdunit
