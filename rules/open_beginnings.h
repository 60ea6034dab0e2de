// What may have gone on before it was first observed.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_set>

#include "core/finding.h"
#include "store/database.h"

namespace howdunit {

// `kubectl get events` tells when an event was seen last, and not when it was seen first. Asks the
// case file at the first question only.
class OpenBeginnings {
 public:
  explicit OpenBeginnings(const Database& database) : database_(database) {}

  // Whether the finding stands on such an event.
  bool Has(const Finding& finding);

 private:
  const Database& database_;
  std::optional<std::unordered_set<std::int64_t>> sources_;  // of such events
};

}  // namespace howdunit
