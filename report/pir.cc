#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>

#include "core/embedded.h"
#include "core/text.h"
#include "report/outputs.h"
#include "report/sections/sections.h"

namespace howdunit {

const std::vector<EmbeddedFile>& TemplateFiles();  // templates/*

namespace report {
namespace {

// What a GitHub issue holds is 65,536 characters.
constexpr std::size_t kMostText = 60'000;

// Tried in turn until the text is short enough.
constexpr std::array kLimits = {
    Limits{.rows = 25, .excerpt = 240, .citations = 5},
    Limits{.rows = 20, .excerpt = 160, .citations = 3},
    Limits{.rows = 12, .excerpt = 100, .citations = 2},
    Limits{.rows = 6, .excerpt = 60, .citations = 1},
};

// Stands for the beginning of a TODO while they are counted. No evidence can
// hold it: encoders make control characters visible.
constexpr char kTodoMark = '\x01';

Result<std::string> ReadTemplate(const std::string& path) {
  if (path.empty()) {
    for (const EmbeddedFile& file : TemplateFiles()) {
      if (file.name.ends_with("pir.md")) return std::string(file.text);
    }
    return Error{"templates/pir.md is not part of this program"};
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{"cannot open the template " + path};
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::size_t ReplaceMarks(std::string& text) {
  constexpr std::string_view kTodo = "> **TODO(human) ";
  std::size_t count = 0;
  for (std::size_t at = text.find(kTodoMark); at != std::string::npos;
       at = text.find(kTodoMark, at)) {
    text.replace(at, 1, kTodo);
    ++count;
  }
  return count;
}

// Sections that are switched off leave blank lines behind. Evidence in fences
// keeps its own.
std::string SqueezeBlankLines(std::string_view text) {
  std::string squeezed;
  std::string_view fence;  // the one that is open
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
    }
    squeezed.append(line).append("\n");
  }
  while (squeezed.ends_with("\n\n")) squeezed.pop_back();
  return squeezed;
}

Result<std::string> RenderWithin(const Review& review, const ReportOptions& options,
                                 const std::string& layout, const Zone* zone,
                                 const Limits& limits) {
  EvidenceRegister evidence(review, limits.citations);
  TemplateData data;
  SectionContext context{review, limits, zone, options.version, evidence, data};
  for (const Section& section : AllSections()) section.fill(context);
  data.SetMark("todo", kTodoMark);
  // Once to count the TODOs, once to say how many there are.
  TRY_ASSIGN(std::string draft, RenderTemplate(layout, data));
  data.Set("todo_count", EncodeNumber(static_cast<std::int64_t>(ReplaceMarks(draft))));
  TRY_ASSIGN(std::string text, RenderTemplate(layout, data));
  ReplaceMarks(text);
  return SqueezeBlankLines(text);
}

}  // namespace

Result<std::string> RenderPir(const Review& review, const ReportOptions& options) {
  TRY_ASSIGN(const std::string layout, ReadTemplate(options.template_file));
  std::optional<Zone> zone;
  if (!options.zone.empty()) {
    TRY_ASSIGN(zone, Zone::Find(options.zone));
  }
  std::string text;
  for (const Limits& limits : kLimits) {
    auto rendered = RenderWithin(review, options, layout, zone ? &*zone : nullptr, limits);
    if (!rendered) {
      const std::string name =
          options.template_file.empty() ? "templates/pir.md" : options.template_file;
      return Error{name + ": " + rendered.error().message};
    }
    text = *std::move(rendered);
    if (text.size() <= kMostText) break;
  }
  return text;
}

}  // namespace report
}  // namespace howdunit
