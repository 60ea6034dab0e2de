#include "ingest/kube/table.h"

#include <algorithm>

#include "core/text.h"

namespace howdunit {
namespace {

// tabwriter counts characters, not bytes.
std::size_t ByteOffset(std::string_view line, std::size_t characters) {
  std::size_t at = 0;
  while (at < line.size() && characters > 0) {
    ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U) ++at;
    --characters;
  }
  return characters > 0 ? line.size() : at;
}

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

std::string_view Unquote(std::string_view line) {
  if (line.starts_with("# ") || line.starts_with("> ")) return line.substr(2);
  return line;
}

std::optional<Table> Table::FromHeader(std::string_view header) {
  header = TrimRight(Unquote(header));
  Table table;
  std::size_t at = 0;
  while (at < header.size() && IsBlank(header[at])) ++at;
  while (at < header.size()) {
    const std::size_t start = at;
    // One blank belongs to a name ("LAST SEEN"), two or a tab end it.
    while (at < header.size() && header[at] != '\t' &&
           !(header[at] == ' ' && at + 1 < header.size() && IsBlank(header[at + 1]))) {
      ++at;
    }
    table.names_.emplace_back(header.substr(start, at - start));
    table.starts_.push_back(start);
    while (at < header.size() && IsBlank(header[at])) ++at;
  }
  if (table.names_.size() < 2) return {};
  return table;
}

int Table::Find(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  return found == names_.end() ? -1 : static_cast<int>(found - names_.begin());
}

// Cuts at the header's offsets; false if the line is not aligned with it: some
// cell does not start where its column does.
bool Table::SplitByOffsets(std::string_view line, std::vector<std::string_view>& cells) const {
  for (std::size_t i = 0; i < starts_.size(); ++i) {
    const std::size_t start = ByteOffset(line, starts_[i]);
    const std::size_t end = i + 1 < starts_.size() ? ByteOffset(line, starts_[i + 1]) : line.size();
    if (i > 0 && start < line.size() && start > 0 && !IsBlank(line[start - 1])) return false;
    const std::string_view cell = line.substr(start, end - start);
    if (!Trim(cell).empty() && IsBlank(cell.front())) return false;
    cells.push_back(Trim(cell));
  }
  return true;
}

std::optional<std::vector<std::string_view>> Table::Row(std::string_view line) const {
  line = TrimRight(Unquote(line));
  if (Trim(line).empty()) return {};
  std::vector<std::string_view> cells;
  if (SplitByOffsets(line, cells)) return cells;
  cells = SplitColumns(line, 2, names_.size());
  if (cells.size() == 1 && names_.size() > 2) cells = SplitWords(line, names_.size());
  if (cells.size() < 2) return {};
  cells.resize(names_.size());
  return cells;
}

}  // namespace howdunit
