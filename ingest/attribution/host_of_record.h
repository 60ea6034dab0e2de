// The hosts that records say they are of.
#pragma once

#include "ingest/kept_records.h"

namespace howdunit {

// Calls `visit` with what each hit, each log and each clock calls its host; constant if `records`,
// which are a member's KeptRecords, are.
template <typename Records, typename Visit>
void ForEachHost(Records& records, Visit visit) {
  for (auto& one : records.template Of<SignatureRecord>()) visit(one.record.node);
  for (auto& one : records.template Of<CoverageRecord>()) visit(one.record.node);
  for (auto& one : records.template Of<ClockRecord>()) visit(one.record.node);
}

}  // namespace howdunit
