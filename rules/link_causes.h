// Which findings are behind which.
#pragma once

#include <vector>

#include "rules/evaluate.h"

namespace howdunit {

// Fills Finding::explains: a cause that holds (confirmed, likely or possible) and
// names the effect's rule, whose subject agrees, that did not start after it, and that
// some bundle shows together with it.
void LinkCauses(std::vector<Evaluated>& findings);

}  // namespace howdunit
