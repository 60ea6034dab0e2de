#include "cli/archive/merge_command.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "cli/archive/merge_parts.h"
#include "cli/exit_code.h"
#include "cli/files/output_folder.h"
#include "core/log.h"
#include "store/archive_target.h"
#include "store/postgres_store.h"

namespace howdunit {
namespace {

Result<MergeTally> Grow(const std::string& path, Durability durability,
                        const std::vector<std::string>& parts) {
  TRY_ASSIGN(Archive archive, Archive::Open(path, durability));
  ArchiveTarget into(std::move(archive));
  return MergeParts(parts, into);
}

Result<MergeTally> MergeIntoArchive(const Options& options) {
  TRY_ASSIGN(const OutputPlace place, FindPlace(options.output));
  std::error_code error;
  if (std::filesystem::exists(options.output, error)) {
    // It grows part by part, each whole or not.
    return Grow(options.output, Durability::kDisk, options.bundles);
  }
  TRY_ASSIGN(PartialFile partial, place.folder.Begin(place.name));
  TRY_ASSIGN(const MergeTally tally, Grow(partial.path(), Durability::kNone, options.bundles));
  if (!tally.whole && tally.added == 0) return Error{"nothing of the parts could be taken over"};
  TRY(place.folder.Finish(std::move(partial), place.name));
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
