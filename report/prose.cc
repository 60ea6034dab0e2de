#include "report/prose.h"

#include <algorithm>

#include "core/text.h"

namespace howdunit::report {
namespace {

std::string OneLine(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::replace(line.begin(), line.end(), '\t', ' ');
  const std::size_t begin = line.find_first_not_of(' ');
  return begin == std::string::npos ? ""
                                    : line.substr(begin, line.find_last_not_of(' ') + 1 - begin);
}

}  // namespace

void Prose::Append(Span span) {
  const bool holds_text =
      span.kind != Kind::kBreak && span.kind != Kind::kCitation && span.kind != Kind::kCitations;
  if (holds_text && span.text.empty()) return;
  // Side by side they are one text: a word may go on in the next piece.
  if (span.kind == Kind::kWords && !spans_.empty() && spans_.back().kind == Kind::kWords) {
    spans_.back().text += span.text;
  } else {
    spans_.push_back(std::move(span));
  }
}

Prose& Prose::operator+=(const Prose& more) {
  for (const Span& span : more.spans_) Append(span);
  return *this;
}

Prose Words(std::string_view text) {
  return Prose(Prose::Span{.kind = Prose::Kind::kWords, .text = OneLine(text)});
}

Prose Code(std::string_view text) {
  return Prose(Prose::Span{.kind = Prose::Kind::kCode, .text = std::string(text)});
}

Prose Strong(std::string_view text) {
  return Prose(Prose::Span{.kind = Prose::Kind::kStrong, .text = OneLine(text)});
}

Prose Emphasis(std::string_view text) {
  return Prose(Prose::Span{.kind = Prose::Kind::kEmphasis, .text = OneLine(text)});
}

Prose Number(std::int64_t number) { return Words(std::to_string(number)); }

Prose LineBreak() { return Prose(Prose::Span{.kind = Prose::Kind::kBreak, .text = ""}); }

Prose Citation(std::size_t number) {
  return Prose(Prose::Span{.kind = Prose::Kind::kCitation, .text = "", .number = number});
}

Prose CitationsOf(std::size_t number) {
  return Prose(Prose::Span{.kind = Prose::Kind::kCitations, .text = "", .number = number});
}

Prose JoinProse(const std::vector<Prose>& parts, const Prose& separator) {
  Prose joined;
  for (const Prose& part : parts) {
    if (part.empty()) continue;
    if (!joined.empty()) joined += separator;
    joined += part;
  }
  return joined;
}

}  // namespace howdunit::report
