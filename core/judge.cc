#include "core/judge.h"

#include <algorithm>

namespace howdunit {

Verdict Judge(const std::vector<JudgedCheck>& checks) {
  const auto any = [&](std::string_view role, Answer answer) {
    return std::any_of(checks.begin(), checks.end(), [&](const JudgedCheck& check) {
      return check.role == role && check.answer == answer;
    });
  };
  const auto any_of_all = [&](Answer answer) {
    return std::any_of(checks.begin(), checks.end(),
                       [&](const JudgedCheck& check) { return check.answer == answer; });
  };
  if (any("refutes", Answer::kYes) || any("requires", Answer::kNo)) return Verdict::kRuledOut;
  const bool all_required = !any("requires", Answer::kUnknown);
  if (all_required && any("decides", Answer::kYes)) return Verdict::kConfirmed;
  if (all_required && any("supports", Answer::kYes)) return Verdict::kLikely;
  if (any_of_all(Answer::kYes) && any_of_all(Answer::kUnknown)) return Verdict::kPossible;
  // Everything that could decide was asked, and said no.
  if (any("decides", Answer::kNo) && !any("decides", Answer::kUnknown)) return Verdict::kRuledOut;
  return Verdict::kUndetermined;
}

}  // namespace howdunit
