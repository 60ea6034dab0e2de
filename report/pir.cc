// The review for people: documents by a template, as long as their readers allow.

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>

#include "core/embedded.h"
#include "core/text.h"
#include "report/document.h"
#include "report/front_matter.h"
#include "report/outputs.h"

namespace howdunit {

const std::vector<EmbeddedFile>& TemplateFiles();  // templates/*

namespace report {
namespace {

namespace fs = std::filesystem;

// Tried in turn until the text is short enough.
constexpr std::array kMarkdownLimits = {
    Limits{.rows = 25, .events = 25, .excerpt = 240, .citations = 5},
    Limits{.rows = 20, .events = 20, .excerpt = 160, .citations = 3},
    Limits{.rows = 12, .events = 12, .excerpt = 100, .citations = 2},
    Limits{.rows = 6, .events = 6, .excerpt = 60, .citations = 1},
};
constexpr std::array kHtmlLimits = {
    kLongest,
    Limits{.rows = 100, .events = 500, .excerpt = 300, .citations = 8},
    Limits{.rows = 25, .events = 100, .excerpt = 240, .citations = 5},
    Limits{.rows = 6, .events = 25, .excerpt = 60, .citations = 1},
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

struct Template {
  std::string name;  // as messages call it
  std::string text;
};

Result<Template> ReadTemplate(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  if (in) return Template{name, std::string(std::istreambuf_iterator<char>(in), {})};
  auto text = TemplateText(name);
  if (!text) return Error{"cannot open the template " + name + ", and " + text.error().message};
  return Template{"templates/" + name, *std::move(text)};
}

// "{{! rows=3 events=5 excerpt=100 citations=2 }}" at the beginning of a template: less than its
// language allows.
Result<Limits> LimitsOf(const Template& from, Limits limits) {
  std::string_view text = from.text;
  if (!text.starts_with("{{!")) return limits;
  text.remove_prefix(3);
  for (std::string_view setting : SplitWords(TakeUntil(text, "}}"))) {
    const std::string_view name = TakeUntil(setting, "=");
    const auto field = std::find_if(kLimitFields.begin(), kLimitFields.end(),
                                    [&](const LimitField& known) { return known.name == name; });
    const auto value = ParseInt(setting);
    if (field == kLimitFields.end() || !value || *value < 1) {
      return Error{from.name + ":1: \"" + std::string(name) + "\": expected " +
                   "rows=, events=, excerpt= or citations= and a number above 0"};
    }
    std::size_t& limit = limits.*field->limit;
    limit = std::min(limit, static_cast<std::size_t>(*value));
  }
  return limits;
}

Result<std::string> Render(const Review& review, const ReportOptions& options,
                           const Template& from) {
  const Language& language = LanguageOf(from.name);
  const std::unique_ptr<Markup> markup = language.make();
  const EvidenceRegister numbered = NumberEvidence(review);
  std::string text;
  for (const Limits& most : language.limits) {
    TRY_ASSIGN(const Limits limits, LimitsOf(from, most));
    auto document = RenderDocument(review, numbered, options, from.text, *markup, limits);
    if (!document) return Error{from.name + ": " + document.error().message};
    text = *std::move(document);
    if (text.size() <= language.most) break;
  }
  if (&language != &kMarkdown) return text;
  text = AppendUnplaced(std::move(text), options.answers);
  return options.front_matter ? FrontMatter(review) + text : text;
}

}  // namespace

Result<std::string> RenderPir(const Review& review, const ReportOptions& options) {
  TRY_ASSIGN(const Template from, ReadTemplate("pir.md"));
  return Render(review, options, from);
}

Result<std::string> RenderPirHtml(const Review& review, const ReportOptions& options) {
  TRY_ASSIGN(const Template from, ReadTemplate("pir.html"));
  return Render(review, options, from);
}

Result<OutputFile> RenderWithTemplate(const Review& review, const ReportOptions& options,
                                      const std::string& name) {
  TRY_ASSIGN(const Template from, ReadTemplate(name));
  TRY_ASSIGN(std::string text, Render(review, options, from));
  return OutputFile{.name = fs::path(name).filename().string(), .text = std::move(text)};
}

}  // namespace report

std::vector<std::string> TemplateNames() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : TemplateFiles()) {
    names.push_back(report::fs::path(file.name).filename().string());
  }
  return names;
}

Result<std::string> TemplateText(const std::string& name) {
  for (const EmbeddedFile& file : TemplateFiles()) {
    if (report::fs::path(file.name).filename() == name) return std::string(file.text);
  }
  return Error{"none of that name is built in; there are " + Join(TemplateNames(), ", ")};
}

}  // namespace howdunit
