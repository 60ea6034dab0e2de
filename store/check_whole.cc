#include "store/check_whole.h"

#include "store/database.h"
#include "store/own_schema.h"

namespace howdunit {

Result<void> CheckWhole(const std::string& path) {
  TRY_ASSIGN(const Database database, Database::OpenReadOnly(path));
  TRY_ASSIGN(Statement check, database.PrepareForeign("PRAGMA quick_check(1)"));
  const bool read = check.Step();
  if (!read || check.Text(0) != "ok") {
    return Error{path + ": damaged: " + (read ? check.Text(0) : check.error())};
  }
  Statement tables = database.Prepare(kTablesAndViews);
  if (!tables.Step() || !MakesNothingElse(tables.Text(0))) {
    return Error{path + ": holds tables or views that no case file has"};
  }
  return {};
}

}  // namespace howdunit
