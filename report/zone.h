// The wall clock of a place, for the second column of a timeline. The only user
// of the date library in report/.
#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "core/time.h"

namespace date {
class time_zone;
}

namespace howdunit::report {

class Zone {
 public:
  // `name` is an IANA name: "Australia/Sydney".
  static Result<Zone> Find(const std::string& name);

  struct Reading {
    Micros offset = 0;         // ahead of UTC
    std::string abbreviation;  // "AEST"
  };
  Reading At(Micros time) const;
  const std::string& name() const { return name_; }

 private:
  Zone(std::string name, const date::time_zone* zone) : name_(std::move(name)), zone_(zone) {}
  std::string name_;
  const date::time_zone* zone_;
};

}  // namespace howdunit::report
