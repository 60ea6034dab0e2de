#include "store/case_tables.h"

#include <algorithm>
#include <map>

#include "core/text.h"

namespace howdunit {
namespace {

// Tables that a column of `table` refers to, by column.
std::map<std::string, std::string> ReferencesOf(const Database& database,
                                                const std::string& table) {
  std::map<std::string, std::string> references;
  Statement rows = database.Prepare("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)");
  rows.Bind(1, Redact(table));
  while (rows.Step()) references[rows.Text(0)] = rows.Text(1);
  return references;
}

class TableFinder {
 public:
  explicit TableFinder(const Database& database) : database_(database) {}

  Result<std::vector<CaseTable>> Find() {
    Statement names = database_.Prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY rowid");
    while (names.Step()) TRY(Add(names.Text(0)));
    if (!names.error().empty()) return Error{"case file: " + names.error()};
    return std::move(tables_);
  }

 private:
  // The schema names a table before others refer to it.
  Result<void> Add(const std::string& name) {
    CaseTable table{.name = name};
    const auto references = ReferencesOf(database_, name);
    Statement columns =
        database_.Prepare("SELECT name, pk, \"notnull\" FROM pragma_table_info(?) ORDER BY cid");
    columns.Bind(1, Redact(name));
    std::vector<std::string> key;
    while (columns.Step()) {
      if (columns.Int(1) != 0) key.push_back(columns.Text(0));
      CaseTable::Column column{.name = columns.Text(0)};
      if (const auto found = references.find(column.name); found != references.end()) {
        const auto target = std::find_if(tables_.begin(), tables_.end(), [&](const auto& other) {
          return other.name == found->second;
        });
        if (target == tables_.end()) {
          return Error{"case file: " + name + " refers to " + found->second + " behind it"};
        }
        column.id_of = static_cast<std::size_t>(target - tables_.begin());
        const bool certain = columns.Int(1) != 0 || columns.Int(2) != 0;
        SetOwner(table, column, certain);
      }
      if (table.columns.empty() && column.name == "id") column.id_of = tables_.size();
      table.columns.push_back(std::move(column));
    }
    if (table.columns.empty()) return Error{"case file: " + name + " has no columns"};
    table.has_id = table.columns.front().name == "id";
    table.order = key.empty() ? "rowid" : Join(key, ", ");
    if (name == "bundle") table.of_bundle = "id = ?1";
    if (!table.of_bundle.empty()) tables_.push_back(std::move(table));
    return {};
  }

  // The first column that says whose a row is; a column `bundle` says it best.
  void SetOwner(CaseTable& table, const CaseTable::Column& column, bool certain) const {
    const CaseTable& target = tables_[*column.id_of];
    if (target.name == "bundle") {
      if (table.of_bundle.empty() || column.name == "bundle") {
        table.of_bundle = column.name + " = ?1";
      }
    } else if (table.of_bundle.empty() && certain) {
      table.of_bundle =
          column.name + " IN (SELECT id FROM " + target.name + " WHERE " + target.of_bundle + ")";
    }
  }

  const Database& database_;
  std::vector<CaseTable> tables_;
};

bool IsId(std::int64_t id) { return id >= 0 && id < std::int64_t{1} << 60; }

constexpr const char* kNoId = "case file: a row has an impossible id";

}  // namespace

Result<std::vector<CaseTable>> FindCaseTables(const Database& database) {
  return TableFinder(database).Find();
}

std::vector<std::string> ColumnNames(const CaseTable& table) {
  std::vector<std::string> names;
  for (const CaseTable::Column& column : table.columns) names.push_back(column.name);
  return names;
}

Result<std::int64_t> ShiftBehind(std::int64_t most, std::int64_t least) {
  if (!IsId(most) || !IsId(least)) return Error{kNoId};
  return most + 1 - least;
}

Result<std::int64_t> Shifted(std::int64_t id, std::int64_t shift) {
  if (!IsId(id)) return Error{kNoId};
  return id + shift;
}

std::string RowsOfBundle(const CaseTable& table) {
  return "SELECT " + Join(ColumnNames(table), ", ") + " FROM " + table.name + " WHERE " +
         table.of_bundle + " ORDER BY " + table.order;
}

}  // namespace howdunit
