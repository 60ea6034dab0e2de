#include "ingest/clock/zone.h"

#include <date/tz.h>

#include <algorithm>
#include <exception>

namespace howdunit {

Result<void> CheckZone(const std::string& name) {
  // The library reports by exception; none leaves this function.
  try {
    date::locate_zone(name);
    return {};
  } catch (const std::exception&) {
    return UsageError(
        "--zone: \"" + name +
        "\" is not a time zone of this system; expected a name like Europe/Berlin or UTC");
  }
}

Instant LocalToUtc(const std::string& zone, Micros local) {
  try {
    const date::local_time<std::chrono::microseconds> reading{std::chrono::microseconds(local)};
    const auto info = date::locate_zone(zone)->get_info(reading);
    const Micros first = local - std::chrono::microseconds(info.first.offset).count();
    if (info.result == date::local_info::unique) {
      return {.earliest = first, .latest = first, .basis = Basis::kZoneInferred};
    }
    const Micros second = local - std::chrono::microseconds(info.second.offset).count();
    return {.earliest = std::min(first, second),
            .latest = std::max(first, second),
            .basis = Basis::kZoneInferred};
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace howdunit
