// What a command of iproute2 leaves out.
#pragma once

#include <span>
#include <string_view>

namespace howdunit {

// Whether `ip …` was asked for a part of what it knows: by one of the `selectors` ("dev", "-6"), by
// a name behind "show", or because a program behind it selects.
bool AsksForPart(std::string_view command, std::span<const std::string_view> selectors);

}  // namespace howdunit
