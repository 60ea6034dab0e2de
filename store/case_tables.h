// The tables of a case file as rows of bundles: what it takes to copy one bundle from a case file
// to another, or to take it out. Read from the schema itself, so that a new table needs nothing
// here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace howdunit {

struct CaseTable {
  struct Column {
    std::string name;
    std::optional<std::size_t> id_of;  // index of the table whose id it holds: its own or another
  };

  std::string name;
  std::vector<Column> columns;
  bool has_id = false;  // the first column is its id
  // A condition that holds for the rows of the bundle whose id is ?1: "member IN (SELECT …)".
  std::string of_bundle;
  // In which its rows were written: "id", "rowid", or the columns of its key.
  std::string order;
};

// A table comes behind those that it refers to. Settings and shards are of no bundle and left out.
Result<std::vector<CaseTable>> FindCaseTables(const Database& database);

std::vector<std::string> ColumnNames(const CaseTable& table);

// What is added to ids of a table whose smallest is `least`, so that they come behind `most`; and
// an id with it. Fail for ids that no archive has: their sums might overflow.
Result<std::int64_t> ShiftBehind(std::int64_t most, std::int64_t least);
Result<std::int64_t> Shifted(std::int64_t id, std::int64_t shift);

// SELECT of all columns of the rows of the bundle ?1, in their order.
std::string RowsOfBundle(const CaseTable& table);

}  // namespace howdunit
