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

// Those that make a table or a view.
std::set<std::string> MakersIn(std::string_view sql) {
  std::set<std::string> makers;
  for (std::string& statement : PlainStatements(sql)) {
    if (statement.starts_with("CREATE TABLE ") || statement.starts_with("CREATE VIEW ")) {
      makers.insert(std::move(statement));
    }
  }
  return makers;
}

const std::set<std::string>& OwnMakers() {
  static const std::set<std::string> kOwn = MakersIn(SchemaFile("schema.sql"));
  return kOwn;
}

bool HoldsAll(const std::set<std::string>& some, const std::set<std::string>& more) {
  return std::includes(more.begin(), more.end(), some.begin(), some.end());
}

}  // namespace

bool MakesCaseFile(std::string_view sql) { return HoldsAll(OwnMakers(), MakersIn(sql)); }

bool MakesNothingElse(std::string_view sql) { return HoldsAll(MakersIn(sql), OwnMakers()); }

}  // namespace howdunit
