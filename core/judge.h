// What answers add up to: the one table that turns checks into a verdict.
#pragma once

#include <string_view>
#include <vector>

#include "core/finding.h"

namespace howdunit {

struct JudgedCheck {
  std::string_view role;  // "requires", "refutes", "decides", "supports"
  Answer answer = Answer::kUnknown;
};

Verdict Judge(const std::vector<JudgedCheck>& checks);

}  // namespace howdunit
