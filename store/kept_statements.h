// Compiled statements that nobody uses at the moment, by their SQL.
#pragma once

#include <map>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace howdunit {

// Of one database, and gone before it.
class KeptStatements {
 public:
  KeptStatements() = default;
  ~KeptStatements();
  KeptStatements(const KeptStatements&) = delete;
  KeptStatements& operator=(const KeptStatements&) = delete;

  // One that is compiled, ready to be bound; null if none is here.
  sqlite3_stmt* Take(std::string_view sql);
  // Takes it over.
  void Keep(sqlite3_stmt* statement);

 private:
  std::multimap<std::string, sqlite3_stmt*, std::less<>> statements_;
};

}  // namespace howdunit
