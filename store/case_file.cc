#include "store/case_file.h"

#include <utility>

#include "core/profile.h"
#include "store/bundle_writer.h"
#include "store/case_tables.h"
#include "store/diagnosis_writer.h"
#include "store/transaction.h"

namespace howdunit {

Result<CaseFile> CaseFile::Open(const std::string& path, Durability durability) {
  const Timed timed(Stage::kStore);
  TRY_ASSIGN(Database database, Database::Open(path, durability));
  return CaseFile(std::move(database));
}

Result<CaseFile::Added> CaseFile::AddBundle(BundleContents contents) {
  const Timed timed(Stage::kStore);
  Transaction transaction(database_);
  Statement known = database_.Prepare("SELECT 1 FROM bundle WHERE sha256 = ?");
  known.Bind(1, contents.bundle.sha256);
  if (known.Step()) return Added::kAlreadyThere;
  if (!known.error().empty()) return Error{"case file: " + known.error()};
  TRY(WriteBundle(database_, std::move(contents)));
  TRY(transaction.Commit());
  return Added::kNew;
}

Result<void> CaseFile::ReplaceDiagnosis(const Diagnosis& diagnosis) {
  const Timed timed(Stage::kStore);
  Transaction transaction(database_);
  TRY(ClearDiagnosis(database_));
  TRY(WriteDiagnosis(database_, diagnosis));
  return transaction.Commit();
}

Result<void> CaseFile::Clear() {
  const Timed timed(Stage::kStore);
  if (clear_.empty()) {
    TRY_ASSIGN(const std::vector<CaseTable> tables, FindCaseTables(database_));
    for (const CaseTable& table : tables) {
      clear_.push_back(database_.Prepare("DELETE FROM " + table.name));
    }
  }
  Transaction transaction(database_);
  for (Statement& statement : clear_) TRY(statement.Run());
  return transaction.Commit();
}

Result<void> CaseFile::SetSetting(const Redacted& name, const Redacted& value) {
  Statement statement = database_.Prepare("INSERT OR REPLACE INTO setting VALUES (?, ?)");
  return statement.Bind(1, name).Bind(2, value).Run();
}

}  // namespace howdunit
