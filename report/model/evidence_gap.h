// Evidence that a review lacks.
#pragma once

#include <string>
#include <vector>

#include "report/model/review.h"

namespace howdunit::report {

struct EvidenceGap {
  std::string needs;
  std::string command;  // that gets it; '' if there is none
  int rank = 0;         // of the strongest verdict that it might change
  std::vector<const Finding*> findings;
};

// Missing evidence, each once, the most telling first: what would settle a likely
// explanation, then what would settle most of them.
std::vector<EvidenceGap> EvidenceGapsOf(const Review& review);

}  // namespace howdunit::report
