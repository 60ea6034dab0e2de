#include "store/copy_bundle.h"

#include <algorithm>

#include "core/text.h"

namespace howdunit {
namespace {

std::string InsertRow(const CaseTable& table) {
  const std::vector<std::string> marks(table.columns.size(), "?");
  return "INSERT INTO " + table.name + " (" + Join(ColumnNames(table), ", ") + ") VALUES (" +
         Join(marks, ", ") + ")";
}

std::string Ids(std::string_view function, const CaseTable& table, std::string_view condition) {
  return "SELECT coalesce(" + std::string(function) + "(id), 0) FROM " + table.name +
         std::string(condition);
}

}  // namespace

Result<BundleCopier> BundleCopier::Create(const Database& from, const Database& to) {
  BundleCopier copier(from);
  TRY_ASSIGN(copier.tables_, FindCaseTables(from));
  for (const CaseTable& table : copier.tables_) {
    Table& made = copier.statements_.emplace_back();
    made.read = from.Prepare(RowsOfBundle(table));
    made.write = to.Prepare(InsertRow(table));
    if (!table.has_id) continue;
    made.least = from.Prepare(Ids("min", table, " WHERE " + table.of_bundle));
    made.most = to.Prepare(Ids("max", table, ""));
  }
  copier.shifts_.resize(copier.tables_.size());
  return copier;
}

Result<std::int64_t> BundleCopier::ShiftOf(std::size_t table, std::int64_t bundle) {
  Table& statements = statements_[table];
  statements.least.Bind(1, bundle);
  statements.least.Step();
  statements.most.Step();
  const std::int64_t most = statements.most.Int(0);
  const std::int64_t least = statements.least.Int(0);
  for (Statement* statement : {&statements.least, &statements.most}) {
    statement->Reset();
    if (!statement->error().empty()) return Error{"case file: " + statement->error()};
  }
  return ShiftBehind(most, least);
}

Result<void> BundleCopier::CopyRow(std::size_t table) {
  const std::vector<CaseTable::Column>& columns = tables_[table].columns;
  const Statement& row = statements_[table].read;
  Statement& write = statements_[table].write;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const int column = static_cast<int>(i);
    if (columns[i].id_of && !row.IsNull(column)) {
      TRY_ASSIGN(const std::int64_t id, Shifted(row.Int(column), shifts_[*columns[i].id_of]));
      write.Bind(column + 1, id);
    } else {
      write.BindColumn(column + 1, row, column);
    }
  }
  return write.Run();
}

Result<void> BundleCopier::CopyRows(std::size_t table, std::int64_t bundle) {
  Statement& rows = statements_[table].read;
  rows.Bind(1, bundle);
  Result<void> done;
  while (done && rows.Step()) done = CopyRow(table);
  rows.Reset();
  if (!rows.error().empty()) return Error{"case file: " + rows.error()};
  return done;
}

Result<std::int64_t> BundleCopier::Copy(std::int64_t bundle) {
  for (std::size_t table = 0; table < tables_.size(); ++table) {
    if (!tables_[table].has_id) continue;
    TRY_ASSIGN(shifts_[table], ShiftOf(table, bundle));
  }
  for (std::size_t table = 0; table < tables_.size(); ++table) TRY(CopyRows(table, bundle));
  return bundle + shifts_.front();
}

Result<bool> DiagnosedTogether(const Database& database, std::int64_t bundle) {
  Statement others = database.Prepare(
      "SELECT EXISTS (SELECT 1 FROM cluster_bundle mine JOIN cluster_bundle other"
      " ON other.cluster = mine.cluster AND other.bundle <> mine.bundle WHERE mine.bundle = ?)");
  others.Bind(1, bundle);
  const bool together = others.Step() && others.Int(0) != 0;
  if (!others.error().empty()) return Error{"case file: " + others.error()};
  return together;
}

Result<void> RemoveBundle(const Database& database, std::int64_t bundle) {
  TRY_ASSIGN(std::vector<CaseTable> tables, FindCaseTables(database));
  // What refers to a row goes before it.
  std::reverse(tables.begin(), tables.end());
  for (const CaseTable& table : tables) {
    Statement rows = database.Prepare("DELETE FROM " + table.name + " WHERE " + table.of_bundle);
    TRY(rows.Bind(1, bundle).Run());
  }
  return {};
}

}  // namespace howdunit
