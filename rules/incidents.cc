#include "rules/incidents.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <tuple>

#include "rules/span.h"
#include "rules/standing.h"

namespace howdunit {
namespace {

struct Column {
  std::string_view name;
  Redacted Subject::*value;
};

constexpr std::array kColumns = std::to_array<Column>({
    {"node", &Subject::node},
    {"namespace", &Subject::space},
    {"pod", &Subject::pod},
    {"workload", &Subject::workload},
    {"component", &Subject::component},
});

bool SubjectsAgree(const Subject& cause, const Subject& effect,
                   const std::vector<std::string>& on) {
  for (const Column& column : kColumns) {
    const Redacted& a = cause.*column.value;
    const Redacted& b = effect.*column.value;
    if (on.empty()) {
      if (!a.empty() && !b.empty() && a != b) return false;
    } else if (std::find(on.begin(), on.end(), column.name) != on.end() && a != b) {
      return false;
    }
  }
  return true;
}

// A cause must not start after its effect; ranges that overlap do not say so.
bool StartsAfter(const Finding& cause, const Finding& effect) {
  return cause.span.first_earliest && effect.span.first_latest &&
         *cause.span.first_earliest > *effect.span.first_latest;
}

// Whether the cause had ended, for longer than it can work on, when the effect began.
bool EndedBefore(const Finding& cause, const Finding& effect, std::int64_t within) {
  return within > 0 && cause.span.last_latest && effect.span.first_earliest &&
         *cause.span.last_latest + within * kMinute < *effect.span.first_earliest;
}

// Strong enough to carry a step of a chain.
bool Carries(const Finding& finding) { return finding.verdict <= Verdict::kLikely; }

class ChainBuilder {
 public:
  static constexpr std::size_t kMostSteps = 12;

  explicit ChainBuilder(const std::vector<Finding>& findings) : findings_(findings) {
    causes_.resize(findings.size());
    for (std::size_t cause = 0; cause < findings.size(); ++cause) {
      for (const std::size_t effect : findings[cause].explains) {
        if (Carries(findings[cause])) causes_[effect].push_back(cause);
      }
    }
    // Among equally certain causes the one that leads furthest comes first.
    std::vector<std::size_t> depth(findings.size());
    for (std::size_t i = 0; i < findings.size(); ++i) {
      std::set<std::size_t> path;
      depth[i] = Depth(i, path);
    }
    for (std::vector<std::size_t>& list : causes_) {
      std::stable_sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple(findings_[a].verdict, depth[b], a) <
               std::tuple(findings_[b].verdict, depth[a], b);
      });
    }
  }

  // Chains of the incident's findings: first those that start at the symptom
  // nearest to a root, then what follows from that symptom. Without a symptom, they start at what
  // explains nothing else.
  std::vector<std::vector<std::size_t>> Chains(const std::vector<std::size_t>& members) const {
    std::vector<std::vector<std::size_t>> roots;
    std::vector<std::vector<std::size_t>> consequences;
    const auto add = [](std::vector<std::vector<std::size_t>>& chains,
                        std::vector<std::size_t> chain) {
      if (std::find(chains.begin(), chains.end(), chain) == chains.end()) {
        chains.push_back(std::move(chain));
      }
    };
    const bool seen = HoldsSymptom(members);
    for (const std::size_t start : members) {
      if (findings_[start].kind != (seen ? "symptom" : "cause") || !Carries(findings_[start])) {
        continue;
      }
      // The chain starts further out.
      std::set<std::size_t> visited;
      if (seen ? LeadsToSymptom(start, visited) : ExplainsAny(start)) continue;
      const std::vector<std::size_t> path = Follow(start);
      std::size_t last_symptom = 0;
      for (std::size_t i = 0; i < path.size(); ++i) {
        if (findings_[path[i]].kind == "symptom") last_symptom = i;
      }
      const auto middle = path.begin() + static_cast<std::ptrdiff_t>(last_symptom);
      add(roots, {middle, path.end()});
      if (last_symptom > 0) add(consequences, {path.begin(), middle + 1});
    }
    roots.insert(roots.end(), consequences.begin(), consequences.end());
    return roots;
  }

  bool HoldsSymptom(const std::vector<std::size_t>& members) const {
    return std::any_of(members.begin(), members.end(), [&](std::size_t member) {
      return findings_[member].kind == "symptom" && Carries(findings_[member]);
    });
  }

  // A cause that nothing else explains. A risk behind it is what made it possible: the chain goes
  // on to it, but it is not what failed.
  bool IsRoot(std::size_t finding) const {
    return findings_[finding].kind == "cause" && Carries(findings_[finding]) &&
           std::all_of(causes_[finding].begin(), causes_[finding].end(),
                       [&](std::size_t i) { return findings_[i].kind == "risk"; });
  }

