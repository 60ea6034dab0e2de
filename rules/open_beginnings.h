// What may have gone on before it was first observed.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

#include "core/finding.h"
#include "core/time.h"
#include "store/database.h"

namespace howdunit {

// `kubectl get events` tells when an event was seen last, and not when it was seen first; a log
// whose first line already tells of something may have been cut there. Asks the case file at the
// first question only.
class OpenBeginnings {
 public:
  explicit OpenBeginnings(const Database& database) : database_(database) {}

  // Whether the finding stands on such an event, or begins with such a log.
  bool Has(const Finding& finding);

 private:
  // What the case file says of this.
  struct Known {
    std::unordered_set<std::int64_t> events;               // sources of such events
    std::set<std::pair<std::int64_t, Micros>> beginnings;  // of logs: member and moment
    Statement member_of;                                   // a source's
  };

  Known Ask() const;
  bool BeginsLog(std::int64_t source, Micros moment);

  const Database& database_;
  std::optional<Known> known_;
};

}  // namespace howdunit
