#include "cli/merge_command.h"

#include <unistd.h>

#include <filesystem>
#include <utility>

#include "cli/exit_code.h"
#include "cli/merge_parts.h"
#include "cli/output_folder.h"
#include "core/log.h"
#include "store/archive_target.h"
#include "store/postgres_store.h"

namespace howdunit {
namespace {

Result<MergeTally> MergeIntoArchive(const Options& options) {
  TRY_ASSIGN(const OutputPlace place, FindPlace(options.output));
  // A new file is made beside its place; one that is there grows part by part, each whole or not.
  std::error_code error;
  const bool is_new = !std::filesystem::exists(options.output, error);
  const std::string path =
      is_new ? place.folder.PathOf("." + place.name + ".partial") : options.output;
  if (is_new) unlink(path.c_str());
  const auto merge = [&]() -> Result<MergeTally> {
    TRY_ASSIGN(Archive archive,
               Archive::Open(path, is_new ? Durability::kNone : Durability::kDisk));
    ArchiveTarget into(std::move(archive));
    return MergeParts(options.bundles, into);
  };
  auto tally = merge();
  if (!tally) {
    if (is_new) unlink(path.c_str());
    return tally;
  }
  if (is_new) TRY(place.folder.Adopt(path, place.name));
  return tally;
}

Result<MergeTally> MergeIntoPostgres(const Options& options, const PostgresUrl& url) {
  TRY_ASSIGN(const std::unique_ptr<PostgresStore> store, PostgresStore::Open(url));
  return MergeParts(options.bundles, *store);
}

int Say(const std::string& where, const MergeTally& tally) {
  LogInfo(Redact(where + ": " + std::to_string(tally.added) + " bundles added, " +
                 std::to_string(tally.already_there) + " were there already"));
  return tally.whole ? kDone : kIncomplete;
}

}  // namespace

Result<int> RunMergeCommand(const Options& options) {
  if (options.to.empty()) {
    TRY_ASSIGN(const MergeTally tally, MergeIntoArchive(options));
    return Say(options.output, tally);
  }
  TRY_ASSIGN(const PostgresUrl url, ParsePostgresUrl(options.to));
  TRY_ASSIGN(const MergeTally tally, MergeIntoPostgres(options, url));
  return Say(url.shown, tally);
}

}  // namespace howdunit
