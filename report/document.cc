#include "report/document.h"

#include <algorithm>
#include <optional>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

// By these the evidence is numbered, whatever is shown.
constexpr Limits kNumbering = {.rows = 25, .events = 25, .excerpt = 0, .citations = 5};

// Where a document sends its readers for what it leaves out: to what holds more and is written too.
std::string Elsewhere(const ReportOptions& options, const Markup& markup) {
  const auto written = [&](std::string_view format) {
    return options.formats.empty() || std::find(options.formats.begin(), options.formats.end(),
                                                format) != options.formats.end();
  };
  if (!markup.holds_more() && written("html")) return "in pir.html";
  return written("json") ? "in findings.json" : "in the case file";
}

void FillSections(const Review& review, const ReportOptions& options, const Zone* zone,
                  const std::string& elsewhere, const Limits& limits, EvidenceRegister& evidence,
                  TemplateData& data) {
  SectionContext context{.review = review,
                         .limits = limits,
                         .zone = zone,
                         .version = options.version,
                         .elsewhere = elsewhere,
                         .answers = options.answers,
                         .evidence = evidence,
                         .out = data};
  for (const Section& section : AllSections()) section.fill(context);
}

std::size_t ReplaceMarks(std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(kTodoMark); at != std::string::npos;
       at = text.find(kTodoMark, at)) {
    text.replace(at, 1, "TODO(human)");
    ++count;
  }
  return count;
}

}  // namespace

EvidenceRegister NumberEvidence(const Review& review) {
  EvidenceRegister evidence(review, kNumbering.citations);
  TemplateData unused;
  FillSections(review, {}, nullptr, "", kNumbering, evidence, unused);
  return evidence;
}

Result<Document> RenderDocument(const Review& review, const ReportOptions& options,
                                std::string_view text_of_template, const Markup& markup,
                                const Limits& limits) {
  std::optional<Zone> zone;
  if (!options.zone.empty()) {
    TRY_ASSIGN(zone, Zone::Find(options.zone));
  }
  EvidenceRegister evidence(NumberEvidence(review), limits.citations);
  TemplateData data;
  FillSections(review, options, zone ? &*zone : nullptr, Elsewhere(options, markup), limits,
               evidence, data);
  // Once to count the TODOs, once to say how many there are.
  TRY_ASSIGN(std::string draft, RenderTemplate(text_of_template, data, markup, evidence));
  const std::size_t todos = ReplaceMarks(draft);
  data.Set("todo_count", Number(static_cast<std::int64_t>(todos)));
  data.SetFlag("has_todos", todos > 0);
  TRY_ASSIGN(std::string text, RenderTemplate(text_of_template, data, markup, evidence));
  ReplaceMarks(text);
  return Document{.text = markup.Finish(std::move(text)), .todos = todos};
}

}  // namespace howdunit::report
