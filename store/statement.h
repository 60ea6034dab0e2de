// One statement of a database.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/redacted.h"
#include "core/result.h"

struct sqlite3_stmt;

namespace howdunit {

class KeptStatements;

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

 private:
  friend class Database;
  sqlite3_stmt* statement_ = nullptr;
  KeptStatements* kept_ = nullptr;  // where it goes at its end; null: it is finalized
  std::string error_;
};

}  // namespace howdunit
