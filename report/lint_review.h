// Whether a review that people worked on still holds: what is left to do, and whether every
// citation leads to a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace howdunit {

struct ReviewLint {
  std::vector<std::string> todos;     // ids of those without an answer, in order
  std::size_t citations = 0;          // in the text
  std::size_t lines = 0;              // that they cite
  std::vector<std::string> problems;  // "line 12: [E99] is not in the register"
};

// Checks a Markdown review against its own register and, if there is one, against the case file
// that it was made from. Fails if the case file cannot be read or the marks of human texts are
// broken.
Result<ReviewLint> LintReview(std::string_view markdown, const Database* database);

}  // namespace howdunit
