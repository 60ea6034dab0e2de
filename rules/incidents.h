// Findings that belong together, and the chains of "how did …?" through them.
#pragma once

#include <vector>

#include "core/finding.h"
#include "rules/evaluate.h"

namespace howdunit {

// Fills Finding::explains: a cause that holds (confirmed, likely or possible) and
// names the effect's rule, whose subject agrees, that did not start after it, and that
// some bundle shows together with it.
void LinkCauses(std::vector<Evaluated>& findings);

// Groups linked findings into incidents, with their root causes and chains. A
// chain follows the strongest cause of each step and ends where the evidence does.
std::vector<Incident> BuildIncidents(const std::vector<Finding>& findings);

}  // namespace howdunit
