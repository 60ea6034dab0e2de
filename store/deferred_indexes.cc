#include "store/deferred_indexes.h"

namespace howdunit {

Result<void> DeferredIndexes::TakeAway(std::span<const std::string_view> tables) {
  std::vector<std::string> drop;
  for (const std::string_view table : tables) {
    if (database_.Prepare("SELECT 1 FROM " + std::string(table)).Step()) continue;
    Statement indexes = database_.Prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name = ? ORDER BY rowid");
    indexes.Bind(1, Redact(table));
    while (indexes.Step()) {
      drop.push_back("DROP INDEX " + indexes.Text(0));
      create_.push_back(indexes.Text(1));
    }
  }
  for (const std::string& sql : drop) TRY(database_.Execute(sql));
  return {};
}

Result<void> DeferredIndexes::MakeAgain() const {
  if (create_.empty()) return {};
  // So SQLite sorts in one piece of memory, not in one for each row. It makes no file of it below
  // the size that Database sets. Refused once something temporary is there; then it stays slower.
  static_cast<void>(database_.Execute("PRAGMA temp_store = FILE"));
  for (const std::string& sql : create_) TRY(database_.Execute(sql));
  static_cast<void>(database_.Execute("PRAGMA temp_store = MEMORY"));
  return {};
}

}  // namespace howdunit
