// Control characters that stand for something in a text until the whole of it is there. No evidence
// holds them: encoders make its control characters visible.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "core/text.h"

namespace howdunit::report {

// The words "TODO(human)", which evidence might hold too, until they are counted: the tag {{todo}}.
inline constexpr char kTodoMark = '\x01';
// Around a number: the citation of this evidence.
inline constexpr char kCitationMark = '\x02';
// Around a number: links to the citations of this evidence.
inline constexpr char kLinksMark = '\x03';

inline std::string Marked(char mark, std::size_t number) {
  return mark + std::to_string(number) + mark;
}

// Calls `use` with each number between two of `mark` in turn, and puts what it returns in its
// place.
template <typename Use>
std::string ReplaceMarked(const std::string& text, char mark, Use use) {
  std::string replaced;
  replaced.reserve(text.size());
  std::size_t from = 0;
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, from)) {
    const std::size_t end = text.find(mark, at + 1);
    if (end == std::string::npos) break;
    const auto number = ParseInt(std::string_view(text).substr(at + 1, end - at - 1));
    replaced.append(text, from, at - from);
    replaced += use(static_cast<std::size_t>(number.value_or(0)));
    from = end + 1;
  }
  return replaced.append(text, from);
}

// The evidence that a text cites.
inline std::set<std::size_t> CitedIn(const std::string& text) {
  std::set<std::size_t> cited;
  ReplaceMarked(text, kCitationMark, [&](std::size_t number) {
    cited.insert(number);
    return "";
  });
  return cited;
}

}  // namespace howdunit::report
