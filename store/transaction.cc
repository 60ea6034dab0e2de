#include "store/transaction.h"

namespace howdunit {

Transaction::Transaction(const Database& database) : database_(database) {
  const auto begun = database_.Execute("BEGIN IMMEDIATE");
  open_ = static_cast<bool>(begun);
  if (!begun) begin_error_ = begun.error().message;
}

Transaction::~Transaction() {
  // After "disk full" SQLite has rolled back by itself; the error says nothing new.
  if (open_) static_cast<void>(database_.Execute("ROLLBACK"));
}

Result<void> Transaction::status() const {
  if (!open_) return Error{begin_error_};
  return {};
}

Result<void> Transaction::Commit() {
  TRY(status());
  TRY(database_.Execute("COMMIT"));
  open_ = false;
  return {};
}

}  // namespace howdunit
