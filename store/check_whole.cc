#include "store/check_whole.h"

#include "store/database.h"

namespace howdunit {
namespace {

// Of all tables and views, one a line.
std::string ColumnsOf(const Database& database) {
  Statement rows = database.Prepare(
      "SELECT shape.type || ' ' || shape.name || '.' || part.name FROM sqlite_schema AS shape,"
      " pragma_table_info(shape.name) AS part WHERE shape.type IN ('table', 'view')"
      " AND shape.name NOT LIKE 'sqlite_%' ORDER BY 1");
  std::string columns;
  while (rows.Step()) columns += rows.Text(0) + "\n";
  return columns + rows.error();
}

}  // namespace

Result<void> CheckWhole(const std::string& path) {
  TRY_ASSIGN(const Database database, Database::OpenReadOnly(path));
  TRY_ASSIGN(Statement check, database.PrepareForeign("PRAGMA quick_check(1)"));
  const bool read = check.Step();
  if (!read || check.Text(0) != "ok") {
    return Error{path + ": damaged: " + (read ? check.Text(0) : check.error())};
  }
  TRY_ASSIGN(const Database own, Database::Open(":memory:", Durability::kNone));
  if (ColumnsOf(database) != ColumnsOf(own)) {
    return Error{path + ": its tables are not those of a case file of this version"};
  }
  return {};
}

}  // namespace howdunit
