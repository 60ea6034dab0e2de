// What the program asks of a PostgreSQL database. libpqxx stands behind it, in a module
// (store/module/) that is loaded when a connection is made (store/postgres_module.h): the two dozen
// libraries that libpq brings would cost every start of the program more than a small bundle does.
//
// Both sides are built together, by one compiler; what changes here changes kPostgresFactory.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace howdunit {

struct PostgresAnswer {
  enum class Failure { kNone, kRefused, kLost, kInDoubt };

  Failure failure = Failure::kNone;  // kLost: the connection; kInDoubt: it, while it committed
  std::string message;               // of a failure, as libpq or PostgreSQL says it: many lines
  std::vector<std::vector<std::optional<std::string>>> rows;  // as text; nullopt is NULL
};

// Throws nothing. One thread at a time.
class PostgresConnection {
 public:
  virtual ~PostgresConnection() = default;

  // Begins a transaction. REQUIRES: none is open. All that follow but End() need one.
  virtual PostgresAnswer Begin() = 0;
  // $1 stands for the first parameter. Without parameters `sql` may be several statements.
  virtual PostgresAnswer Ask(const std::string& sql,
                             const std::vector<std::string>& parameters) = 0;
  // COPY: nothing is asked between the two ends of it. Fields are as many as columns; nullptr is
  // NULL.
  virtual PostgresAnswer StartCopy(const std::string& table,
                                   const std::vector<std::string>& columns) = 0;
  virtual PostgresAnswer CopyRow(const std::vector<const char*>& fields) = 0;
  virtual PostgresAnswer EndCopy() = 0;
  virtual PostgresAnswer Commit() = 0;
  // Ends the transaction, if one is open; what was not committed is taken back.
  virtual void End() = 0;
};

// What the module exports: connects, or returns nullptr and says in `failed` why not.
using PostgresFactory = PostgresConnection* (*)(const std::string& url, PostgresAnswer& failed);
inline constexpr const char* kPostgresFactory = "HowdunitConnectPostgres1";

}  // namespace howdunit
