#include "cli/query/near_names.h"

#include <algorithm>
#include <vector>

#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostNames = 400;  // bytes of a list

std::vector<std::string> TablesOf(const Database& database) {
  std::vector<std::string> names;
  auto tables = database.PrepareForeign(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name LIMIT 1000");
  if (!tables) return names;
  while (tables->Step()) names.push_back(tables->Text(0));
  return names;
}

// A name between quotes of SQL, without them.
std::string Quoted(std::string_view name) { return ReplaceAll(name, "\"", "\"\""); }

// `sql` names it, as far as a look at the words tells.
bool Names(std::string_view sql, std::string_view table) {
  const auto is_word = [](char c) { return IsAlnum(c) || c == '_'; };
  const std::string text = ToLower(sql);
  const std::string word = ToLower(Quoted(table));
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_word(text[at - 1]);
    if (begins && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

std::vector<std::string> ColumnsOf(const Database& database, std::string_view sql) {
  std::vector<std::string> columns;
  for (const std::string& table : TablesOf(database)) {
    if (table.empty() || !Names(sql, table)) continue;
    auto all = database.PrepareForeign("SELECT * FROM \"" + Quoted(table) + "\"");
    if (!all) continue;
    for (int i = 0; i < all->ColumnCount(); ++i) columns.push_back(all->ColumnName(i));
  }
  return columns;
}

std::string Proposal(std::string_view name, const std::vector<std::string>& there) {
  const std::vector<std::string_view> candidates(there.begin(), there.end());
  const std::string_view near = ClosestSpelling(ToLower(name), candidates);
  if (!near.empty()) return "; did you mean " + std::string(near) + "?";
  return there.empty() ? "" : "; there are " + Shorten(Join(there, ", "), kMostNames);
}

}  // namespace

std::string NameNearest(const Database& database, std::string_view sql, const std::string& error) {
  constexpr std::string_view kNoTable = "no such table: ";
  constexpr std::string_view kNoColumn = "no such column: ";
  const std::string_view name =
      std::string_view(error).substr(std::min(error.find(": "), error.size() - 2) + 2);
  // Behind what names its table or schema.
  const std::string_view last = name.substr(name.rfind('.') + 1);
  if (error.starts_with(kNoTable)) return error + Proposal(last, TablesOf(database));
  if (error.starts_with(kNoColumn)) return error + Proposal(last, ColumnsOf(database, sql));
  return error;
}

}  // namespace howdunit
