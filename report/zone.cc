#include "report/zone.h"

#include <date/tz.h>

#include <chrono>
#include <exception>

namespace howdunit::report {

Result<Zone> Zone::Find(const std::string& name) {
  try {
    return Zone(name, date::locate_zone(name));
  } catch (const std::exception&) {
    return UsageError("unknown time zone \"" + name +
                      "\"; give an IANA name such as Australia/Sydney (package tzdata)");
  }
}

Zone::Reading Zone::At(Micros time) const {
  const date::sys_seconds second{
      std::chrono::floor<std::chrono::seconds>(std::chrono::microseconds{time})};
  const date::sys_info info = zone_->get_info(second);
  return {info.offset.count() * kSecond, info.abbrev};
}

}  // namespace howdunit::report
