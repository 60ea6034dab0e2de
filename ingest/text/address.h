// Addresses of machines in text.
#pragma once

#include <string_view>

namespace howdunit {

// Whether the text is made as an address of IPv4 or IPv6 is: "10.0.0.7", "fd00:10:244::".
bool IsAddress(std::string_view text);

}  // namespace howdunit
