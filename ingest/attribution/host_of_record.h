// The hosts that records say they are of.
#pragma once

#include <type_traits>

#include "ingest/kept_records.h"

namespace howdunit {

// What a hit, a log or a clock calls its host, constant if the record is.
template <typename Kind>
requires(std::is_same_v<std::remove_const_t<Kind>, SignatureRecord> ||
         std::is_same_v<std::remove_const_t<Kind>, CoverageRecord> ||
         std::is_same_v<std::remove_const_t<Kind>, ClockRecord>) auto& HostOf(Kind& record) {
  return record.node;
}

// Calls `visit` with what each hit, each log and each clock calls its host; constant if `records`,
// which are a member's KeptRecords, are.
template <typename Records, typename Visit>
void ForEachHost(Records& records, Visit visit) {
  for (auto& one : records.template Of<SignatureRecord>()) visit(HostOf(one.record));
  for (auto& one : records.template Of<CoverageRecord>()) visit(HostOf(one.record));
  for (auto& one : records.template Of<ClockRecord>()) visit(HostOf(one.record));
}

}  // namespace howdunit
