// Which findings are behind which.
#pragma once

#include <functional>
#include <vector>

#include "rules/evaluate.h"

namespace howdunit {

// Fills Finding::explains: a cause that holds (confirmed, likely or possible) and
// names the effect's rule, whose subject agrees, that did not start after it, and that
// some bundle shows together with it. Finding::would_explain is the same of a cause that is
// undetermined.
// `begins_open` says of a finding that it may have gone on before it was first observed: that
// reaches back to effects that were still seen in the day before.
void LinkCauses(std::vector<Evaluated>& findings,
                const std::function<bool(const Finding&)>& begins_open);

}  // namespace howdunit
