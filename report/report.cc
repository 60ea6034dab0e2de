#include "report/report.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <future>
#include <utility>

#include "core/profile.h"
#include "core/text.h"
#include "core/worker_pool.h"
#include "report/documents.h"
#include "report/outputs.h"
#include "report/templates.h"
#include "report/zone.h"

namespace howdunit {
namespace {

struct Output {
  std::string_view format;
  std::string_view file;
  // Null: a document, by the template that is called like the file.
  Result<std::string> (*render)(const report::Review& review, const ReportOptions& options);
};

// A new output: a file that makes it from a Review, and a line here. What stands in it says
// "howdunit" in its first 512 bytes, so that a later run may replace it.
constexpr std::array kOutputs = {
    Output{"md", "pir.md", nullptr},
    Output{"html", "pir.html", nullptr},
    Output{"json", "findings.json", report::RenderFindingsJson},
    Output{"csv", "timeline.csv", report::RenderTimelineCsv},
    Output{"timesketch", "timeline.jsonl", report::RenderTimesketch},
    Output{"actions", "actions.csv", report::RenderActionsCsv},
    Output{"actions-json", "actions.json", report::RenderActionsJson},
    Output{"sarif", "findings.sarif", report::RenderSarif},
    Output{"junit", "findings.junit.xml", report::RenderJunit},
};

Result<void> CheckFormats(const std::vector<std::string>& formats) {
  const std::vector<std::string> known = ReportFormats();
  for (const std::string& format : formats) {
    if (std::find(known.begin(), known.end(), format) == known.end()) {
      return UsageError("unknown report format \"" + format + "\"; known are " + Join(known, ", "));
    }
  }
  return {};
}

bool IsWanted(const Output& output, const ReportOptions& options) {
  if (options.only_templates) return false;
  return options.formats.empty() || std::find(options.formats.begin(), options.formats.end(),
                                              output.format) != options.formats.end();
}

Result<report::Review> Load(const Database& database) {
  const Timed timed(Stage::kReport, "case file");
  TRY(database.ExpectWork(Work::kPass));
  return report::LoadReview(database);
}

}  // namespace

std::vector<std::string> ReportFormats() {
  std::vector<std::string> formats;
  for (const Output& output : kOutputs) formats.emplace_back(output.format);
  return formats;
}

Result<void> CheckReportOptions(const ReportOptions& options) {
  TRY(CheckFormats(options.formats));
  if (!options.zone.empty()) TRY(report::Zone::Find(options.zone));
  report::Templates templates;
  for (const std::string& name : options.templates) TRY(templates.Find(name));
  return {};
}

Reporter::Reporter(const Database& database, const ReportOptions& options)
    : database_(database), options_(options), templates_(std::make_unique<report::Templates>()) {}

Reporter::~Reporter() = default;

Result<void> Reporter::ParseTemplates() {
  for (const Output& output : kOutputs) {
    const bool is_document = output.render == nullptr;
    if (is_document && IsWanted(output, options_))
      TRY(templates_->BuiltIn(std::string(output.file)));
  }
  for (const std::string& name : options_.templates) TRY(templates_->Find(name));
  return {};
}

Result<std::vector<OutputFile>> Reporter::Render() {
  const Timed timed(Stage::kReport);
  TRY(CheckFormats(options_.formats));
  if (!options_.zone.empty()) TRY(report::Zone::Find(options_.zone));
  WorkerPool pool(options_.threads);
  auto parsed = pool.Run([this] { return ParseTemplates(); });  // beside the case file
  TRY_ASSIGN(const report::Review review, Load(database_));
  TRY(parsed.get());
  report::Documents documents(review, options_);
  std::vector<std::pair<std::string, std::future<Result<std::string>>>> rendering;
  const auto render = [&](std::string name, std::string part, auto make) {
    rendering.emplace_back(std::move(name), pool.Run([part = std::move(part), make] {
      const Timed rendered(Stage::kReport, part);
      return make();
    }));
  };
  const auto document = [&](report::DocumentTemplate* from) {
    return [&documents, from] { return documents.Render(*from); };
  };
  for (const Output& output : kOutputs) {
    if (!IsWanted(output, options_)) continue;
    const std::string name(output.file);
    if (output.render != nullptr) {
      render(name, name, [&, make = output.render] { return make(review, options_); });
    } else {
      TRY_ASSIGN(report::DocumentTemplate * from, templates_->BuiltIn(name));
      render(name, name, document(from));
    }
  }
  for (const std::string& name : options_.templates) {
    TRY_ASSIGN(report::DocumentTemplate * from, templates_->Find(name));
    render(std::filesystem::path(name).filename().string(), name, document(from));
  }
  std::vector<OutputFile> files;
  for (auto& [name, rendered] : rendering) {
    TRY_ASSIGN(std::string text, rendered.get());
    files.push_back({name, std::move(text)});
  }
  return files;
}

Result<std::vector<OutputFile>> RenderReport(const Database& database,
                                             const ReportOptions& options) {
  return Reporter(database, options).Render();
}

}  // namespace howdunit
