#include "store/kept_statements.h"

#include <sqlite3.h>

namespace howdunit {

KeptStatements::~KeptStatements() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
}

sqlite3_stmt* KeptStatements::Take(std::string_view sql) {
  const auto kept = statements_.find(sql);
  if (kept == statements_.end()) return nullptr;
  sqlite3_stmt* statement = kept->second;
  statements_.erase(kept);
  return statement;
}

void KeptStatements::Keep(sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  statements_.emplace(sqlite3_sql(statement), statement);
}

}  // namespace howdunit
