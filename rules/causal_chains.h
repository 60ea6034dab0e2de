// The chains of "how did that happen?" through findings that are linked.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "core/finding.h"

namespace howdunit {

// Strong enough to carry a step of a chain.
inline bool Carries(const Finding& finding) { return finding.verdict <= Verdict::kLikely; }

// Refers to the findings it was made of, by their index.
class CausalChains {
 public:
  using Chain = std::vector<std::size_t>;

  explicit CausalChains(const std::vector<Finding>& findings);

  // Chains of the incident's findings: first those that start at the symptom
  // nearest to a root, then what follows from that symptom. Without a symptom, they start at what
  // explains nothing else.
  std::vector<Chain> Of(const std::vector<std::size_t>& members) const;

  bool HoldsSymptom(const std::vector<std::size_t>& members) const;

  // A cause that nothing else explains. A risk behind it is what made it possible: the chain goes
  // on to it, but it is not what failed.
  bool IsRoot(std::size_t finding) const;

  // A symptom that nothing explains.
  bool IsUnexplained(std::size_t finding) const;

 private:
  bool EndsChain(std::size_t finding) const;
  // Whether a symptom follows from a finding, however far. Causes alone do not end a chain.
  bool LeadsToSymptom(std::size_t finding, std::set<std::size_t>& visited) const;
  bool ExplainsAny(std::size_t finding) const;
  // How many steps of causes stand behind a finding, each at most once.
  std::size_t Depth(std::size_t finding, std::set<std::size_t>& path) const;
  // The strongest cause of each step.
  Chain Follow(std::size_t start) const;

  const std::vector<Finding>& findings_;
  std::vector<std::vector<std::size_t>> causes_;  // of each finding, strongest first
};

}  // namespace howdunit
