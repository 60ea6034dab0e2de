// howdunit query: SQL over a case file, read-only and fenced.
#pragma once

#include <cstdint>
#include <istream>
#include <ostream>

#include "cli/options.h"
#include "core/result.h"
#include "store/query_fence.h"

namespace howdunit {

// What a query may cost, and how much of its answer is written.
struct QueryLimits {
  QueryFence fence = {.steps = 300'000'000, .memory = 512 << 20};
  int seconds = 10;               // of the processor's time
  std::size_t row = 16 << 20;     // bytes of a row's texts
  std::size_t answer = 64 << 20;  // bytes of all; a cell counts for at least 32
};

Result<int> RunQueryCommand(const Options& options);

// The same, with SQL from `in` if that was asked for, and the answer to `out`.
Result<int> Query(const Options& options, const QueryLimits& limits, std::istream& in,
                  std::ostream& out);

}  // namespace howdunit
