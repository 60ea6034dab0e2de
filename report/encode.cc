#include "report/encode.h"

#include <algorithm>

#include "core/text.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kLabelSize = 40;
constexpr std::size_t kMostNodes = 9;
constexpr std::size_t kMostDiagram = 700;

// Whether visible[at] means something to some reader of Markdown, inside <code> in a
// table cell. The rest (-./,=()"'…) stays as it is, so that a path can be searched
// for in the source of the report.
bool IsMarkup(std::string_view visible, std::size_t at) {
  const char c = visible[at];
  const char before = at == 0 ? ' ' : visible[at - 1];
  const char after = at + 1 < visible.size() ? visible[at + 1] : ' ';
  switch (c) {
    case '_': return !IsAlnum(before) || !IsAlnum(after);
    case ':': return after == '/';
    // "www." would become a link.
    case '.': return before == 'w' || before == 'W';
    default: return std::string_view("!#$&*<>@[\\]^`{|}~").find(c) != std::string_view::npos;
  }
}

std::string Entity(char c) {
  return "&#" + std::to_string(static_cast<unsigned>(static_cast<unsigned char>(c))) + ";";
}

std::string OneLine(std::string_view text) {
  std::string line = MakeVisible(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::replace(line.begin(), line.end(), '\t', ' ');
  return line;
}

// GitHub and GitLab look for these in the finished text, where an escape is gone
// already; only code is left alone: @team, #12, $formula$, https://…
bool IsLive(std::string_view word) {
  return word.find_first_of("@#$") != std::string_view::npos || Contains(word, "http://") ||
         Contains(word, "https://") || Contains(word, "ftp://") ||
         ContainsIgnoringCase(word, "www.");
}

// One character of prose. `before` and `after` are its neighbours, ' ' at the ends.
std::string EscapeOne(char before, char c, char after) {
  switch (c) {
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return IsAlnum(after) || after == '#' ? "&amp;" : "&";
    // As entities: some parsers take "\|" in a cell for the end of the cell.
    case '|':
    case '\\':
    case '`': return Entity(c);
    case '*':
    case '[':
    case ']':
    case '~': return {'\\', c};
    // Emphasis begins and ends at the edge of a word: snake_case is safe.
    case '_': return IsAlnum(before) && IsAlnum(after) ? "_" : "\\_";
    default: return {c};
  }
}

std::string EscapeWord(std::string_view word) {
  std::string escaped;
  for (std::size_t i = 0; i < word.size(); ++i) {
    escaped +=
        EscapeOne(i == 0 ? ' ' : word[i - 1], word[i], i + 1 < word.size() ? word[i + 1] : ' ');
  }
  return escaped;
}

// A live word as code, with the punctuation around it left outside.
std::string EncodeLiveWord(std::string_view word) {
  const std::size_t begin = std::min(word.find_first_not_of("(\"'"), word.size());
  std::size_t end = word.find_last_not_of(".,;:!?)\"'");
  end = end == std::string_view::npos || end < begin ? word.size() : end + 1;
  return EscapeWord(word.substr(0, begin)) + EncodeCode(word.substr(begin, end - begin)).str() +
         EscapeWord(word.substr(end));
}

// At the start of a line "-", "+", "=", ":" and "1. " are markup; "1.2" is not.
std::string EscapeStart(std::string text) {
  if (text.empty()) return text;
  if (text[0] == '-' || text[0] == '+' || text[0] == '=' || text[0] == ':') return "\\" + text;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool number = digits > 0 && digits < text.size() &&
                      (text[digits] == '.' || text[digits] == ')') &&
                      (digits + 1 == text.size() || text[digits + 1] == ' ');
  if (number) text.insert(digits, "\\");
  return text;
}

std::size_t LongestBacktickRun(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

Markdown EncodeInline(std::string_view text) {
  const std::string line = OneLine(text);
  std::string encoded;
  for (const std::string_view word : Split(Trim(line), ' ')) {
    if (!encoded.empty()) encoded += ' ';
    encoded += IsLive(word) ? EncodeLiveWord(word) : EscapeWord(word);
  }
  return Markdown(EscapeStart(std::move(encoded)));
}

Markdown EncodeCode(std::string_view text) {
  if (text.empty()) return {};
  std::string encoded = "<code>";
  const std::string visible = MakeVisible(text);
  for (std::size_t i = 0; i < visible.size(); ++i) {
    const char c = visible[i];
    // An address would become a link even here, but not across two elements.
    if (c == '@' && i > 0) encoded += "</code><code>";
    if (c == '\n') {
      encoded += "&#92;n";
    } else if (c == '\t') {
      encoded += "&#92;t";
    } else if (IsMarkup(visible, i)) {
      encoded += Entity(c);
    } else {
      encoded += c;
    }
  }
  return Markdown(encoded + "</code>");
}

Markdown EncodeNumber(std::int64_t number) { return Markdown(std::to_string(number)); }

Block EncodeFence(std::string_view text, std::string_view language) {
  std::string visible = MakeVisible(text);
  while (!visible.empty() && visible.back() == '\n') visible.pop_back();
  const std::string fence(std::max<std::size_t>(3, LongestBacktickRun(visible) + 1), '`');
  std::string block = fence + std::string(language) + "\n";
  if (!visible.empty()) block += visible + "\n";
  return Block(block + fence);
}

MermaidLabel EncodeMermaidLabel(std::string_view text) {
  std::string label;
  for (const char c : text) {
    if (label.size() == kLabelSize) break;
    const bool safe = IsAlnum(c) || std::string_view(" ._/()+-").find(c) != std::string_view::npos;
    label += safe ? c : '_';
  }
  return {label};
}

std::size_t Flowchart::AddNode(const MermaidLabel& label) {
  const auto found = std::find(labels_.begin(), labels_.end(), label.text);
  if (found != labels_.end()) return static_cast<std::size_t>(found - labels_.begin());
  labels_.push_back(label.text);
  return labels_.size() - 1;
}

void Flowchart::AddArrow(std::size_t from, std::size_t to, Arrow arrow) {
  const std::string line = "  n" + std::to_string(from + 1) +
                           (arrow == Arrow::kSolid ? " --> n" : " -.-> n") +
                           std::to_string(to + 1) + "\n";
  if (std::find(arrows_.begin(), arrows_.end(), line) == arrows_.end()) arrows_.push_back(line);
}

bool Flowchart::drawable() const {
  return !arrows_.empty() && labels_.size() <= kMostNodes && Draw().str().size() <= kMostDiagram;
}

Block Flowchart::Draw() const {
  std::string text = "```mermaid\nflowchart TD\n";
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    text += "  n" + std::to_string(i + 1) + "[\"" + labels_[i] + "\"]\n";
  }
  for (const std::string& arrow : arrows_) text += arrow;
  return Block(text + "```");
}

Markdown JoinMarkdown(const std::vector<Markdown>& parts, const Markdown& separator) {
  Markdown joined;
  for (const Markdown& part : parts) {
    if (part.empty()) continue;
    if (!joined.empty()) joined += separator;
    joined += part;
  }
  return joined;
}

}  // namespace howdunit::report
