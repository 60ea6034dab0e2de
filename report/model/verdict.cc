#include "report/model/verdict.h"

#include <algorithm>
#include <array>

namespace howdunit::report {

int VerdictRank(const std::string& verdict) {
  constexpr std::array kOrder = std::to_array<std::string_view>(
      {"confirmed", "likely", "possible", "ruled-out", "undetermined"});
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), verdict) - kOrder.begin());
}

bool IsStrong(const Finding& finding) {
  return finding.verdict == "confirmed" || finding.verdict == "likely";
}

}  // namespace howdunit::report
