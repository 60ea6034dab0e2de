// Indexes of new tables, made at once when the rows are there: half the work of
// keeping each up to date row by row.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace howdunit {

class DeferredIndexes {
 public:
  // REQUIRES: a transaction is open, and `database` outlives this.
  explicit DeferredIndexes(const Database& database) : database_(database) {}

  // Takes the indexes of `tables` away. A table that has rows already keeps its own.
  Result<void> TakeAway(std::span<const std::string_view> tables);

  // Makes them again, as they were and in their order: SQLite chooses between two that serve
  // equally well by it.
  Result<void> MakeAgain() const;

 private:
  const Database& database_;
  std::vector<std::string> create_;  // SQL
};

}  // namespace howdunit
