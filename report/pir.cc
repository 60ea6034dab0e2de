// The review for people: documents by a template, as long as their readers allow.

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
    Limits{.rows = 500, .events = 2000, .excerpt = 600, .citations = 12},
    Limits{.rows = 100, .events = 500, .excerpt = 300, .citations = 8},
    Limits{.rows = 25, .events = 100, .excerpt = 240, .citations = 5},
    Limits{.rows = 6, .events = 25, .excerpt = 60, .citations = 1},
};

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

const EmbeddedFile* FindBuiltIn(const std::string& name) {
  for (const EmbeddedFile& file : TemplateFiles()) {
    if (fs::path(file.name).filename() == name) return &file;
  }
  return nullptr;
}

Result<Template> ReadTemplate(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  if (in) return Template{name, std::string(std::istreambuf_iterator<char>(in), {})};
  if (const EmbeddedFile* file = FindBuiltIn(name)) {
    return Template{"templates/" + name, std::string(file->text)};
  }
  return Error{"cannot open the template " + name +
               ", and none of that name is built in; there are " + Join(TemplateNames(), ", ")};
}

Result<std::string> Render(const Review& review, const ReportOptions& options,
                           const Template& from) {
  const Language& language = LanguageOf(from.name);
  const std::unique_ptr<Markup> markup = language.make();
  std::string text;
  for (const Limits& limits : language.limits) {
    auto document = RenderDocument(review, options, from.text, *markup, limits);
    if (!document) return Error{from.name + ": " + document.error().message};
    text = std::move(document->text);
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

}  // namespace howdunit
