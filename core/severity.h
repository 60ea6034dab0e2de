// How bad a finding is.
#pragma once

#include <string_view>

namespace howdunit {

// "critical" is 0, "warning" 1, any other 2.
constexpr int SeverityRank(std::string_view severity) {
  if (severity == "critical") return 0;
  return severity == "warning" ? 1 : 2;
}

}  // namespace howdunit
