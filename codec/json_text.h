// Single values as JSON, for what is written as it comes.
#pragma once

#include <string>
#include <string_view>

namespace howdunit {

// A string with its quotes, in ASCII: what is no letter to a terminal is "\u001b". Bytes that are
// not UTF-8 become U+FFFD.
std::string JsonString(std::string_view text);

// The shortest number that reads back as `number`, with a point or an exponent. An infinite one is
// 9e999, which readers take for it.
std::string JsonReal(double number);

}  // namespace howdunit
