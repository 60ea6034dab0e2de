#include "rules/incidents.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/time.h"
#include "rules/causal_chains.h"
#include "rules/span.h"
#include "rules/standing.h"

namespace howdunit {
namespace {

// Findings in groups; each group is named by its smallest.
class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  std::size_t Of(std::size_t i) const {
    while (parent_[i] != i) i = parent_[i];
    return i;
  }

  void Join(std::size_t one, std::size_t other) {
    const std::size_t a = Of(one);
    const std::size_t b = Of(other);
    parent_[std::max(a, b)] = std::min(a, b);
  }

  std::vector<std::size_t> Members(std::size_t group) const {
    std::vector<std::size_t> members;
    for (std::size_t i = group; i < parent_.size(); ++i) {
      if (Of(i) == group) members.push_back(i);
    }
    return members;
  }

 private:
  std::vector<std::size_t> parent_;
};

// What a finding says and of what, wherever it is.
using Kind = std::pair<std::string_view, Subject>;

Kind KindOf(const Finding& finding) {
  Subject subject = finding.subject;
  subject.node = Redacted();
  return {finding.rule, std::move(subject)};
}

// What is not known may be anything.
bool MayOverlap(const Span& one, const Span& other) {
  const auto ended_before = [](const Span& a, const Span& b) {
    return a.last_latest && b.first_earliest && *a.last_latest < *b.first_earliest;
  };
  return !ended_before(one, other) && !ended_before(other, one);
}

// Whether both are known to have begun within a minute.
bool BeginTogether(const Span& one, const Span& other) {
  if (!one.first_earliest || !one.first_latest || !other.first_earliest || !other.first_latest) {
    return false;
  }
  return std::max(*one.first_latest, *other.first_latest) -
             std::min(*one.first_earliest, *other.first_earliest) <=
         kMinute;
}

class IncidentBuilder {
 public:
  explicit IncidentBuilder(const std::vector<Finding>& findings)
      : findings_(findings), chains_(findings), groups_(findings.size()) {
    // Candidates that were ruled out or not decided join the incident of what they would explain
    // through the report's table, not here.
    for (std::size_t cause = 0; cause < findings.size(); ++cause) {
      for (const std::size_t effect : findings[cause].explains) groups_.Join(cause, effect);
    }
    JoinNodes();
  }

  std::vector<Incident> Build() const {
    // Where no symptom is in the evidence, a cause that holds is what happened. Beside symptoms it
    // may be long over, or of no effect: then it is a finding among others.
    std::vector<std::size_t> all(findings_.size());
    std::iota(all.begin(), all.end(), 0);
    const bool any_seen = chains_.HoldsSymptom(all);
    std::vector<Incident> incidents;
    for (const std::size_t i : all) {
      if (groups_.Of(i) != i) continue;
      const std::vector<std::size_t> members = groups_.Members(i);
      const bool known = !any_seen && std::any_of(members.begin(), members.end(), [&](auto member) {
        return findings_[member].kind == "cause" && Carries(findings_[member]);
      });
      if (known || chains_.HoldsSymptom(members)) incidents.push_back(Describe(members));
    }
    std::stable_sort(incidents.begin(), incidents.end(),
                     [&](const Incident& a, const Incident& b) { return Weight(a) > Weight(b); });
    for (std::size_t i = 0; i < incidents.size(); ++i)
      incidents[i].name = "I" + std::to_string(i + 1);
    return incidents;
  }

 private:
  // What failed on several nodes at one time for one reason is not several incidents, nor is what
  // began on them within a minute for a reason that nobody knows.
  void JoinNodes() {
    std::map<std::size_t, std::optional<Span>> seen;  // of each group, before any are joined
    std::map<Kind, std::vector<std::size_t>> ends;    // of chains, on each node
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      const bool ends_chain = chains_.IsRoot(i) || chains_.IsUnexplained(i);
      if (!ends_chain || findings_[i].subject.node.empty()) continue;
      const auto [group, is_new] = seen.try_emplace(groups_.Of(i));
      if (is_new) {
        const std::vector<std::size_t> members = groups_.Members(group->first);
        if (chains_.HoldsSymptom(members)) group->second = SpanOf(members);
      }
      if (group->second) ends[KindOf(findings_[i])].push_back(i);
    }
    Groups joined = groups_;
    for (const auto& [kind, nodes] : ends) {
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          const std::size_t one = groups_.Of(nodes[j]);
          const std::size_t other = groups_.Of(nodes[i]);
          if (joined.Of(one) != joined.Of(other) && AreOneFailure(nodes[j], nodes[i]) &&
              MayOverlap(*seen[one], *seen[other])) {
            joined.Join(one, other);
          }
        }
      }
    }
    groups_ = std::move(joined);
  }

  // Of two ends of chains that say the same of two nodes.
  bool AreOneFailure(std::size_t one, std::size_t other) const {
    if (!HoldTogether(findings_[one], findings_[other])) return false;
    if (chains_.IsRoot(one) != chains_.IsRoot(other)) return false;
    return chains_.IsRoot(one) || BeginTogether(findings_[one].span, findings_[other].span);
  }

  static bool IsSeen(const Incident& incident) {
    return std::any_of(incident.findings.begin(), incident.findings.end(),
                       [](const IncidentFinding& member) { return member.role == "symptom"; });
  }

  std::string RoleOf(std::size_t member) const {
    const Finding& finding = findings_[member];
    if (!Carries(finding)) return "considered";
    if (finding.kind == "symptom") return "symptom";
    return chains_.IsRoot(member) ? "root" : "link";
  }

  // When the failure was seen, or else when its roots were; conditions that made it possible are
  // older.
  Span SpanOf(const std::vector<std::size_t>& members) const {
    const std::string telling = chains_.HoldsSymptom(members) ? "symptom" : "root";
    Span span;
    for (const std::size_t member : members) {
      if (RoleOf(member) == telling) Widen(span, findings_[member].span);
    }
    return span;
  }

  Incident Describe(const std::vector<std::size_t>& members) const {
    Incident incident;
    incident.span = SpanOf(members);
    for (const std::size_t member : members) {
      incident.findings.push_back({.finding = member, .role = RoleOf(member)});
    }
    incident.chains = chains_.Of(members);
    return incident;
  }

  // The greater comes first.
  std::tuple<bool, bool, std::size_t, std::size_t> Weight(const Incident& incident) const {
    const bool seen = IsSeen(incident);
    bool critical = false;
    bool understood = false;
    std::set<std::string_view> kinds;
    for (const IncidentFinding& member : incident.findings) {
      const Finding& finding = findings_[member.finding];
      understood |= member.role == "root";
      if (member.role != (seen ? "symptom" : "root")) continue;
      critical |= finding.severity == "critical";
      kinds.insert(finding.rule);
    }
    std::size_t longest = 0;
    for (const auto& chain : incident.chains) longest = std::max(longest, chain.size());
    return {critical, understood, kinds.size(), longest};
  }

  const std::vector<Finding>& findings_;
  CausalChains chains_;
  Groups groups_;
};

}  // namespace

std::vector<Incident> BuildIncidents(const std::vector<Finding>& findings) {
  return IncidentBuilder(findings).Build();
}

}  // namespace howdunit
