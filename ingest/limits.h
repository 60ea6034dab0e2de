// How much of a bundle is read. Every limit that is hit is reported on the
// member or the bundle, and makes the exit code 3: nothing is dropped in silence.
#pragma once

#include <cstdint>

#include "core/time.h"

namespace howdunit {

struct Limits {
  std::int64_t members = 200'000;              // a bundle with more is read that far
  std::int64_t member_bytes = 2LL << 30;       // logical size; the rest of the member is not read
  std::int64_t bundle_bytes = 32LL << 30;      // inflated, all members together
  std::int64_t ratio_free_bytes = 64LL << 20;  // inflated bytes before ratios are looked at
  std::int64_t ratio = 200;                    // inflated : compressed, of an archive
  std::int64_t path_bytes = 4096;
  std::int64_t path_depth = 64;
  std::int64_t line_bytes = 1LL << 20;       // the rest of the line is counted, not kept
  std::int64_t document_bytes = 64LL << 20;  // one YAML or JSON text
  std::int64_t records = 2'000'000;          // kept of one bundle
  std::int64_t records_held = 2048;   // events, pods and hits in memory: not lost beyond
  std::int64_t excerpt_bytes = 2000;  // of the text kept with a record
};

}  // namespace howdunit
