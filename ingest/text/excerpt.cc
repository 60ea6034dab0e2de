#include "ingest/text/excerpt.h"

#include "core/text.h"
#include "ingest/limits.h"

namespace howdunit {

Source Quote(std::int64_t line, std::string_view text) {
  const auto most = static_cast<std::size_t>(Limits{}.excerpt_bytes);
  return Source{
      .line = line, .line_end = line, .text = RedactShort(TrimRight(text), most), .note = {}};
}

Source QuoteLines(std::int64_t line, std::int64_t line_end, std::string_view text) {
  constexpr std::size_t kEllipsis = 3;  // bytes that Shorten() adds
  const auto most = static_cast<std::size_t>(Limits{}.excerpt_bytes) - kEllipsis;
  return {.line = line, .line_end = line_end, .text = RedactShort(text, most), .note = {}};
}

std::string Excerpt::Text() const {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

Source Excerpt::QuoteLine(std::int64_t number) const {
  if (number < first || number >= first + static_cast<std::int64_t>(lines.size())) return {};
  return Quote(number, lines[static_cast<std::size_t>(number - first)]);
}

Excerpt TakeJsonValue(Reader& in) {
  Excerpt value;
  std::int64_t bytes = 0;
  int depth = 0;
  bool in_string = false;
  while (const auto line = in.Next()) {
    if (value.lines.empty()) value.first = line->number;
    value.lines.emplace_back(line->text);
    bytes += static_cast<std::int64_t>(line->text.size());
    bool escaped = false;
    for (const char c : line->text) {
      if (in_string) {
        in_string = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else if (c == '"') {
        in_string = true;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (c == '}' || c == ']') {
        --depth;
      }
    }
    in_string = false;  // no string of JSON spans lines: the text is broken, count on
    if (depth <= 0 || bytes > Limits{}.document_bytes) break;
  }
  return value;
}

}  // namespace howdunit
