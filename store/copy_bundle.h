// Takes a bundle, with all that was read and concluded, from one case file into another.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "store/case_tables.h"
#include "store/database.h"

namespace howdunit {

// Compiles its statements once: for many bundles, one copier. Lives no longer than the case files.
class BundleCopier {
 public:
  static Result<BundleCopier> Create(const Database& from, const Database& to);

  // Returns the bundle's id in the other case file. Ids are new; their order stays.
  // REQUIRES: a transaction is open there, it does not hold the bundle, and the bundle was
  // diagnosed by itself or not at all: see DiagnosedTogether().
  Result<std::int64_t> Copy(std::int64_t bundle);

  const Database& from() const { return *from_; }

 private:
  struct Table {
    Statement read;   // of the rows of one bundle
    Statement write;  // of a row
    Statement least;  // their smallest id
    Statement most;   // the largest id of the other case file
  };

  explicit BundleCopier(const Database& from) : from_(&from) {}
  Result<void> CopyRow(std::size_t table);
  Result<void> CopyRows(std::size_t table, std::int64_t bundle);
  Result<std::int64_t> ShiftOf(std::size_t table, std::int64_t bundle);

  const Database* from_;
  std::vector<CaseTable> tables_;
  std::vector<Table> statements_;     // of each table
  std::vector<std::int64_t> shifts_;  // of each table's ids, for the bundle that is being copied
};

// Whether findings of the bundle stand on other bundles of its cluster too.
Result<bool> DiagnosedTogether(const Database& database, std::int64_t bundle);

// Takes a bundle out, with all that refers to it. REQUIRES: a transaction is open.
Result<void> RemoveBundle(const Database& database, std::int64_t bundle);

}  // namespace howdunit
