// Several changes to a database that are made together or not at all.
#pragma once

#include <string>

#include "core/result.h"
#include "store/database.h"

namespace howdunit {

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
