// A rule book as one text that is read without parsing: the program's own rules in the program.
#pragma once

#include <string>
#include <string_view>

#include "rules/rule.h"

namespace howdunit {

// Of a book for BookUse::kRun: no tests, no examples.
std::string WriteFlatBook(const RuleBook& book);

// REQUIRES: `text` was written by WriteFlatBook().
RuleBook ReadFlatBook(std::string_view text);

}  // namespace howdunit
