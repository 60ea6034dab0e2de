// The loop over the parts of a merge, wherever they go.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "store/merge_target.h"

namespace howdunit {

struct MergeTally {
  std::int64_t added = 0;
  std::int64_t already_there = 0;
  bool whole = true;  // all parts could be read, and no shard is missing
};

// A part that is damaged and a bundle that cannot be taken are left out, and shards that are
// missing looked for at the end; each is said in the log.
Result<MergeTally> MergeParts(const std::vector<std::string>& parts, MergeTarget& target);

}  // namespace howdunit
