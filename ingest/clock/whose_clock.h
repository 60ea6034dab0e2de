// Whose clock stamped a record, as a key to the bundle's zones: the name of a node, kUtcClock, or
// that of one log, whose writer may have run in a container or on its host.
#pragma once

#include <string>
#include <string_view>

#include "ingest/read_member.h"

namespace howdunit {

// Logs of containers are written in UTC: stock images set no zone.
inline constexpr std::string_view kUtcClock = "\x01utc";

// The clock of what names no writer itself.
std::string WhoseClock(const ReadMember& read);
std::string WhoseClock(const SignatureRecord& hit, const ReadMember& read);
std::string WhoseClock(const CoverageRecord& log, const ReadMember& read);
std::string WhoseClock(const ClockRecord& clock, const ReadMember& read);
template <typename Kind>
std::string WhoseClock(const Kind& /*record*/, const ReadMember& read) {
  return WhoseClock(read);
}

// Whether a key is that of one log, and the node that this may be of; "" if it is not known.
bool IsOfOneLog(std::string_view key);
std::string HostOfLog(std::string_view key);

}  // namespace howdunit
