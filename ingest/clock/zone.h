// Time zones by name, from the system's tzdata.
#pragma once

#include <string>

#include "core/result.h"
#include "core/time.h"

namespace howdunit {

// Checks that the zone exists ("Australia/Brisbane", "UTC").
Result<void> CheckZone(const std::string& name);

// The UTC moments that a wall clock reading in `zone` can mean: two in the hour
// that repeats (the range spans them), and for a reading in the hour that is
// skipped the range around the jump. REQUIRES: CheckZone(zone).
Instant LocalToUtc(const std::string& zone, Micros local);

}  // namespace howdunit
