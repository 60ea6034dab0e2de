// How alike two incidents are, by their traits.
#pragma once

#include <string_view>
#include <vector>

#include "core/finding.h"

namespace howdunit {

struct Likeness {
  double score = 0;  // 0 to 1; 1: every trait is shared
  std::vector<Trait> shared, only_a, only_b;
};

// Traits count by their kind: what caused it most, then symptoms and stages. Incidents whose causes
// are known and not the same, or were found by other questions, are half as alike as their traits
// are. REQUIRES: both are sorted.
Likeness Compare(const std::vector<Trait>& a, const std::vector<Trait>& b);

// From here on two incidents are called the same kind of failure: it was the best on the samples
// and their variants (docs/archive.md).
inline constexpr double kSameFailure = 0.6;

}  // namespace howdunit
