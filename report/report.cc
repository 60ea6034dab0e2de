#include "report/report.h"

#include <algorithm>
#include <array>

#include "core/profile.h"
#include "core/text.h"
#include "report/outputs.h"
#include "report/zone.h"

namespace howdunit {
namespace {

struct Output {
  std::string_view format;
  std::string_view file;
  Result<std::string> (*render)(const report::Review& review, const ReportOptions& options);
};

// A new output: a file that makes it from a Review, and a line here. What stands in it says
// "howdunit" in its first 512 bytes, so that a later run may replace it.
constexpr std::array kOutputs = {
    Output{"md", "pir.md", report::RenderPir},
    Output{"html", "pir.html", report::RenderPirHtml},
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
      return Error{"unknown report format \"" + format + "\"; known are " + Join(known, ", ")};
    }
  }
  return {};
}

Result<report::Review> Load(const Database& database) {
  const Timed timed(Stage::kReport, "case file");
  return report::LoadReview(database);
}

}  // namespace

std::vector<std::string> ReportFormats() {
  std::vector<std::string> formats;
  for (const Output& output : kOutputs) formats.emplace_back(output.format);
  return formats;
}

Result<std::vector<OutputFile>> RenderReport(const Database& database,
                                             const ReportOptions& options) {
  const Timed timed(Stage::kReport);
  TRY(CheckFormats(options.formats));
  if (!options.zone.empty()) TRY(report::Zone::Find(options.zone));
  TRY_ASSIGN(const report::Review review, Load(database));
  std::vector<OutputFile> files;
  for (const Output& output : kOutputs) {
    if (options.only_templates) break;
    const bool wanted = options.formats.empty() ||
                        std::find(options.formats.begin(), options.formats.end(), output.format) !=
                            options.formats.end();
    if (!wanted) continue;
    const Timed rendered(Stage::kReport, output.file);
    TRY_ASSIGN(std::string text, output.render(review, options));
    files.push_back({std::string(output.file), std::move(text)});
  }
  for (const std::string& name : options.templates) {
    const Timed rendered(Stage::kReport, name);
    TRY_ASSIGN(OutputFile file, report::RenderWithTemplate(review, options, name));
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace howdunit
