// Runs a rule's SELECTs over the case file, fenced.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "rules/fill.h"
#include "store/database.h"

namespace howdunit {

struct QueryRow {
  Values values;                      // every column that is not NULL, as text
  std::vector<std::int64_t> sources;  // columns named source, source2, …
  std::optional<std::int64_t> Number(std::string_view column) const;
};

// At most this many rows of a query are looked at; evidence is a choice, not a dump.
inline constexpr std::size_t kMostRows = 5000;

// What a query found, where its first row is to be told and the others only count.
struct QueryAnswer {
  std::size_t rows = 0;               // at most kMostRows
  Values first;                       // as QueryRow::values
  std::vector<std::int64_t> sources;  // of all rows, in their order, each once; the first so many

  static constexpr std::size_t kMostSources = 12;  // enough to convince, not to bury
};

// SELECTs that are asked again and again, for one subject or bundle after the other: each is
// compiled once. Compiled ones hold memory, some 20 KiB each. Lives no longer than the database,
// and than the texts of the SQL.
class Queries {
 public:
  explicit Queries(const Database& database) : database_(database) {}

  // Runs `sql` with every parameter that `parameters` holds; the others are NULL. Gives its first
  // `most` rows. The error is SQLite's, without place.
  Result<std::vector<QueryRow>> Run(std::string_view sql, const Values& parameters,
                                    std::size_t most = kMostRows);
  // The same, without keeping the rows.
  Result<QueryAnswer> Ask(std::string_view sql, const Values& parameters);
  // Lets go of all that are compiled.
  void Forget() { compiled_.clear(); }
  // The names of its parameters.
  Result<std::vector<std::string>> ParametersOf(std::string_view sql);

 private:
  struct Compiled {
    Statement statement;
    std::vector<std::string> parameters;
    std::vector<std::string> columns;

    // Of the row that the statement stands on.
    bool IsSource(int column) const {
      return columns[static_cast<std::size_t>(column)].starts_with("source") &&
             statement.IsInteger(column);
    }
    template <typename Visit>
    void ForEachSource(Visit visit) const;
    Values RowValues() const;  // of the columns that are no sources
  };

  Result<Compiled*> Compile(std::string_view sql);
  // The statement, to be stepped through, with these parameters.
  Result<Compiled*> Begin(std::string_view sql, const Values& parameters);
  // After the last row. What failed is not asked again.
  Result<void> End(std::string_view sql, Compiled& compiled);

  const Database& database_;
  std::map<std::string_view, Compiled> compiled_;
};

// The same for a SELECT that is asked once; all its rows.
Result<std::vector<QueryRow>> RunQuery(const Database& database, std::string_view sql,
                                       const Values& parameters);

}  // namespace howdunit