 private:
  // Whether a symptom follows from a finding, however far. Causes alone do not end a chain.
  bool LeadsToSymptom(std::size_t finding, std::set<std::size_t>& visited) const {
    const std::vector<std::size_t>& effects = findings_[finding].explains;
    return std::any_of(effects.begin(), effects.end(), [&](std::size_t effect) {
      return visited.insert(effect).second && Carries(findings_[effect]) &&
             (findings_[effect].kind == "symptom" || LeadsToSymptom(effect, visited));
    });
  }

  bool ExplainsAny(std::size_t finding) const {
    const std::vector<std::size_t>& effects = findings_[finding].explains;
    return std::any_of(effects.begin(), effects.end(),
                       [&](std::size_t effect) { return Carries(findings_[effect]); });
  }

  // How many steps of causes stand behind a finding, each at most once.
  std::size_t Depth(std::size_t finding, std::set<std::size_t>& path) const {
    if (path.size() >= kMostSteps || !path.insert(finding).second) return 0;
    std::size_t most = 0;
    for (const std::size_t cause : causes_[finding]) most = std::max(most, 1 + Depth(cause, path));
    path.erase(finding);
    return most;
  }

  std::vector<std::size_t> Follow(std::size_t start) const {
    std::vector<std::size_t> path = {start};
    std::set<std::size_t> seen = {start};
    while (!causes_[path.back()].empty()) {
      const std::size_t next = causes_[path.back()].front();
      if (!seen.insert(next).second) break;
      path.push_back(next);
    }
    return path;
  }

  const std::vector<Finding>& findings_;
  std::vector<std::vector<std::size_t>> causes_;  // of each finding, strongest first
};

}  // namespace

void LinkCauses(std::vector<Evaluated>& findings) {
  for (std::size_t cause = 0; cause < findings.size(); ++cause) {
    Finding& finding = findings[cause].finding;
    if (!Holds(finding)) continue;
    for (const Explains& explains : findings[cause].rule->explains) {
      for (std::size_t effect = 0; effect < findings.size(); ++effect) {
        const Finding& other = findings[effect].finding;
        if (other.rule != explains.rule || !HoldTogether(finding, other) ||
            !SubjectsAgree(finding.subject, other.subject, explains.on) ||
            StartsAfter(finding, other) || EndedBefore(finding, other, explains.within)) {
          continue;
        }
        if (std::find(finding.explains.begin(), finding.explains.end(), effect) ==
            finding.explains.end()) {
          finding.explains.push_back(effect);
        }
      }
    }
    std::sort(finding.explains.begin(), finding.explains.end());
  }
}

std::vector<Incident> BuildIncidents(const std::vector<Finding>& findings) {
  // Connected by "explains"; candidates that were ruled out or not decided join
  // the incident of what they would explain through the report's table, not here.
  std::vector<std::size_t> group(findings.size());
  std::iota(group.begin(), group.end(), 0);
  const auto find = [&](std::size_t i) {
    while (group[i] != i) i = group[i];
    return i;
  };
  for (std::size_t cause = 0; cause < findings.size(); ++cause) {
    for (const std::size_t effect : findings[cause].explains) {
      const std::size_t a = find(cause);
      const std::size_t b = find(effect);
      group[std::max(a, b)] = std::min(a, b);
    }
  }
  const ChainBuilder chains(findings);
  // Where no symptom is in the evidence, a cause that holds is what happened. Beside symptoms it
  // may be long over, or of no effect: then it is a finding among others.
  std::vector<std::size_t> all(findings.size());
  std::iota(all.begin(), all.end(), 0);
  const bool any_seen = chains.HoldsSymptom(all);
  std::vector<Incident> incidents;
  for (std::size_t first = 0; first < findings.size(); ++first) {
    if (find(first) != first) continue;
    std::vector<std::size_t> members;
    for (std::size_t i = first; i < findings.size(); ++i) {
      if (find(i) == first) members.push_back(i);
    }
    const bool seen = chains.HoldsSymptom(members);
    const bool known = !any_seen && std::any_of(members.begin(), members.end(), [&](auto member) {
      return findings[member].kind == "cause" && Carries(findings[member]);
    });
    if (!seen && !known) continue;
    Incident incident;
    for (const std::size_t member : members) {
      const Finding& finding = findings[member];
      std::string role = "link";
      if (!Carries(finding)) {
        role = "considered";
      } else if (finding.kind == "symptom") {
        role = "symptom";
      } else if (chains.IsRoot(member)) {
        role = "root";
      }
      // When the failure was seen; conditions that made it possible are older.
      if (role == (seen ? "symptom" : "root")) Widen(incident.span, finding.span);
      incident.findings.push_back({.finding = member, .role = role});
    }
    incident.chains = chains.Chains(members);
    incidents.push_back(std::move(incident));
  }
  // What is understood comes before what is only seen.
  std::stable_partition(incidents.begin(), incidents.end(), [](const Incident& incident) {
    return std::any_of(incident.findings.begin(), incident.findings.end(),
                       [](const auto& member) { return member.role == "root"; });
  });
  for (std::size_t i = 0; i < incidents.size(); ++i)
    incidents[i].name = "I" + std::to_string(i + 1);
  return incidents;
}

}  // namespace howdunit
