#include "rules/view_tables.h"

#include <array>
#include <string_view>

namespace howdunit {
namespace {

// Those that take SQLite longest to compile: of views within views, or grouped, up to half a
// millisecond each time that a question names one. All are small. One that is made of others comes
// after them. What the program itself asks while a bundle comes in is not here: the rows are those
// of the last bundle.
constexpr auto kViews = std::to_array<ViewTables::View>({
    {"v_cni_failure", "signature, node"},
    {"v_api_verdict", "signature"},
    {"v_cni_verdict", "signature"},
    {"v_token_file", "node"},
    {"v_used_kubeconfig", "node"},
    {"v_used_token", "node"},
    {"v_refused_token", "node"},
    {"v_platform", "bundle"},
});

// A second: a thousand times what they cost.
constexpr QueryFence kBudget = {.steps = 50'000'000, .scratch = true};

// The SELECT of a view; "" if the file has no such view.
std::string SelectOf(const Database& database, const std::string& view) {
  Statement find =
      database.Prepare("SELECT sql FROM main.sqlite_schema WHERE name = '" + view + "'");
  if (!find.Step()) return {};
  const std::string sql = find.Text(0);
  const std::string head = "CREATE VIEW " + view + " AS";
  return sql.starts_with(head) ? sql.substr(head.size()) : "";
}

}  // namespace

ViewTables::~ViewTables() {
  for (const Table& table : tables_) Drop(table);
  database_.SetFence({});
}

void ViewTables::Fill() {
  if (tables_.empty()) {
    for (const View& view : kViews) {
      if (!Make(view)) return;
    }
  } else {
    std::erase_if(tables_, [&](const Table& table) { return !Refill(table); });
  }
}

bool ViewTables::Make(const View& view) {
  const std::string name(view.name);
  const std::string select = SelectOf(database_, name);
  if (select.empty()) return false;
  database_.SetFence(kBudget);
  if (!database_.Execute("CREATE TEMP TABLE " + name + " AS" + select)) return false;
  tables_.push_back({.name = name, .select = select});
  // Without it, the table is asked as well, from end to end.
  static_cast<void>(database_.Execute("CREATE INDEX temp." + name + "_key ON " + name + " (" +
                                      std::string(view.key) + ")"));
  return true;
}

bool ViewTables::Refill(const Table& table) {
  database_.SetFence(kBudget);
  const bool filled = database_.Prepare("DELETE FROM temp." + table.name).Run() &&
                      database_.Prepare("INSERT INTO temp." + table.name + table.select).Run();
  if (filled) return true;
  Drop(table);
  return false;
}

void ViewTables::Drop(const Table& table) {
  database_.SetFence(kBudget);
  // What cannot be dropped cannot be asked either: there is no memory left.
  static_cast<void>(database_.Execute("DROP TABLE temp." + table.name));
}

}  // namespace howdunit
