#include "store/check_whole.h"

#include "store/database.h"

namespace howdunit {

Result<void> CheckWhole(const std::string& path) {
  TRY_ASSIGN(const Database database, Database::OpenReadOnly(path));
  TRY_ASSIGN(Statement check, database.PrepareForeign("PRAGMA quick_check(1)"));
  const bool read = check.Step();
  if (!read || check.Text(0) != "ok") {
    return Error{path + ": damaged: " + (read ? check.Text(0) : check.error())};
  }
  return {};
}

}  // namespace howdunit
