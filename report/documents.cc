#include "report/documents.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/text.h"
#include "report/document.h"
#include "report/front_matter.h"

namespace howdunit::report {
namespace {

// Tried in turn until the text is short enough.
constexpr std::array kMarkdownLimits = {
    Limits{.rows = 25, .events = 25, .excerpt = 240, .citations = 5, .incidents = 12, .alike = 1},
    Limits{.rows = 20, .events = 20, .excerpt = 160, .citations = 3, .incidents = 8, .alike = 1},
    Limits{.rows = 12, .events = 12, .excerpt = 100, .citations = 2, .incidents = 5, .alike = 1},
    Limits{.rows = 6, .events = 6, .excerpt = 60, .citations = 1, .incidents = 3, .alike = 1},
};
constexpr std::array kHtmlLimits = {
    kLongest,
    Limits{
        .rows = 100, .events = 500, .excerpt = 300, .citations = 8, .incidents = 200, .alike = 8},
    Limits{.rows = 25, .events = 100, .excerpt = 240, .citations = 5, .incidents = 50, .alike = 2},
    Limits{.rows = 6, .events = 25, .excerpt = 60, .citations = 1, .incidents = 12, .alike = 1},
};

struct LimitField {
  std::string_view name;
  std::size_t Limits::*limit;
};
constexpr std::array kLimitFields = std::to_array<LimitField>({
    {"rows", &Limits::rows},
    {"events", &Limits::events},
    {"excerpt", &Limits::excerpt},
    {"citations", &Limits::citations},
    {"incidents", &Limits::incidents},
    {"alike", &Limits::alike},
});

struct Language {
  std::unique_ptr<Markup> (*make)();
  std::span<const Limits> limits;
  std::size_t most;  // bytes
};
// What a GitHub issue holds is 65,536 characters.
constexpr Language kMarkdown = {MakeMarkdown, kMarkdownLimits, 60'000};
constexpr Language kHtml = {MakeHtml, kHtmlLimits, 5'000'000};

const Language& LanguageOf(const std::string& name) {
  return name.ends_with(".html") ? kHtml : kMarkdown;
}

// "{{! rows=3 events=5 excerpt=100 citations=2 incidents=1 }}" at the beginning of a template: less
// than its language allows.
Result<Limits> LimitsOf(const DocumentTemplate& from, Limits limits) {
  std::string_view text = from.text;
  if (!text.starts_with("{{!")) return limits;
  text.remove_prefix(3);
  for (std::string_view setting : SplitWords(TakeUntil(text, "}}"))) {
    const std::string_view name = TakeUntil(setting, "=");
    const auto field = std::find_if(kLimitFields.begin(), kLimitFields.end(),
                                    [&](const LimitField& known) { return known.name == name; });
    const auto value = ParseInt(setting);
    if (field == kLimitFields.end() || !value || *value < 1) {
      return Error{
          from.name + ":1: \"" + std::string(name) + "\": expected " +
          "rows=, events=, excerpt=, citations=, incidents= or alike= and a number above 0"};
    }
    std::size_t& limit = limits.*field->limit;
    limit = std::min(limit, static_cast<std::size_t>(*value));
  }
  return limits;
}

}  // namespace

Result<std::string> Documents::Render(DocumentTemplate& from) {
  const Language& language = LanguageOf(from.name);
  const std::unique_ptr<Markup> markup = language.make();
  std::call_once(numbering_, [this] { numbered_.emplace(NumberEvidence(review_)); });
  std::string text;
  for (const Limits& most : language.limits) {
    TRY_ASSIGN(const Limits limits, LimitsOf(from, most));
    TRY_ASSIGN(text, RenderDocument(review_, *numbered_, options_, from.parsed, *markup, limits));
    if (text.size() <= language.most) break;
  }
  if (&language != &kMarkdown) return text;
  text = AppendUnplaced(std::move(text), options_.answers);
  return options_.front_matter ? FrontMatter(review_) + text : text;
}

}  // namespace howdunit::report
