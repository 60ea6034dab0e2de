#include "rules/causal_chains.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace howdunit {
namespace {

constexpr std::size_t kMostSteps = 12;

void AddOnce(CausalChains::Chain chain, std::vector<CausalChains::Chain>& chains) {
  if (std::find(chains.begin(), chains.end(), chain) == chains.end()) {
    chains.push_back(std::move(chain));
  }
}

}  // namespace

CausalChains::CausalChains(const std::vector<Finding>& findings) : findings_(findings) {
  causes_.resize(findings.size());
  for (std::size_t cause = 0; cause < findings.size(); ++cause) {
    for (const std::size_t effect : findings[cause].explains) {
      if (Carries(findings[cause])) causes_[effect].push_back(cause);
    }
  }
  // Among equally certain causes the one that leads furthest comes first, and of those of one rule
  // the one that began last: the second member that fails takes the quorum.
  std::vector<std::size_t> depth(findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    std::set<std::size_t> path;
    depth[i] = Depth(i, path);
  }
  for (std::vector<std::size_t>& list : causes_) {
    std::stable_sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) {
      const Finding& one = findings_[a];
      const Finding& other = findings_[b];
      return std::tie(one.verdict, depth[b], one.rule, other.span.first_earliest, a) <
             std::tie(other.verdict, depth[a], other.rule, one.span.first_earliest, b);
    });
  }
}

std::vector<CausalChains::Chain> CausalChains::Of(const std::vector<std::size_t>& members) const {
  std::vector<Chain> roots;
  std::vector<Chain> consequences;
  const bool seen = HoldsSymptom(members);
  for (const std::size_t start : members) {
    if (findings_[start].kind != (seen ? "symptom" : "cause") || !Carries(findings_[start])) {
      continue;
    }
    // The chain starts further out.
    std::set<std::size_t> visited;
    if (seen ? LeadsToSymptom(start, visited) : ExplainsAny(start)) continue;
    const Chain path = Follow(start);
    std::size_t last_symptom = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (findings_[path[i]].kind == "symptom") last_symptom = i;
    }
    const auto middle = path.begin() + static_cast<std::ptrdiff_t>(last_symptom);
    AddOnce({middle, path.end()}, roots);
    if (last_symptom > 0) AddOnce({path.begin(), middle + 1}, consequences);
  }
  roots.insert(roots.end(), consequences.begin(), consequences.end());
  return roots;
}

bool CausalChains::HoldsSymptom(const std::vector<std::size_t>& members) const {
  return std::any_of(members.begin(), members.end(), [&](std::size_t member) {
    return findings_[member].kind == "symptom" && Carries(findings_[member]);
  });
}

bool CausalChains::EndsChain(std::size_t finding) const {
  return Carries(findings_[finding]) &&
         std::all_of(causes_[finding].begin(), causes_[finding].end(),
                     [&](std::size_t i) { return findings_[i].kind == "risk"; });
}

bool CausalChains::IsRoot(std::size_t finding) const {
  return findings_[finding].kind == "cause" && EndsChain(finding);
}

bool CausalChains::IsUnexplained(std::size_t finding) const {
  return findings_[finding].kind == "symptom" && EndsChain(finding);
}

bool CausalChains::LeadsToSymptom(std::size_t finding, std::set<std::size_t>& visited) const {
  const std::vector<std::size_t>& effects = findings_[finding].explains;
  return std::any_of(effects.begin(), effects.end(), [&](std::size_t effect) {
    return visited.insert(effect).second && Carries(findings_[effect]) &&
           (findings_[effect].kind == "symptom" || LeadsToSymptom(effect, visited));
  });
}

bool CausalChains::ExplainsAny(std::size_t finding) const {
  const std::vector<std::size_t>& effects = findings_[finding].explains;
  return std::any_of(effects.begin(), effects.end(),
                     [&](std::size_t effect) { return Carries(findings_[effect]); });
}

std::size_t CausalChains::Depth(std::size_t finding, std::set<std::size_t>& path) const {
  if (path.size() >= kMostSteps || !path.insert(finding).second) return 0;
  std::size_t most = 0;
  for (const std::size_t cause : causes_[finding]) most = std::max(most, 1 + Depth(cause, path));
  path.erase(finding);
  return most;
}

CausalChains::Chain CausalChains::Follow(std::size_t start) const {
  Chain path = {start};
  std::set<std::size_t> seen = {start};
  while (!causes_[path.back()].empty()) {
    const std::size_t next = causes_[path.back()].front();
    if (!seen.insert(next).second) break;
    path.push_back(next);
  }
  return path;
}

}  // namespace howdunit
