#include "rules/standing.h"

#include <algorithm>
#include <array>
#include <string>

namespace howdunit {
namespace {

// The answers that speak for a verdict.
struct Decisive {
  Verdict verdict;
  std::string_view role;
  Answer answer;
};
constexpr std::array kDecisive = std::to_array<Decisive>({
    {Verdict::kConfirmed, "decides", Answer::kYes},
    {Verdict::kLikely, "supports", Answer::kYes},
    {Verdict::kPossible, "requires", Answer::kYes},
    {Verdict::kPossible, "decides", Answer::kYes},
    {Verdict::kPossible, "supports", Answer::kYes},
    {Verdict::kRuledOut, "refutes", Answer::kYes},
    {Verdict::kRuledOut, "requires", Answer::kNo},
    {Verdict::kRuledOut, "decides", Answer::kNo},
    {Verdict::kUndetermined, "requires", Answer::kUnknown},
    {Verdict::kUndetermined, "decides", Answer::kUnknown},
});

bool IsDecisive(const CheckResult& check, Verdict verdict) {
  return std::any_of(kDecisive.begin(), kDecisive.end(), [&](const Decisive& decisive) {
    return decisive.verdict == verdict && decisive.role == check.role &&
           decisive.answer == check.answer;
  });
}

}  // namespace

bool HoldsIn(const Finding& finding, std::int64_t bundle) {
  if (finding.standings.empty()) return finding.bundle == bundle && Holds(finding);
  return std::any_of(finding.standings.begin(), finding.standings.end(),
                     [&](const Standing& standing) {
                       return standing.bundle == bundle && Holds(standing.verdict);
                     });
}

bool HoldTogether(const Finding& one, const Finding& other) {
  if (one.standings.empty()) return Holds(one) && HoldsIn(other, one.bundle);
  return std::any_of(one.standings.begin(), one.standings.end(), [&](const Standing& standing) {
    return Holds(standing.verdict) && HoldsIn(other, standing.bundle);
  });
}

bool IsOpenBeside(const Finding& one, const Finding& other) {
  const auto open = [&](Verdict verdict, std::int64_t bundle) {
    return verdict == Verdict::kUndetermined && HoldsIn(other, bundle);
  };
  if (one.standings.empty()) return open(one.verdict, one.bundle);
  return std::any_of(one.standings.begin(), one.standings.end(), [&](const Standing& standing) {
    return open(standing.verdict, standing.bundle);
  });
}

Standing MakeStanding(std::int64_t bundle, Verdict verdict,
                      const std::vector<CheckResult>& checks) {
  Standing standing{.bundle = bundle, .verdict = verdict};
  std::string says;
  const auto add = [&](const CheckResult& check) {
    if (!says.empty()) says += "; ";
    says += check.ask.str() + " " + std::string(AnswerName(check.answer));
    for (const std::int64_t source : check.sources) {
      if (std::find(standing.sources.begin(), standing.sources.end(), source) ==
          standing.sources.end()) {
        standing.sources.push_back(source);
      }
    }
  };
  for (const CheckResult& check : checks) {
    if (IsDecisive(check, verdict)) add(check);
  }
  // Nothing was left open, and still it is open: what was asked first says what there is.
  if (says.empty() && !checks.empty()) add(checks.front());
  standing.says = Redact(says);
  return standing;
}

}  // namespace howdunit
