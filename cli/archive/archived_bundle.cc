#include "cli/archive/archived_bundle.h"

#include "store/copy_bundle.h"
#include "store/transaction.h"

namespace howdunit {

Result<ArchivedBundle> FindArchived(const Database& archive, const std::string& which) {
  Statement found = archive.Prepare(
      "SELECT bundle.id, bundle.name, sha256 FROM bundle"
      " LEFT JOIN triage ON triage.bundle = bundle.id"
      " WHERE bundle.name = ?1 OR triage.path = ?1"
      "   OR (length(?1) >= 8 AND substr(sha256, 1, length(?1)) = ?1) ORDER BY bundle.id");
  found.Bind(1, RedactIdentifier(which));
  if (!found.Step()) {
    if (!found.error().empty()) return Error{"case file: " + found.error()};
    return Error{which + ": no bundle of the archive has this name, path or hash"};
  }
  const ArchivedBundle bundle{found.Int(0), found.Text(1), found.Text(2)};
  if (found.Step()) {
    return Error{which +
                 ": several bundles of the archive have this name; give the path or the"
                 " hash of one"};
  }
  return bundle;
}

Result<CaseFile> TakeOut(const Database& archive, const ArchivedBundle& bundle) {
  TRY_ASSIGN(const bool together, DiagnosedTogether(archive, bundle.id));
  if (together) {
    return Error{bundle.name +
                 " was diagnosed together with other bundles: leave --bundle out for the review of"
                 " all of them"};
  }
  TRY_ASSIGN(CaseFile file, CaseFile::Open(":memory:"));
  {
    TRY_ASSIGN(BundleCopier copier, BundleCopier::Create(archive, file.database()));
    Transaction transaction(file.database());
    TRY(copier.Copy(bundle.id));
    TRY(transaction.Commit());
  }
  Statement judged = archive.Prepare("SELECT rules, version FROM triage WHERE bundle = ?");
  judged.Bind(1, bundle.id);
  if (judged.Step()) {
    TRY(file.SetSetting("rules", RedactIdentifier(judged.Text(0))));
    TRY(file.SetSetting("version", RedactIdentifier(judged.Text(1))));
  }
  if (!judged.error().empty()) return Error{"case file: " + judged.error()};
  return file;
}

}  // namespace howdunit
