#include "report/document.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "report/markup/marks.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

// By these the evidence is numbered, whatever is shown: E1 comes first where most people read.
constexpr Limits kNumbering = {
    .rows = 25, .events = 25, .excerpt = 240, .citations = 5, .incidents = 12, .alike = 1};

// Where a document sends its readers for what it leaves out: to what holds more and is written too.
std::string Elsewhere(const ReportOptions& options, const Markup& markup) {
  const auto written = [&](std::string_view format) {
    return options.formats.empty() || std::find(options.formats.begin(), options.formats.end(),
                                                format) != options.formats.end();
  };
  if (!markup.holds_more() && written("html")) return "in pir.html";
  return written("json") ? "in findings.json" : "in the case file";
}

// Of a document that nobody completes or reads.
SectionContext ContextOf(const Review& review, const std::string& version, const Limits& limits,
                         EvidenceRegister& evidence, TemplateData& out) {
  return {.review = review,
          .limits = limits,
          .zone = nullptr,
          .version = version,
          .elsewhere = "",
          .answers = {},
          .evidence = evidence,
          .out = out};
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

TemplateData FillTemplateData(const Review& review, const std::string& version,
                              const Limits& limits, EvidenceRegister& evidence) {
  TemplateData data;
  SectionContext context = ContextOf(review, version, limits, evidence, data);
  for (const Section& section : AllSections()) section.fill(context);
  FillEvidenceRegister(context, evidence.cited());
  data.Set("todo", Words("TODO(human)"));
  data.Set("todo_count", Number(13));
  data.SetFlag("has_todos", true);
  return data;
}

EvidenceRegister NumberEvidence(const Review& review) {
  const auto number = [&](const Limits& limits, EvidenceRegister& evidence) {
    TemplateData unread;
    SectionContext context = ContextOf(review, "", limits, evidence, unread);
    for (const Section& section : AllSections()) section.fill(context);
  };
  EvidenceRegister evidence(review, kNumbering.citations);
  number(kNumbering, evidence);
  // What only a longer document cites comes after that.
  EvidenceRegister all(evidence, kLongest.citations);
  number(kLongest, all);
  return all;
}

Result<std::string> RenderDocument(const Review& review, const EvidenceRegister& numbered,
                                   const ReportOptions& options, Template& from,
                                   const Markup& markup, const Limits& limits) {
  std::optional<Zone> zone;
  if (!options.zone.empty()) {
    TRY_ASSIGN(zone, Zone::Find(options.zone));
  }
  EvidenceRegister evidence(numbered, limits.citations);
  TemplateData data;
  SectionContext context{.review = review,
                         .limits = limits,
                         .zone = zone ? &*zone : nullptr,
                         .version = options.version,
                         .elsewhere = Elsewhere(options, markup),
                         .answers = options.answers,
                         .evidence = evidence,
                         .out = data};
  for (const Section& section : AllSections()) section.fill(context);
  TemplateValues values(markup, evidence);
  values.Set(std::exchange(data, {}));
  // Once to see what it cites and to count the TODOs, once to say so.
  std::string draft = from.Fill(values);
  FillEvidenceRegister(context, CitedIn(draft));
  const std::size_t todos = ReplaceMarks(draft);
  data.Set("todo_count", Number(static_cast<std::int64_t>(todos)));
  data.SetFlag("has_todos", todos > 0);
  values.Set(data);
  std::string text = from.Fill(values);
  ReplaceMarks(text);
  return markup.Finish(std::move(text));
}

}  // namespace howdunit::report
