#include "cli/query_command.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "cli/exit_code.h"
#include "core/text.h"
#include "store/database.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostCell = 120;
constexpr std::size_t kMostRows = 10'000;

void PrintTable(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i] + std::string(widths[i] - row[i].size() + 2, ' ');
    }
    std::printf("%s\n", std::string(TrimRight(line)).c_str());
  }
}

}  // namespace

Result<int> RunQueryCommand(const Options& options) {
  TRY_ASSIGN(Database database, Database::OpenReadOnly(options.database));
  database.SetFence(QueryFence{});
  auto prepared = database.PrepareForeign(options.sql);
  if (!prepared) return Error{"query: " + prepared.error().message};
  Statement statement = std::move(*prepared);
  std::vector<std::vector<std::string>> rows(1);
  rows.front().reserve(static_cast<std::size_t>(statement.ColumnCount()));
  for (int i = 0; i < statement.ColumnCount(); ++i) {
    rows.front().push_back(statement.ColumnName(i));
  }
  while (rows.size() <= kMostRows && statement.Step()) {
    std::vector<std::string> row;
    for (int i = 0; i < statement.ColumnCount(); ++i) {
      row.push_back(ReplaceAll(Shorten(MakeVisible(statement.Text(i)), kMostCell), "\n", "\\n"));
    }
    rows.push_back(std::move(row));
  }
  if (!statement.error().empty()) return Error{"query: " + statement.error()};
  PrintTable(rows);
  return kDone;
}

}  // namespace howdunit
