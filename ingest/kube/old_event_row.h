// A row of the events that `kubectl describe` printed before 1.8:
//
//   FirstSeen  LastSeen  Count  From             SubObjectPath         Type     Reason   Message
//   1h         12s       441    {kubelet k8s02}  spec.containers{web}  Warning  BackOff  Back-off …
//
// It is padded with tabs, which people lose: the row is read word by word. Its ages are cut at
// their one unit ("5m" is up to six minutes).
#pragma once

#include <optional>
#include <string_view>

#include "core/record.h"
#include "ingest/reader.h"

namespace howdunit {

bool IsOldEventsHeader(std::string_view line);

bool IsOldEventRow(std::string_view line);

// Without its object, which stands above the table. Nothing if the line is no such row.
std::optional<EventRecord> ReadOldEventRow(const Line& line);

}  // namespace howdunit
