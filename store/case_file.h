// The case file: typed writes into the database of store/schema.sql.
#pragma once

#include <string>
#include <vector>

#include "core/bundle_contents.h"
#include "core/finding.h"
#include "core/result.h"
#include "store/database.h"

namespace howdunit {

class CaseFile {
 public:
  // As Database::Open: ":memory:" keeps it in memory.
  static Result<CaseFile> Open(const std::string& path, Durability durability = Durability::kDisk);

  enum class Added { kNew, kAlreadyThere };

  // Writes a bundle in one transaction: all of it or nothing. A bundle that is
  // there already (by its hash) changes nothing.
  Result<Added> AddBundle(BundleContents contents);

  // Replaces all findings, incidents and timeline rows, in one transaction.
  Result<void> ReplaceDiagnosis(const Diagnosis& diagnosis);

  // Takes everything out, for another bundle; the file stays as large as it was.
  Result<void> Clear();

  // Notes something that the results depend on ("version", "rules").
  Result<void> SetSetting(const Redacted& name, const Redacted& value);

  Database& database() { return database_; }
  const Database& database() const { return database_; }

 private:
  explicit CaseFile(Database database) : database_(std::move(database)) {}
  Database database_;
  std::vector<Statement> clear_;  // of each table, compiled when they are first needed
};

}  // namespace howdunit
