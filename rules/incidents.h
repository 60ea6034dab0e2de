// Findings that belong together.
#pragma once

#include <vector>

#include "core/finding.h"

namespace howdunit {

// Groups linked findings into incidents, with their root causes and chains. A
// chain follows the strongest cause of each step and ends where the evidence does.
// The same root at the same time on several nodes is one incident, and so is the same symptom of no
// known cause that began on them within a minute. What is critical comes first, then what is
// understood, then what shows in more ways; how often something was logged, or of how many pods,
// moves none forward.
std::vector<Incident> BuildIncidents(const std::vector<Finding>& findings);

}  // namespace howdunit
