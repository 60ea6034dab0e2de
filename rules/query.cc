#include "rules/query.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/text.h"

namespace howdunit {

std::optional<std::int64_t> QueryRow::Number(std::string_view column) const {
  const auto found = values.find(column);
  return found == values.end() ? std::nullopt : ParseInt(found->second);
}

template <typename Visit>
void Queries::Compiled::ForEachSource(Visit visit) const {
  for (int column = 0; column < statement.ColumnCount(); ++column) {
    if (IsSource(column)) visit(statement.Int(column));
  }
}

Values Queries::Compiled::RowValues() const {
  Values values;
  for (int column = 0; column < statement.ColumnCount(); ++column) {
    if (!IsSource(column) && !statement.IsNull(column)) {
      values[columns[static_cast<std::size_t>(column)]] = statement.Text(column);
    }
  }
  return values;
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

Result<Queries::Compiled*> Queries::Begin(std::string_view sql, const Values& parameters) {
  TRY_ASSIGN(Compiled * compiled, Compile(sql));
  for (const std::string& name : compiled->parameters) {
    const auto value = parameters.find(name);
    if (value == parameters.end()) continue;
    if (name == "bundle") {
      compiled->statement.BindNamed(name, ParseInt(value->second).value_or(0));
    } else {
      compiled->statement.BindNamed(name, Redact(value->second));
    }
  }
  return compiled;
}

Result<void> Queries::End(std::string_view sql, Compiled& compiled) {
  if (!compiled.statement.error().empty()) {
    Error error{compiled.statement.error()};
    compiled_.erase(sql);
    return error;
  }
  compiled.statement.Clear();
  return {};
}

Result<std::vector<QueryRow>> Queries::Run(std::string_view sql, const Values& parameters,
                                           std::size_t most) {
  TRY_ASSIGN(Compiled * compiled, Begin(sql, parameters));
  std::vector<QueryRow> rows;
  while (rows.size() < most && compiled->statement.Step()) {
    QueryRow row{.values = compiled->RowValues()};
    compiled->ForEachSource([&](std::int64_t source) { row.sources.push_back(source); });
    rows.push_back(std::move(row));
  }
  TRY(End(sql, *compiled));
  return rows;
}

Result<QueryAnswer> Queries::Ask(std::string_view sql, const Values& parameters) {
  TRY_ASSIGN(Compiled * compiled, Begin(sql, parameters));
  QueryAnswer answer;
  for (; answer.rows < kMostRows && compiled->statement.Step(); ++answer.rows) {
    if (answer.rows == 0) answer.first = compiled->RowValues();
    if (answer.sources.size() == QueryAnswer::kMostSources) continue;
    compiled->ForEachSource([&](std::int64_t source) {
      const auto& known = answer.sources;
      if (known.size() < QueryAnswer::kMostSources &&
          std::find(known.begin(), known.end(), source) == known.end()) {
        answer.sources.push_back(source);
      }
    });
  }
  TRY(End(sql, *compiled));
  return answer;
}

Result<std::vector<QueryRow>> RunQuery(const Database& database, std::string_view sql,
                                       const Values& parameters) {
  return Queries(database).Run(sql, parameters, SIZE_MAX);
}

}  // namespace howdunit
