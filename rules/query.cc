#include "rules/query.h"

#include "core/text.h"

namespace howdunit {

std::optional<std::int64_t> QueryRow::Number(std::string_view column) const {
  const auto found = values.find(column);
  return found == values.end() ? std::nullopt : ParseInt(found->second);
}

Result<std::vector<QueryRow>> RunQuery(const Database& database, std::string_view sql,
                                       const Values& parameters) {
  TRY_ASSIGN(Statement statement, database.PrepareForeign(sql));
  for (const auto& [name, value] : parameters) {
    if (name == "bundle") {
      statement.BindNamed(name, ParseInt(value).value_or(0));
    } else {
      statement.BindNamed(name, Redact(value));
    }
  }
  std::vector<QueryRow> rows;
  while (rows.size() < kMostRows && statement.Step()) {
    QueryRow row;
    for (int column = 0; column < statement.ColumnCount(); ++column) {
      if (statement.IsNull(column)) continue;
      const std::string name = statement.ColumnName(column);
      if (name.starts_with("source") && statement.IsInteger(column)) {
        row.sources.push_back(statement.Int(column));
      } else {
        row.values[name] = statement.Text(column);
      }
    }
    rows.push_back(std::move(row));
  }
  if (!statement.error().empty()) return Error{statement.error()};
  return rows;
}

}  // namespace howdunit
