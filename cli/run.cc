#include "cli/run.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <future>
#include <iostream>
#include <optional>
#include <utility>

#include "cli/archive/archived_bundle.h"
#include "cli/archive/merge_command.h"
#include "cli/archive/similar_command.h"
#include "cli/archive/trends_command.h"
#include "cli/case_work.h"
#include "cli/checks/check_cni_dir.h"
#include "cli/checks/check_kubeconfig.h"
#include "cli/compare_command.h"
#include "cli/evidence_command.h"
#include "cli/exit_code.h"
#include "cli/explain_ingest.h"
#include "cli/files/output_folder.h"
#include "cli/gather_command.h"
#include "cli/lint_command.h"
#include "cli/load_book.h"
#include "cli/profile_table.h"
#include "cli/query/query_command.h"
#include "cli/rule_commands.h"
#include "cli/triage/triage_command.h"
#include "core/profile.h"
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/ingest.h"
#include "ingest/layout.h"
#include "report/report.h"

namespace howdunit {
namespace {

std::string DefaultOutput(const Options& options) {
  return "howdunit-out/" + BundleName(options.bundles.front());
}

// Makes an empty case file on a thread of its own: a small bundle is read in little more time.
std::future<Result<CaseFile>> BeginCaseFile(const Options& options, const std::string& path) {
  const bool alone = ShareJobs(options, 1).files == 0;
  return std::async(alone ? std::launch::deferred : std::launch::async,
                    [path] { return CaseFile::Open(path, Durability::kNone); });
}

Result<int> Analyze(const Options& options) {
  // Rules and options first: a typo should cost a second, not an ingest.
  TRY_ASSIGN(const RuleBook book, LoadBook(options.rules));
  const std::string folder = options.output.empty() ? DefaultOutput(options) : options.output;
  TRY(CheckReports(options, folder));
  TRY_ASSIGN(const OutputFolder output, OutputFolder::Open(folder));

  // The case file is made beside its place and moved there when it is whole,
  // unless the user named one to add to.
  std::optional<PartialFile> own;
  if (options.database.empty()) {
    TRY_ASSIGN(PartialFile begun, output.Begin("case.db"));
    own.emplace(std::move(begun));
  }
  int code = kDone;
  {
    std::optional<CaseFile> file;
    std::future<Result<CaseFile>> beginning;
    if (own) {
      beginning = BeginCaseFile(options, own->path());
    } else {
      TRY_ASSIGN(file, CaseFile::Open(options.database));
    }
    TRY(IngestBundles(options, book, [&]() -> Result<CaseFile*> {
      if (beginning.valid()) {
        TRY_ASSIGN(file, beginning.get());
      }
      return &*file;
    }));
    if (own) own->StartSync();
    TRY(DiagnoseCase(options, book, *file));
    if (own) own->StartSync();
    TRY(WriteReports(options, file->database(), folder));
    code = ExitCodeFor(options, file->database());
  }
  if (own) {
    TRY(output.Finish(*std::move(own), "case.db"));
    LogInfo(Redact("wrote " + output.PathOf("case.db")));
  }
  return code;
}

Result<int> Ingest(const Options& options) {
  TRY_ASSIGN(const RuleBook book, LoadBook(options.rules));
  const bool keep = !options.database.empty();
  TRY_ASSIGN(CaseFile file, CaseFile::Open(keep ? options.database : ":memory:"));
  TRY(IngestBundles(options, book, file));
  if (options.explain) std::cout << ExplainIngest(file.database());
  if (keep) LogInfo(Redact("next: howdunit diagnose --db " + options.database));
  return ExitCodeFor(options, file.database());
}

Result<int> DiagnoseCommand(const Options& options) {
  TRY_ASSIGN(const RuleBook book, LoadBook(options.rules));
  std::error_code error;
  if (!std::filesystem::exists(options.database, error)) {
    return Error{"cannot open " + options.database + ": no such file; howdunit ingest makes it"};
  }
  TRY_ASSIGN(CaseFile file, CaseFile::Open(options.database));
  TRY(DiagnoseCase(options, book, file));
  LogInfo(Redact("next: howdunit report --db " + options.database + " -o FOLDER"));
  return ExitCodeFor(options, file.database());
}

Result<int> Report(const Options& options) {
  TRY_ASSIGN(const Database database, Database::OpenReadOnly(options.database));
  const std::string folder = options.output.empty() ? "." : options.output;
  TRY(CheckReports(options, folder));
  if (options.bundle.empty()) {
    TRY(WriteReports(options, database, folder));
    return ExitCodeFor(options, database);
  }
  TRY_ASSIGN(const ArchivedBundle bundle, FindArchived(database, options.bundle));
  TRY_ASSIGN(const CaseFile file, TakeOut(database, bundle));
  TRY(WriteReports(options, file.database(), folder));
  return ExitCodeFor(options, file.database());
}

Result<int> ListFormats(const Options& /*options*/) {
  for (const Format* format : AllFormats()) {
    std::printf("%-20s %s\n", std::string(format->name).c_str(),
                std::string(format->title).c_str());
    for (const std::string_view line : Split(TrimRight(format->sample), '\n')) {
      std::printf("    %s\n", std::string(line).c_str());
    }
    std::printf("\n");
  }
  return kDone;
}

Result<int> ListLayouts(const Options& /*options*/) {
  for (const Layout* layout : AllLayouts()) {
    std::printf("%-24s %s\n", std::string(layout->name).c_str(),
                std::string(layout->title).c_str());
    for (const std::string_view path : Split(TrimRight(layout->sample), '\n')) {
      std::printf("    %s\n", std::string(path).c_str());
    }
    std::printf("\n");
  }
  return kDone;
}

Result<int> ListTemplates(const Options& /*options*/) {
  for (const std::string& name : TemplateNames()) std::printf("%s\n", name.c_str());
  return kDone;
}

Result<int> ShowTemplate(const Options& options) {
  TRY_ASSIGN(const std::string text, TemplateText(options.rule));
  std::fputs(text.c_str(), stdout);
  return kDone;
}

Result<int> ListVariables(const Options& /*options*/) {
  std::fputs(ListTemplateVariables(HOWDUNIT_VERSION).c_str(), stdout);
  return kDone;
}

struct Command {
  std::string_view name;
  Result<int> (*run)(const Options& options);
};

constexpr std::array kCommands = std::to_array<Command>({
    {"analyze", Analyze},
    {"ingest", Ingest},
    {"diagnose", DiagnoseCommand},
    {"report", Report},
    {"compare", RunCompareCommand},
    {"triage", RunTriageCommand},
    {"merge", RunMergeCommand},
    {"similar", RunSimilarCommand},
    {"trends", RunTrendsCommand},
    {"evidence", RunEvidenceCommand},
    {"lint", RunLintCommand},
    {"query", RunQueryCommand},
    {"rules list", ListRules},
    {"rules show", ShowRule},
    {"rules lint", LintRules},
    {"rules test", TestRules},
    {"check kubeconfig", RunCheckKubeconfig},
    {"check cni-dir", RunCheckCniDir},
    {"gather", PrintGatherScript},
    {"template list", ListTemplates},
    {"template show", ShowTemplate},
    {"template vars", ListVariables},
    {"formats", ListFormats},
    {"layouts", ListLayouts},
});

Result<int> RunProfiled(const Command& command, const Options& options) {
  StartProfile();
  auto code = [&] {
    const Timed rest(Stage::kRest);
    return command.run(options);
  }();
  std::fputs(FormatProfile(ReadProfile()).c_str(), stderr);
  return code;
}

}  // namespace

Result<int> Run(const Options& options) {
  for (const Command& command : kCommands) {
    if (command.name != options.command) continue;
    return options.profile ? RunProfiled(command, options) : command.run(options);
  }
  return Error{"unknown command " + options.command};
}

}  // namespace howdunit
