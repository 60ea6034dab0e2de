#include "cli/archive/merge_parts.h"

#include <map>
#include <set>

#include "core/log.h"
#include "core/text.h"
#include "store/check_whole.h"
#include "store/copy_bundle.h"

namespace howdunit {
namespace {

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

Result<void> MergePart(const std::string& path, MergeTarget& target, MergeTally& tally) {
  if (const auto whole = CheckWhole(path); !whole) {
    LogWarning(Redact(whole.error().message + "; left out"));
    tally.whole = false;
    return {};
  }
  TRY_ASSIGN(const Database part, Database::OpenReadOnly(path));
  TRY_ASSIGN(const std::vector<PartBundle> bundles, BundlesOf(part));
  TRY_ASSIGN(const std::vector<ShardNote> shards, ReadShards(part));
  TRY_ASSIGN(const std::unique_ptr<PartMerge> merge, target.Begin(part, path));
  for (const PartBundle& bundle : bundles) {
    TRY_ASSIGN(const bool together, DiagnosedTogether(part, bundle.id));
    if (together) {
      LogWarning(Redact(path + ": " + bundle.name +
                        " was diagnosed together with other bundles, by analyze; left out: "
                        "howdunit triage --db makes files that can be merged"));
      tally.whole = false;
      continue;
    }
    TRY_ASSIGN(const PartMerge::Merged merged, merge->Add(bundle.id, bundle.sha256));
    ++(merged == PartMerge::Merged::kAdded ? tally.added : tally.already_there);
  }
  for (const ShardNote& shard : shards) TRY(merge->NoteShard(shard));
  return merge->Finish();
}

// Shards that were named by the number of their list, but are in no part.
std::vector<std::string> Missing(const std::vector<ShardNote>& shards) {
  std::map<std::int64_t, std::set<std::int64_t>> there;
  for (const ShardNote& shard : shards) there[shard.of].insert(shard.number);
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

}  // namespace

Result<MergeTally> MergeParts(const std::vector<std::string>& parts, MergeTarget& target) {
  MergeTally tally;
  for (const std::string& part : parts) TRY(MergePart(part, target, tally));
  TRY_ASSIGN(const std::vector<ShardNote> shards, target.Shards());
  const std::vector<std::string> missing = Missing(shards);
  if (!missing.empty()) {
    LogWarning(
        Redact("missing shards: " + Some(missing) + "; run these once more and merge again"));
    tally.whole = false;
  }
  return tally;
}

}  // namespace howdunit
