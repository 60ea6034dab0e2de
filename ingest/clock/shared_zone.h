// Moments of capture in a zone whose abbreviation several zones share: `date` printed "IST".
#pragma once

#include <vector>

#include "ingest/read_member.h"

namespace howdunit {

// Settles those that no node printed, where kubectl was asked at the same time on the same clock:
// the offset that it printed is one of the meanings, with which the moment is within half an hour
// of the newest that it states. They become moments of UTC, and tell the zone as others do. All
// others stay as they are.
void SettleSharedZones(std::vector<ReadMember>& members);

}  // namespace howdunit
