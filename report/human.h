// What people wrote into a review: the text between <!-- human:ID --> and <!-- /human -->.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.h"

namespace howdunit::report {

// By id; without blank lines at their ends. Those that are empty are left out.
using HumanTexts = std::map<std::string, std::string>;

// Reads them from a Markdown review. Marks in fenced evidence are no marks. Fails, with the line,
// if a mark is not closed or an id occurs twice: nothing that people wrote may be lost.
Result<HumanTexts> ReadHumanTexts(std::string_view markdown);

// `text` with those of `texts` at its end whose marks it does not have.
std::string AppendUnplaced(std::string text, const HumanTexts& texts);

}  // namespace howdunit::report
