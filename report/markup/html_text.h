// Text on its way into HTML.
#pragma once

#include <string>
#include <string_view>

namespace howdunit::report {

// Between tags and in quoted attributes; control characters become visible.
std::string HtmlText(std::string_view text);

}  // namespace howdunit::report
