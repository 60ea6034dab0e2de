// SQLite behind types that clean up after themselves. With query_fence.h and kept_statements.h
// the only caller of sqlite3_*.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/redacted.h"
#include "core/result.h"
#include "store/kept_statements.h"
#include "store/query_fence.h"

struct sqlite3;
struct sqlite3_stmt;

namespace howdunit {

class Database;

// A prepared statement. Valid while its database lives. A failed step is kept
// and returned by error(); loops end at it.
class Statement {
 public:
  Statement() = default;
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Parameters are numbered from 1. Text comes as Redacted; a literal of this
  // program converts by itself.
  Statement& Bind(int index, std::int64_t value);
  Statement& Bind(int index, const Redacted& value);
  // As Bind(), without a copy. REQUIRES: `value` outlives the steps that are made with it.
  Statement& BindInPlace(int index, const Redacted& value);
  Statement& Bind(int index, std::nullptr_t);
  Statement& Bind(int index, const std::optional<std::int64_t>& value);
  // A value of `row`, of another case file: what is there is redacted already.
  Statement& BindColumn(int index, const Statement& row, int column);
  // Whether the statement has the parameter ":name"; binds it if so.
  bool BindNamed(std::string_view name, const Redacted& value);
  bool BindNamed(std::string_view name, std::int64_t value);

  // Goes to the next row; false at the end or at an error.
  bool Step();
  // Runs a statement that returns no rows, and makes it ready to run again.
  Result<void> Run();
  // Ready to run again with other parameters.
  void Reset();
  // The same, and no parameter is bound.
  void Clear();

  // Names of the parameters, without the colon.
  std::vector<std::string> ParameterNames() const;
  int ColumnCount() const;
  std::string ColumnName(int column) const;
  bool IsNull(int column) const;
  bool IsInteger(int column) const;
  bool IsReal(int column) const;
  bool IsBlob(int column) const;
  std::int64_t Int(int column) const;
  double Real(int column) const;
  std::optional<std::int64_t> OptionalInt(int column) const;
  std::string Text(int column) const;
  std::size_t Bytes(int column) const;  // of its text

  // What went wrong, or "".
  const std::string& error() const { return error_; }
  bool read_only() const;

 private:
  friend class Database;
  sqlite3_stmt* statement_ = nullptr;
  KeptStatements* kept_ = nullptr;  // where it goes at its end; null: it is finalized
  std::string error_;
};

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
  kAsk,  // for the same pages again and again, as rules do
  kAdd,  // many rows
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

// Rolls back unless Commit() succeeded.
class Transaction {
 public:
  explicit Transaction(const Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  // Of BEGIN.
  Result<void> status() const;
  // An error of BEGIN is returned here too.
  Result<void> Commit();

 private:
  const Database& database_;
  std::string begin_error_;
  bool open_ = false;
};

}  // namespace howdunit
