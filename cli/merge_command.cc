#include "cli/merge_command.h"

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>

#include "cli/exit_code.h"
#include "cli/output_folder.h"
#include "core/log.h"
#include "core/text.h"
#include "store/archive.h"
#include "store/copy_bundle.h"

namespace howdunit {
namespace {

struct Tally {
  std::int64_t added = 0;
  std::int64_t already_there = 0;
  bool whole = true;  // all parts could be read
};

// A bundle of a part.
struct PartBundle {
  std::int64_t id = 0;
  std::string name;
  std::string sha256;
};

Result<std::vector<PartBundle>> BundlesOf(const Database& part) {
  Statement rows = part.Prepare("SELECT id, name, sha256 FROM bundle ORDER BY id");
  std::vector<PartBundle> bundles;
  while (rows.Step()) bundles.push_back({rows.Int(0), rows.Text(1), rows.Text(2)});
  if (!rows.error().empty()) return Error{"case file: " + rows.error()};
  return bundles;
}

Result<void> MergePart(const std::string& path, Archive& archive, Tally& tally) {
  if (const auto whole = CheckWhole(path); !whole) {
    LogWarning(Redact(whole.error().message + "; left out"));
    tally.whole = false;
    return {};
  }
  TRY_ASSIGN(const Database part, Database::OpenReadOnly(path));
  TRY_ASSIGN(const std::vector<PartBundle> bundles, BundlesOf(part));
  TRY_ASSIGN(BundleCopier copier, BundleCopier::Create(part, archive.database()));
  for (const PartBundle& bundle : bundles) {
    TRY_ASSIGN(const bool together, DiagnosedTogether(part, bundle.id));
    if (together) {
      LogWarning(Redact(path + ": " + bundle.name +
                        " was diagnosed together with other bundles, by analyze; left out: "
                        "howdunit triage --db makes files that can be merged"));
      tally.whole = false;
      continue;
    }
    TRY_ASSIGN(const Archive::Merged merged, archive.Merge(copier, bundle.id, bundle.sha256));
    ++(merged == Archive::Merged::kAdded ? tally.added : tally.already_there);
  }
  TRY(archive.TakeShards(part));
  return archive.Commit();
}

// "2, 5-7": shards that were named by the number of their list, but are in no part.
Result<std::vector<std::string>> MissingShards(const Archive& archive) {
  Statement rows = archive.database().Prepare("SELECT of, number FROM shard ORDER BY of, number");
  std::map<std::int64_t, std::set<std::int64_t>> there;
  while (rows.Step()) there[rows.Int(0)].insert(rows.Int(1));
  if (!rows.error().empty()) return Error{"case file: " + rows.error()};
  std::vector<std::string> missing;
  for (const auto& [of, numbers] : there) {
    for (std::int64_t number = 1; number <= of; ++number) {
      if (!numbers.contains(number)) {
        missing.push_back(std::to_string(number) + "/" + std::to_string(of));
      }
    }
  }
  return missing;
}

std::string Some(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 20;
  if (names.size() <= kMost) return Join(names, ", ");
  return Join({names.begin(), names.begin() + kMost}, ", ") + " and " +
         std::to_string(names.size() - kMost) + " more";
}

Result<Tally> MergeAll(const Options& options, Archive& archive) {
  Tally tally;
  for (const std::string& part : options.bundles) TRY(MergePart(part, archive, tally));
  TRY_ASSIGN(const std::vector<std::string> missing, MissingShards(archive));
  if (!missing.empty()) {
    LogWarning(
        Redact("missing shards: " + Some(missing) + "; run these once more and merge again"));
    tally.whole = false;
  }
  return tally;
}

}  // namespace

Result<int> RunMergeCommand(const Options& options) {
  namespace fs = std::filesystem;
  const fs::path target(options.output);
  const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
  TRY_ASSIGN(const OutputFolder folder, OutputFolder::Open(parent.string()));
  const std::string name = target.filename().string();
  TRY(folder.CheckReplaceable(name));
  // A new file is made beside its place; one that is there grows part by part, each whole or not.
  std::error_code error;
  const bool is_new = !fs::exists(target, error);
  const std::string path = is_new ? folder.PathOf("." + name + ".partial") : options.output;
  if (is_new) unlink(path.c_str());
  const auto merge = [&]() -> Result<Tally> {
    TRY_ASSIGN(Archive archive,
               Archive::Open(path, is_new ? Durability::kNone : Durability::kDisk));
    return MergeAll(options, archive);
  };
  const auto tally = merge();
  if (!tally) {
    if (is_new) unlink(path.c_str());
    return tally.error();
  }
  if (is_new) TRY(folder.Adopt(path, name));
  LogInfo(Redact(options.output + ": " + std::to_string(tally->added) + " bundles added, " +
                 std::to_string(tally->already_there) + " were there already"));
  return tally->whole ? kDone : kIncomplete;
}

}  // namespace howdunit
