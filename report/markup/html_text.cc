#include "report/markup/html_text.h"

#include "core/text.h"

namespace howdunit::report {

namespace {

std::string_view Entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

}  // namespace

std::string HtmlText(std::string_view text) {
  const std::string visible = MakeVisible(text);
  std::string encoded;
  encoded.reserve(visible.size() + visible.size() / 8);
  std::size_t copied = 0;
  for (std::size_t at = 0; at < visible.size(); ++at) {
    const std::string_view entity = Entity(visible[at]);
    if (entity.empty()) continue;
    encoded.append(visible, copied, at - copied).append(entity);
    copied = at + 1;
  }
  return encoded.append(visible, copied);
}

}  // namespace howdunit::report
