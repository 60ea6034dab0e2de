// What a finding says, apart from its evidence.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/model/review.h"

namespace howdunit::report {

// What it is about, by the keys that apply: "node", "namespace", "pod", "workload", "component".
std::vector<std::pair<std::string_view, std::string>> SubjectOf(const Finding& finding);

// `text` with a full stop at its end, if it is not empty.
std::string FullSentence(std::string_view text);

// Its sentences, one after the other.
std::string AnswerOf(const Finding& finding);

// Evidence that would answer an open check, and the command that gets it; empty if none is known.
struct Gap {
  std::string needs;
  std::string command;
  auto operator<=>(const Gap&) const = default;
};
std::vector<Gap> GapsOf(const Finding& finding);  // sorted, each once

}  // namespace howdunit::report
