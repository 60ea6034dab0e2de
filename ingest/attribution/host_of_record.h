// The host that a record says it is of.
#pragma once

#include <variant>

#include "core/record.h"

namespace howdunit {

// What a hit, a log or a clock calls its host, constant if the record is; null if it is none of
// these.
template <typename AnyRecord>
auto HostOf(AnyRecord& record) -> decltype(&std::get<ClockRecord>(record).node) {
  if (auto* hit = std::get_if<SignatureRecord>(&record)) return &hit->node;
  if (auto* log = std::get_if<CoverageRecord>(&record)) return &log->node;
  if (auto* clock = std::get_if<ClockRecord>(&record)) return &clock->node;
  return nullptr;
}

}  // namespace howdunit
