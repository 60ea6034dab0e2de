// When a bundle was captured, as far as it says so itself.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ingest/bundle_roots.h"
#include "ingest/read_member.h"

namespace howdunit {

struct Capture {
  Instant instant;                     // unknown if nothing tells it
  std::string basis;                   // "date output", "newest stated stamp", …
  const ReadMember* member = nullptr;  // that tells it; none if no member does
  bool may_be_later = false;           // it is the newest moment that is stated, or told by ages
  bool by_age = false;  // … by what systemctl says since when something is, and how long
  bool only_lower_bound = false;  // … of something that only had begun: it may be much later
  std::map<const ReadMember*, Instant> dates_of;  // from the first to the last `date` in a member
};

// A wall clock's reading on a node as a range of UTC; unknown if it has no year.
using ToInstant = std::function<Instant(const Stamp& stamp, const std::string& node)>;

// By what `date` printed, or the names of the archives, or the ages that systemctl prints beside
// the times that they count from, or what is stated at last, or the times of the files. `members`
// outlive what is found.
Capture FindCaptureOf(const std::vector<ReadMember>& members, const std::vector<BundleRoot>& roots,
                      const ToInstant& to_instant);

}  // namespace howdunit
