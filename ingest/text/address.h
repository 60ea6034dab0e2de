// Addresses of machines in text.
#pragma once

#include <string_view>

namespace howdunit {

// Whether the text is an address of IPv4 or IPv6: "10.0.0.7", "fd00:10:244::". No name of a host
// is, nor is what has a port, a zone or the length of a prefix behind it.
bool IsAddress(std::string_view text);

}  // namespace howdunit
