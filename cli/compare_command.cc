#include "cli/compare_command.h"

#include <cstdio>

#include "cli/case_work.h"
#include "cli/load_book.h"
#include "report/report.h"

namespace howdunit {
namespace {

bool AreOneCluster(const Database& database) {
  Statement several = database.Prepare(
      "SELECT EXISTS (SELECT 1 FROM cluster_bundle GROUP BY cluster HAVING count(*) > 1)");
  return several.Step() && several.Int(0) != 0;
}

}  // namespace

Result<int> RunCompareCommand(const Options& options) {
  TRY_ASSIGN(const RuleBook book, LoadBook(options.rules));
  TRY(CheckReports(options, options.output));
  TRY_ASSIGN(CaseFile file, CaseFile::Open(":memory:"));
  TRY(IngestBundles(options, book, file));
  TRY(DiagnoseCase(options, book, file));
  const Database& database = file.database();
  if (!AreOneCluster(database)) {
    return Error{"nothing shows that " + options.bundles.front() + " and " +
                 options.bundles.back() +
                 " are of one cluster: no uid of an object and no node is in both"};
  }
  Options with_comparison = options;
  with_comparison.templates.insert(with_comparison.templates.begin(), "compare.md");
  if (!options.output.empty()) {
    TRY(WriteReports(with_comparison, database, options.output));
    return ExitCodeFor(options, database);
  }
  TRY_ASSIGN(const ReportOptions report, MakeReportOptions(with_comparison));
  TRY_ASSIGN(const std::vector<OutputFile> files, RenderReport(database, report));
  for (const OutputFile& output : files) {
    if (output.name == "compare.md") std::fputs(output.text.c_str(), stdout);
  }
  return ExitCodeFor(options, database);
}

}  // namespace howdunit
