// Runs a rule's SELECTs over the case file, fenced.
#pragma once

#include <cstdint>
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

// Runs `sql` with every parameter that `parameters` holds; the others are ''.
// The error is SQLite's, without place.
Result<std::vector<QueryRow>> RunQuery(const Database& database, std::string_view sql,
                                       const Values& parameters);

}  // namespace howdunit
