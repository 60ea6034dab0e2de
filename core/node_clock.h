// What is known of the clocks that wrote the evidence.
#pragma once

#include <cstdint>
#include <string>

#include "core/record.h"

namespace howdunit {

// The clock of a node (or, with an empty node, of the workstation) against UTC.
struct NodeClock {
  Redacted node;
  Micros offset = 0;
  std::string basis;  // "containerd log offset", "date output", "--zone", "assumed"
  std::string zone;   // IANA name if given by --zone
  std::string member;
  std::int64_t line = 0;
};

// How far a node's clock is ahead of the API server's: events carry a stamp of each.
struct NodeSkew {
  Redacted node;
  Micros least = 0;  // certain: an event cannot be written down before it was sent
  Micros most = 0;   // if the quickest of its events took no more than two seconds
  std::int64_t events = 0;
  Source source;  // the quickest event
};

}  // namespace howdunit
