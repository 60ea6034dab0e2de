// The views that many rules ask, each worked out once for a diagnosis.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace howdunit {

// Temporary tables with the names and rows of views: while they are there, every question asked of
// the database finds them in place of the views, and SQLite need not compile those into each. They
// hold the rows of when they were filled. Lives no longer than the database.
class ViewTables {
 public:
  explicit ViewTables(Database& database) : database_(database) {}
  ~ViewTables();
  ViewTables(const ViewTables&) = delete;
  ViewTables& operator=(const ViewTables&) = delete;

  struct View {
    std::string_view name;
    std::string_view key;  // columns that it is asked by
  };

  // Makes the tables, or fills them anew. What takes too long stays a view, as do those that are
  // made of it: each rule that asks one spends its own budget then. Leaves the fence up.
  void Fill();

 private:
  struct Table {
    std::string name;
    std::string select;  // of the view
  };

  bool Make(const View& view);
  bool Refill(const Table& table);  // false: it is gone
  void Drop(const Table& table);

  Database& database_;
  std::vector<Table> tables_;
};

}  // namespace howdunit
