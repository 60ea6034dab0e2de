// A slice of a list of bundles, for work on several machines that do not talk to each other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace howdunit {

struct Shard {
  std::int64_t number = 1;  // from 1
  std::int64_t of = 1;
};

// "3/8"; or "auto", from what Slurm tells the tasks of an array (SLURM_ARRAY_TASK_ID, _MIN, _COUNT)
// or Kubernetes the pods of an Indexed Job (JOB_COMPLETION_INDEX, and JOB_COMPLETIONS, which its
// manifest has to set).
Result<Shard> ParseShard(const std::string& text);

// Whether the bundle found by `path` is in the slice. It depends on the path alone, so that a
// bundle more or less moves no other.
bool IsIn(const Shard& shard, std::string_view path);

}  // namespace howdunit
