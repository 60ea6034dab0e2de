// Evidence that a review lacks.
#pragma once

#include <string>
#include <string_view>
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
// explanation, then what would settle most of them. What another one's command gets too counts as
// that one.
std::vector<EvidenceGap> EvidenceGapsOf(const Review& review);

// Whether `command` runs `part` as well: it is the same, or some of its statements, parted by ";".
bool RunsToo(std::string_view command, std::string_view part);

}  // namespace howdunit::report
