// What --profile prints.
#pragma once

#include <string>

#include "core/profile.h"

namespace howdunit {

// A row for each stage, with bytes and rate where it counts them, then the costly parts:
//   where the time went (1.204 s)
//     inflate   0.231 s   19 %   268.1 MB   1160.6 MB/s
//     rules     0.110 s    9 %
//       node-lost   0.061 s
std::string FormatProfile(const Profile& profile);

}  // namespace howdunit
