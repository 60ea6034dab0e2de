#include "report/model/evidence_gap.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/text.h"
#include "report/model/leading_finding.h"
#include "report/model/verdict.h"

namespace howdunit::report {
namespace {

// Whether a cause that holds explains the finding.
bool IsExplained(const Review& review, std::size_t effect) {
  return std::any_of(review.findings.begin(), review.findings.end(), [&](const Finding& cause) {
    return IsStrong(cause) && IsBehind(cause, effect);
  });
}

// What is looked at to find what one command gets together: more than any document shows.
constexpr std::size_t kMostJoined = 200;

void SortByWorth(std::vector<EvidenceGap>& gaps) {
  std::stable_sort(gaps.begin(), gaps.end(), [](const EvidenceGap& a, const EvidenceGap& b) {
    if (a.rank != b.rank) return a.rank < b.rank;
    return a.findings.size() > b.findings.size();
  });
}

// The one with the longest command that gets what `gap` needs too; null if there is none.
EvidenceGap* Covering(const EvidenceGap& gap, std::span<EvidenceGap> gaps) {
  EvidenceGap* covering = nullptr;
  for (EvidenceGap& other : gaps) {
    if (&other == &gap || !RunsToo(other.command, gap.command)) continue;
    // Of two that are the same, the first stays.
    if (other.command == gap.command && &other > &gap) continue;
    if (covering == nullptr || other.command.size() > covering->command.size()) covering = &other;
  }
  return covering;
}

void Join(const EvidenceGap& gap, EvidenceGap& into) {
  into.rank = std::min(into.rank, gap.rank);
  for (const Finding* finding : gap.findings) {
    if (std::find(into.findings.begin(), into.findings.end(), finding) == into.findings.end()) {
      into.findings.push_back(finding);
    }
  }
}

void JoinCovered(std::vector<EvidenceGap>& gaps) {
  const std::span<EvidenceGap> first(gaps.data(), std::min(gaps.size(), kMostJoined));
  std::vector<std::pair<EvidenceGap*, EvidenceGap*>> covered;
  for (EvidenceGap& gap : first) {
    if (EvidenceGap* covering = Covering(gap, first)) covered.emplace_back(&gap, covering);
  }
  for (const auto& [gap, covering] : covered) Join(*gap, *covering);
  for (const auto& [gap, covering] : covered) gap->needs.clear();
  std::erase_if(gaps, [](const EvidenceGap& gap) { return gap.needs.empty(); });
}

}  // namespace

bool RunsToo(std::string_view command, std::string_view part) {
  if (part.empty()) return false;
  for (std::size_t at = command.find(part); at != std::string_view::npos;
       at = command.find(part, at + 1)) {
    const std::string_view before = TrimRight(command.substr(0, at));
    const std::string_view after = TrimLeft(command.substr(at + part.size()));
    const bool quoted = std::count(before.begin(), before.end(), '\'') % 2 != 0;
    if (!quoted && (before.empty() || before.ends_with(';')) &&
        (after.empty() || after.starts_with(';'))) {
      return true;
    }
  }
  return false;
}

std::vector<EvidenceGap> EvidenceGapsOf(const Review& review) {
  std::vector<EvidenceGap> gaps;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    const Finding& finding = review.findings[i];
    if (finding.verdict == "ruled-out") continue;
    // What was observed needs more evidence only while nothing explains it.
    if (finding.kind == "symptom" && IsExplained(review, i)) continue;
    for (const Check& check : finding.checks) {
      if (check.answer != "unknown" || check.needs.empty()) continue;
      auto gap = std::find_if(gaps.begin(), gaps.end(), [&](const EvidenceGap& known) {
        return known.needs == check.needs && known.command == check.command;
      });
      if (gap == gaps.end()) {
        gaps.push_back({check.needs, check.command, VerdictRank(finding.verdict), {}});
        gap = std::prev(gaps.end());
      }
      gap->rank = std::min(gap->rank, VerdictRank(finding.verdict));
      if (gap->findings.empty() || gap->findings.back() != &finding)
        gap->findings.push_back(&finding);
    }
  }
  SortByWorth(gaps);
  JoinCovered(gaps);
  SortByWorth(gaps);
  return gaps;
}

}  // namespace howdunit::report
