#include "store/own_schema.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "core/text.h"
#include "store/schema_files.h"

namespace howdunit {
namespace {

// The statements of `sql` without comments, each run of blanks as one.
std::vector<std::string> PlainStatements(std::string_view sql) {
  std::vector<std::string> statements(1);
  char quote = '\0';
  while (!sql.empty()) {
    const char c = sql.front();
    std::string& statement = statements.back();
    if (quote == '\0' && sql.starts_with("--")) {
      sql.remove_prefix(std::min(sql.find('\n'), sql.size()));
      continue;
    }
    sql.remove_prefix(1);
    if (quote == '\0' && c == ';') {
      statements.emplace_back();
    } else if (quote == '\0' && (c == ' ' || c == '\n')) {
      if (!statement.empty() && !statement.ends_with(' ')) statement += ' ';
    } else {
      if (c == '\'' || c == '"') quote = quote == '\0' ? c : quote == c ? '\0' : quote;
      statement += c;
    }
  }
  for (std::string& statement : statements) statement = TrimRight(statement);
  return statements;
}

bool MakesTableOrView(std::string_view statement) {
  return statement.starts_with("CREATE TABLE ") || statement.starts_with("CREATE VIEW ");
}

const std::set<std::string>& OwnStatements() {
  static const std::set<std::string> kOwn = [] {
    std::set<std::string> own;
    for (std::string& statement : PlainStatements(SchemaFile("schema.sql"))) {
      if (MakesTableOrView(statement)) own.insert(std::move(statement));
    }
    return own;
  }();
  return kOwn;
}

}  // namespace

bool MakesCaseFile(std::string_view sql) {
  std::set<std::string> made;
  for (std::string& statement : PlainStatements(sql)) made.insert(std::move(statement));
  const auto& own = OwnStatements();
  return std::includes(made.begin(), made.end(), own.begin(), own.end());
}

}  // namespace howdunit
