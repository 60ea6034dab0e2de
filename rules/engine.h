// Runs a rule book over a case file.
#pragma once

#include <string>
#include <vector>

#include "core/finding.h"
#include "core/result.h"
#include "rules/query.h"
#include "rules/rule.h"
#include "rules/view_tables.h"
#include "store/database.h"

namespace howdunit {

// Reads only; the rules' SQL runs fenced, and a rule that exceeds its budget is left out and named.
// Same case file and rules, same diagnosis. `twin`, a second look at the file, has a thread of its
// own ask some of them; may be null.
Result<Diagnosis> Diagnose(Database& database, const RuleBook& book, Database* twin = nullptr);

// The same for a case file that is filled with one bundle after the other: what the rules ask is
// compiled once. Lives no longer than both.
class Diagnoser {
 public:
  Diagnoser(Database& database, const RuleBook& book)
      : database_(database), book_(book), views_(database), queries_(database) {}

  Result<Diagnosis> Run();

 private:
  Database& database_;
  const RuleBook& book_;
  ViewTables views_;
  Queries queries_;
};

}  // namespace howdunit
