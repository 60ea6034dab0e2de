// Whether a finding holds, and in which bundles of its cluster.
#pragma once

#include <cstdint>
#include <vector>

#include "core/finding.h"

namespace howdunit {

inline bool Holds(Verdict verdict) { return verdict <= Verdict::kPossible; }
inline bool Holds(const Finding& finding) { return Holds(finding.verdict); }

bool HoldsIn(const Finding& finding, std::int64_t bundle);

// Whether some bundle shows both.
bool HoldTogether(const Finding& one, const Finding& other);

// Whether some bundle shows the other and leaves this one undetermined.
bool IsOpenBeside(const Finding& one, const Finding& other);

// How `bundle` answers, in the words of the checks that led to `verdict` there.
Standing MakeStanding(std::int64_t bundle, Verdict verdict, const std::vector<CheckResult>& checks);

}  // namespace howdunit
