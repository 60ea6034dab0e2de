// Names of months in the languages that texts were seen in.
#pragma once

#include <string_view>

namespace howdunit {

// 1 to 12 of "May", "maj", "mrt", "12月", also written out; 0 of any other word.
unsigned MonthOfAnyLanguage(std::string_view name);

}  // namespace howdunit
