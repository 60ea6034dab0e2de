// The steps that several commands share.
#pragma once

#include <functional>
#include <string>

#include "cli/options.h"
#include "core/result.h"
#include "ingest/ingest.h"
#include "ingest/signatures/signature_scanner.h"
#include "report/report.h"
#include "rules/rule.h"
#include "store/case_file.h"

namespace howdunit {

// Searches for the book's signatures. The program's own, loaded for a run, are known to be right.
Result<SignatureScanner> MakeScanner(const RuleBook& book);

// How --jobs, or as many as there are cores, are shared: several bundles are read at once, or
// several files of the only one.
struct JobShare {
  std::size_t bundles = 1;
  std::size_t files = 0;  // threads for the files of a bundle
};
JobShare ShareJobs(const Options& options, std::size_t bundles);

// --zone and --as-of, checked.
Result<IngestOptions> MakeIngestOptions(const Options& options);

// Gives the case file when the first bundle was read; it may be in the making until then.
using CaseFileWhenRead = std::function<Result<CaseFile*>()>;

// Reads every bundle of the command line into the case file, --jobs at once. What is written and
// told is the same for any number of them; what was read before a bundle that cannot be read stays.
Result<void> IngestBundles(const Options& options, const RuleBook& book,
                           const CaseFileWhenRead& file);
Result<void> IngestBundles(const Options& options, const RuleBook& book, CaseFile& file);

// Notes in the case file what it is judged by.
Result<void> NoteJudge(const RuleBook& book, CaseFile& file);

// Runs the rules and stores what they conclude.
Result<void> DiagnoseCase(const Options& options, const RuleBook& book, CaseFile& file);

// --format, --template, --keep and the like, checked.
Result<ReportOptions> MakeReportOptions(const Options& options);

// Whether reviews can be made as asked for and written into the folder: what can be known before
// there is a case file. Fails if people wrote into the one that is there, without --keep. Where the
// folder is empty, nothing is written.
Result<void> CheckReports(const Options& options, const std::string& folder);

// Writes the review into the folder: every format asked for.
Result<void> WriteReports(const Options& options, const Database& database,
                          const std::string& folder);

// Why not all of the evidence was read and judged; empty if all was.
Result<Redacted> WhyIncomplete(const Database& database);

// kDone, kFailOn or kIncomplete, by what the case file holds.
int ExitCodeFor(const Options& options, const Database& database);

}  // namespace howdunit
