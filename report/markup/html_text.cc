#include "report/markup/html_text.h"

#include "core/text.h"

namespace howdunit::report {

std::string HtmlText(std::string_view text) {
  std::string encoded;
  for (const char c : MakeVisible(text)) {
    switch (c) {
      case '&': encoded += "&amp;"; break;
      case '<': encoded += "&lt;"; break;
      case '>': encoded += "&gt;"; break;
      case '"': encoded += "&quot;"; break;
      case '\'': encoded += "&#39;"; break;
      default: encoded += c;
    }
  }
  return encoded;
}

}  // namespace howdunit::report
