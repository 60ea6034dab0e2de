#include "core/finding.h"

#include <array>
#include <utility>

namespace howdunit {
namespace {

constexpr std::array kVerdicts = std::to_array<std::pair<Verdict, std::string_view>>({
    {Verdict::kConfirmed, "confirmed"},
    {Verdict::kLikely, "likely"},
    {Verdict::kPossible, "possible"},
    {Verdict::kRuledOut, "ruled-out"},
    {Verdict::kUndetermined, "undetermined"},
});

}  // namespace

std::string_view VerdictName(Verdict verdict) {
  for (const auto& [value, name] : kVerdicts) {
    if (value == verdict) return name;
  }
  return {};
}

std::optional<Verdict> VerdictFromName(std::string_view name) {
  for (const auto& [value, known] : kVerdicts) {
    if (known == name) return value;
  }
  return {};
}

std::string_view AnswerName(Answer answer) {
  switch (answer) {
    case Answer::kYes: return "yes";
    case Answer::kNo: return "no";
    case Answer::kUnknown: break;
  }
  return "unknown";
}

}  // namespace howdunit
