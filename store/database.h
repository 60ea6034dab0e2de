// SQLite behind types that clean up after themselves. With statement.h, query_fence.h and
// kept_statements.h the only caller of sqlite3_*.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/redacted.h"
#include "core/result.h"
#include "store/kept_statements.h"
#include "store/query_fence.h"
#include "store/statement.h"

struct sqlite3;

namespace howdunit {

// What a commit waits for.
enum class Durability {
  kDisk,  // until it cannot be lost
  kNone,  // for nothing: if the machine stops, the file may be half written. For one that nobody
          // sees before its maker has synced it and moved it into place.
};

// What the records are indexed for.
enum class Indexes {
  kRules,    // rules and reviews (store/rule_indexes.sql)
  kArchive,  // to take single bundles out (store/archive_indexes.sql)
};

// What a database is about to do.
enum class Work {
  kAsk,   // for the same pages again and again, as rules do
  kPass,  // over most pages once: to add many rows, or to read them all
};

// Used by one thread at a time.
class Database {
 public:
  // Opens `path` for writing; creates it with the schema if it is absent. Fails if
  // it exists and is no case file, one of a newer version, or one that somebody put
  // triggers or virtual tables into. Indexes that are missing are made. ":memory:" keeps it in
  // memory.
  static Result<Database> Open(const std::string& path, Durability durability = Durability::kDisk,
                               Indexes indexes = Indexes::kRules);
  // Opens an existing case file for reading only. Nothing is written, beside it neither.
  static Result<Database> OpenReadOnly(const std::string& path);

  // A second look at the same file, for another thread to ask: as long as nothing is written, of
  // what was committed. Fails if the file is in memory, or if others may write to it.
  Result<Database> OpenTwin() const;

  ~Database();
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // SQL of this program. REQUIRES: `sql` is one valid statement.
  Statement Prepare(std::string_view sql) const;
  // From here on what Prepare() compiled is kept for the next who asks for the same: for a database
  // that is filled and emptied again and again.
  void KeepStatements() { kept_ = std::make_unique<KeptStatements>(); }
  // SQL from a rule or a user: one SELECT; an error says what is wrong with it. Comments and
  // semicolons may follow it.
  Result<Statement> PrepareForeign(std::string_view sql) const;
  // Any statements of this program, without parameters.
  Result<void> Execute(std::string_view sql) const;
  std::int64_t LastId() const;
  // Holds as many pages as that needs; at first, as for asking.
  Result<void> ExpectWork(Work work) const;

  // The statement that runs ends with "interrupted". From a signal handler too.
  void Interrupt() const noexcept;

  // `observer` is told every statement that is compiled from here on; it must not use the database.
  void SetObserver(std::function<void(std::string_view sql)> observer);

  // While set, only reading statements are compiled, and all run within the fence (query_fence.h).
  void SetFence(const std::optional<QueryFence>& fence);

 private:
  explicit Database(sqlite3* handle);
  sqlite3* handle_ = nullptr;
  std::unique_ptr<StandingFence> fence_;  // goes before the handle
  std::unique_ptr<KeptStatements> kept_;  // the same
  std::function<void(std::string_view sql)> observer_;
  bool alone_ = false;  // nobody else may write to the file
};

}  // namespace howdunit
