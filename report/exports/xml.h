// Text on its way into XML 1.0.
#pragma once

#include <string>
#include <string_view>

namespace howdunit::report {

// `text` as the content of an element. What XML cannot hold is made visible.
std::string EncodeXml(std::string_view text);

// ` name="value"`. Line ends and tabs of `value` are kept.
std::string XmlAttribute(std::string_view name, std::string_view value);

}  // namespace howdunit::report
