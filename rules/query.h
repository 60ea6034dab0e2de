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
  // Lets go of all that are compiled.
  void Forget() { compiled_.clear(); }
  // The names of its parameters.
  Result<std::vector<std::string>> ParametersOf(std::string_view sql);

 private:
  struct Compiled {
    Statement statement;
    std::vector<std::string> parameters;
    std::vector<std::string> columns;
  };

  Result<Compiled*> Compile(std::string_view sql);

  const Database& database_;
  std::map<std::string_view, Compiled> compiled_;
};

// The same for a SELECT that is asked once; all its rows.
Result<std::vector<QueryRow>> RunQuery(const Database& database, std::string_view sql,
                                       const Values& parameters);

}  // namespace howdunit
