// Where the bundles of archives are merged into: another archive, or a central store.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "store/archive.h"
#include "store/database.h"

namespace howdunit {

// What is taken from one part. It is there when Finish() succeeded, all of it; otherwise nothing
// is.
class PartMerge {
 public:
  PartMerge() = default;
  virtual ~PartMerge() = default;
  PartMerge(const PartMerge&) = delete;
  PartMerge& operator=(const PartMerge&) = delete;

  enum class Merged { kAdded, kAlreadyThere };
  // Adds a bundle of the part, unless one with its hash is there.
  virtual Result<Merged> Add(std::int64_t bundle, std::string_view sha256) = 0;
  virtual Result<void> NoteShard(const ShardNote& shard) = 0;
  virtual Result<void> Finish() = 0;
};

class MergeTarget {
 public:
  MergeTarget() = default;
  virtual ~MergeTarget() = default;
  MergeTarget(const MergeTarget&) = delete;
  MergeTarget& operator=(const MergeTarget&) = delete;

  // One at a time. The part and this outlive what is returned; `path` of the part is for errors.
  // REQUIRES: CheckWhole() found nothing wrong with it.
  virtual Result<std::unique_ptr<PartMerge>> Begin(const Database& part,
                                                   const std::string& path) = 0;
  // All that are there.
  virtual Result<std::vector<ShardNote>> Shards() = 0;
};

}  // namespace howdunit
