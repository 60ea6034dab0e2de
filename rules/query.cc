#include "rules/query.h"

#include <cstdint>

#include "core/text.h"

namespace howdunit {

std::optional<std::int64_t> QueryRow::Number(std::string_view column) const {
  const auto found = values.find(column);
  return found == values.end() ? std::nullopt : ParseInt(found->second);
}

Result<Queries::Compiled*> Queries::Compile(std::string_view sql) {
  const auto [at, is_new] = compiled_.try_emplace(sql);
  Compiled& compiled = at->second;
  if (!is_new) return &compiled;
  auto statement = database_.PrepareForeign(sql);
  if (!statement) {
    compiled_.erase(at);
    return statement.error();
  }
  compiled.statement = std::move(*statement);
  compiled.parameters = compiled.statement.ParameterNames();
  for (int column = 0; column < compiled.statement.ColumnCount(); ++column) {
    compiled.columns.push_back(compiled.statement.ColumnName(column));
  }
  return &compiled;
}

Result<std::vector<std::string>> Queries::ParametersOf(std::string_view sql) {
  TRY_ASSIGN(const Compiled* compiled, Compile(sql));
  return compiled->parameters;
}

Result<std::vector<QueryRow>> Queries::Run(std::string_view sql, const Values& parameters,
                                           std::size_t most) {
  TRY_ASSIGN(Compiled * compiled, Compile(sql));
  Statement& statement = compiled->statement;
  for (const std::string& name : compiled->parameters) {
    const auto value = parameters.find(name);
    if (value == parameters.end()) continue;
    if (name == "bundle") {
      statement.BindNamed(name, ParseInt(value->second).value_or(0));
    } else {
      statement.BindNamed(name, Redact(value->second));
    }
  }
  std::vector<QueryRow> rows;
  while (rows.size() < most && statement.Step()) {
    QueryRow row;
    for (int column = 0; column < statement.ColumnCount(); ++column) {
      if (statement.IsNull(column)) continue;
      const std::string& name = compiled->columns[static_cast<std::size_t>(column)];
      if (name.starts_with("source") && statement.IsInteger(column)) {
        row.sources.push_back(statement.Int(column));
      } else {
        row.values[name] = statement.Text(column);
      }
    }
    rows.push_back(std::move(row));
  }
  if (!statement.error().empty()) {
    Error error{statement.error()};
    compiled_.erase(sql);
    return error;
  }
  statement.Clear();
  return rows;
}

Result<std::vector<QueryRow>> RunQuery(const Database& database, std::string_view sql,
                                       const Values& parameters) {
  return Queries(database).Run(sql, parameters, SIZE_MAX);
}

}  // namespace howdunit
