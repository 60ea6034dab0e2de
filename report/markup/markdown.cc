// Markdown as GitHub and GitLab read it. Every encoder first makes control and
// bidirectional characters visible.

#include <algorithm>

#include "core/text.h"
#include "report/markup/marks.h"
#include "report/markup/markup.h"
#include "report/markup/mermaid.h"

namespace howdunit::report {
namespace {

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

// `text` verbatim in one line: <code> with entities for everything that means something in
// Markdown. A code span would not do: a backslash before "|" ends it in some parsers. Newlines
// become a visible "\n".
std::string EncodeCode(std::string_view text) {
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
  return encoded + "</code>";
}

// A live word as code, with the punctuation around it left outside.
std::string EncodeLiveWord(std::string_view word) {
  const std::size_t begin = std::min(word.find_first_not_of("(\"'"), word.size());
  std::size_t end = word.find_last_not_of(".,;:!?)\"'");
  end = end == std::string_view::npos || end < begin ? word.size() : end + 1;
  return EscapeWord(word.substr(0, begin)) + EncodeCode(word.substr(begin, end - begin)) +
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

// `text` so that it reads as it is: no character of it is markup. Ordinary prose and names stay
// readable in the source. Words that a host would turn into links, mentions or formulas become
// code.
std::string EncodeWords(std::string_view text) {
  const std::string line = MakeVisible(text);
  std::string encoded;
  bool first = true;
  for (const std::string_view word : Split(line, ' ')) {
    if (!first) encoded += ' ';
    first = false;
    encoded += IsLive(word) ? EncodeLiveWord(word) : EscapeWord(word);
  }
  return encoded;
}

// `text` between marks of emphasis, which must touch it.
std::string Between(std::string_view mark, std::string_view text) {
  const std::string words = EncodeWords(text);
  return words.empty() ? "" : std::string(mark) + words + std::string(mark);
}

// `text` verbatim as a fenced block. The fence is longer than any run of backticks in it. It must
// not stand in a list, quote or table.
std::string EncodeFence(const Fence& fence) {
  std::string visible = MakeVisible(fence.text);
  while (!visible.empty() && visible.back() == '\n') visible.pop_back();
  const std::string ticks(std::max<std::size_t>(3, LongestBacktickRun(visible) + 1), '`');
  std::string block = ticks + fence.language + "\n";
  if (!visible.empty()) block += visible + "\n";
  return block + ticks;
}

// Sections that are switched off leave blank lines behind. Evidence in fences and what people wrote
// keeps its own.
std::string SqueezeBlankLines(std::string_view text) {
  std::string squeezed;
  std::string_view fence;  // what ends the part that is kept
  bool blank = true;
  while (!text.empty()) {
    const std::string_view line = TakeUntil(text, "\n");
    if (fence.empty() && line.empty() && blank) continue;
    blank = line.empty();
    const std::string_view ticks =
        line.substr(0, std::min(line.find_first_not_of('`'), line.size()));
    if (!fence.empty()) {
      if (line == fence) fence = {};
    } else if (ticks.size() >= 3) {
      fence = ticks;
    } else if (line.starts_with("<!-- human:")) {
      fence = "<!-- /human -->";
    }
    squeezed.append(line).append("\n");
  }
  while (squeezed.ends_with("\n\n")) squeezed.pop_back();
  return squeezed;
}

class MarkdownMarkup : public Markup {
 public:
  std::string Encode(const Prose& prose, const EvidenceRegister& /*evidence*/) const override {
    std::string text;
    for (const Prose::Span& span : prose.spans()) {
      const bool at_start = text.empty() || text.ends_with("<br>");
      text += at_start ? EscapeStart(EncodeSpan(span)) : EncodeSpan(span);
    }
    return text;
  }

  std::string Encode(const Block& block) const override {
    if (const auto* fence = std::get_if<Fence>(&block)) return EncodeFence(*fence);
    if (const auto* verbatim = std::get_if<Verbatim>(&block)) return verbatim->text;
    if (const auto* graph = std::get_if<CausalGraph>(&block)) return MermaidFlowchart(*graph);
    if (const auto* phases = std::get_if<PhaseChart>(&block)) return MermaidGantt(*phases);
    return "";
  }

  bool holds_more() const override { return false; }

  std::string Finish(std::string text) const override {
    return SqueezeBlankLines(ReplaceMarked(text, kCitationMark, [](std::size_t number) {
      return "[E" + std::to_string(number) + "]";
    }));
  }

 private:
  static std::string EncodeSpan(const Prose::Span& span) {
    switch (span.kind) {
      case Prose::Kind::kWords: return EncodeWords(span.text);
      case Prose::Kind::kCode: return EncodeCode(span.text);
      case Prose::Kind::kStrong: return Between("**", span.text);
      case Prose::Kind::kEmphasis: return Between("*", span.text);
      case Prose::Kind::kBreak: return "<br>";
      case Prose::Kind::kCitation: return Marked(kCitationMark, span.number);
      case Prose::Kind::kCitations: return "";  // it has no anchors to link to
    }
    return "";
  }
};

}  // namespace

std::unique_ptr<Markup> MakeMarkdown() { return std::make_unique<MarkdownMarkup>(); }

}  // namespace howdunit::report
