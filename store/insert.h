// Inserts rows by column name. The statement is prepared once per table.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/record.h"
#include "store/database.h"

namespace howdunit {

// One table's INSERT. Values are given in the order of `columns`; after the last
// one Done() runs it and returns the new row's id. The first failure sticks.
// Texts are not copied: they live until Done(), unless they are given away.
class Insert {
 public:
  Insert(const Database& database, std::string_view table, std::string_view columns);

  Insert& Put(const Redacted& value);
  Insert& Put(Redacted&& value);
  Insert& Put(std::int64_t value);
  Insert& Put(const std::optional<std::int64_t>& value);
  Insert& PutFlag(const std::optional<bool>& value);
  // This program's own words: layouts, bases, reasons. Redacted all the same, each once.
  Insert& PutWord(std::string_view value);
  // Two columns: x_earliest, x_latest.
  Insert& PutInstant(const Instant& instant);
  // One column: the earliest moment of an exact claim.
  Insert& PutMoment(const Instant& instant);

  std::int64_t Done();
  const std::string& error() const { return statement_.error(); }

 private:
  struct WordHash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  const Database& database_;
  Statement statement_;
  int next_ = 1;
  std::unordered_map<std::string, Redacted, WordHash, std::equal_to<>> words_;
};

}  // namespace howdunit
