#include "report/exports/xml.h"

#include <array>

#include "core/text.h"

namespace howdunit::report {
namespace {

struct Replacement {
  std::string_view from;
  std::string_view to;
};

// The ampersand first: the others bring some. ">" would end a CDATA section behind "]]"; the last
// two are no characters to XML.
constexpr std::array kContent = {
    Replacement{"&", "&amp;"},
    Replacement{"<", "&lt;"},
    Replacement{">", "&gt;"},
    Replacement{"\"", "&quot;"},
    Replacement{"\xEF\xBF\xBE", "\\ufffe"},
    Replacement{"\xEF\xBF\xBF", "\\uffff"},
};

// A parser makes blanks of them otherwise.
constexpr std::array kAttribute = {
    Replacement{"\n", "&#10;"},
    Replacement{"\t", "&#9;"},
};

template <std::size_t N>
std::string Apply(const std::array<Replacement, N>& replacements, std::string text) {
  for (const auto& [from, to] : replacements) text = ReplaceAll(text, from, to);
  return text;
}

}  // namespace

std::string EncodeXml(std::string_view text) {
  return Apply(kContent, MakeVisible(RepairUtf8(text)));
}

std::string XmlAttribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + Apply(kAttribute, EncodeXml(value)) + "\"";
}

}  // namespace howdunit::report
