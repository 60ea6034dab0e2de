// HTML 5. Evidence is folded below each text that cites it, and citations and the
// register link to each other.

#include <fmt/format.h>

#include <map>
#include <set>

#include "core/text.h"
#include "report/markup/html_text.h"
#include "report/markup/marks.h"
#include "report/markup/markup.h"
#include "report/markup/svg.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMostFolded = 300;  // bytes of a line below a text; the register has more
constexpr std::size_t kMostLinks = 40;

std::string FoldedLine(std::size_t number, const Source& source) {
  std::string place = source.member + ":" + std::to_string(source.line);
  if (source.line_end > source.line) place += "-" + std::to_string(source.line_end);
  std::string text(Trim(source.text));
  return fmt::format(
      "<dt><a href=\"#E{0}\">E{0}</a> <code>{1}</code></dt><dd><code>{2}</code></dd>", number,
      HtmlText(place), HtmlText(Shorten(text, kMostFolded)));
}

std::string EncodeSpan(const Prose::Span& span) {
  switch (span.kind) {
    case Prose::Kind::kWords: return HtmlText(span.text);
    case Prose::Kind::kCode: return "<code>" + HtmlText(span.text) + "</code>";
    case Prose::Kind::kStrong: return "<strong>" + HtmlText(span.text) + "</strong>";
    case Prose::Kind::kEmphasis: return "<em>" + HtmlText(span.text) + "</em>";
    case Prose::Kind::kBreak: return "<br>";
    case Prose::Kind::kCitation: return Marked(kCitationMark, span.number);
    case Prose::Kind::kCitations: return Marked(kLinksMark, span.number);
  }
  return "";
}

// Only now are citations in their order.
std::string LinkCitations(const std::string& text) {
  std::map<std::size_t, std::size_t> counts;  // citations of each number
  const std::string anchored = ReplaceMarked(text, kCitationMark, [&](std::size_t number) {
    return fmt::format("<a class=\"cite\" id=\"c{0}-{1}\" href=\"#E{0}\">E{0}</a>", number,
                       ++counts[number]);
  });
  return ReplaceMarked(anchored, kLinksMark, [&](std::size_t number) {
    std::string links;
    for (std::size_t i = 1; i <= std::min(counts[number], kMostLinks); ++i) {
      links += fmt::format("{0}<a href=\"#c{1}-{2}\" aria-label=\"citation {2} of E{1}\">↑{2}</a>",
                           i == 1 ? "" : " ", number, i);
    }
    return links;
  });
}

// Blank lines that sections leave behind when they are switched off; code keeps its own.
std::string SqueezeBlankLines(std::string_view text) {
  std::string squeezed;
  squeezed.reserve(text.size());
  bool in_code = false;
  while (!text.empty()) {
    const std::string_view line = TakeUntil(text, "\n");
    if (Contains(line, "<pre")) in_code = true;
    if (in_code || !Trim(line).empty()) squeezed.append(line).append("\n");
    if (Contains(line, "</pre>")) in_code = false;
  }
  return squeezed;
}

class HtmlMarkup : public Markup {
 public:
  std::string Encode(const Prose& prose, const EvidenceRegister& evidence) const override {
    std::string text;
    std::set<std::size_t> cited;
    for (const Prose::Span& span : prose.spans()) {
      text += EncodeSpan(span);
      if (span.kind == Prose::Kind::kCitation) cited.insert(span.number);
    }
    if (cited.empty()) return text;
    text += "<details class=\"lines\"><summary>evidence</summary><dl>";
    for (const std::size_t number : cited) text += FoldedLine(number, evidence.At(number));
    return text + "</dl></details>";
  }

  std::string Encode(const Block& block) const override {
    if (const auto* fence = std::get_if<Fence>(&block)) {
      return "<pre><code>" + HtmlText(TrimRight(fence->text)) + "</code></pre>";
    }
    if (const auto* verbatim = std::get_if<Verbatim>(&block)) {
      if (verbatim->text.empty()) return "";
      return "<pre class=\"human\">" + HtmlText(verbatim->text) + "</pre>";
    }
    if (const auto* graph = std::get_if<CausalGraph>(&block)) return SvgCausalGraph(*graph);
    if (const auto* chart = std::get_if<TimelineChart>(&block)) return SvgTimeline(*chart);
    return "";  // phases: the timeline shows them
  }

  bool holds_more() const override { return true; }

  std::string Finish(std::string text) const override {
    return LinkCitations(SqueezeBlankLines(text));
  }
};

}  // namespace

std::unique_ptr<Markup> MakeHtml() { return std::make_unique<HtmlMarkup>(); }

}  // namespace howdunit::report
