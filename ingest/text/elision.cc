#include "ingest/text/elision.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostBytes = 200;  // a row of dots below a wide table

constexpr std::array kWords = std::to_array<std::string_view>(
    {"snip", "snipped", "omitted", "output omitted", "lines omitted", "truncated",
     "output truncated", "more", "cut", "skipped"});

bool IsSign(char c) { return std::string_view(".[](){}<>-*#_~=: ").find(c) != std::string::npos; }

}  // namespace

bool IsElision(std::string_view line) {
  line = Trim(line);
  // Words without any sign around them are a row, or a sentence.
  if (line.empty() || line.size() > kMostBytes || IsAlnum(line.front())) return false;
  constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
  bool dots = Contains(line, "..");
  std::string words;
  while (!line.empty()) {
    if (line.starts_with(kEllipsis)) {
      dots = true;
      line.remove_prefix(kEllipsis.size());
      continue;
    }
    const char c = line.front();
    if (!IsSign(c) || (c == ' ' && !words.empty())) words += c;
    line.remove_prefix(1);
  }
  const std::string_view rest = TrimRight(words);
  if (rest.empty()) return dots;
  return std::find(kWords.begin(), kWords.end(), rest) != kWords.end();
}

bool TakeElision(Reader& in) {
  const auto line = in.Peek();
  if (!line || !IsElision(line->text)) return false;
  in.Next();
  return true;
}

}  // namespace howdunit
