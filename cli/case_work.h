// The steps that several commands share.
#pragma once

#include <string>

#include "cli/options.h"
#include "core/result.h"
#include "ingest/ingest.h"
#include "ingest/signature_scanner.h"
#include "report/report.h"
#include "rules/rule.h"
#include "store/case_file.h"

namespace howdunit {

// The program's own signatures, loaded for a run, are known to be right.
SignatureTrust TrustOf(const RuleBook& book);

// --jobs, or as many as there are cores.
std::size_t JobsWanted(const Options& options);

// --zone and --as-of, checked.
Result<IngestOptions> MakeIngestOptions(const Options& options);

// Reads every bundle of the command line into the case file, --jobs at once. What is written and
// told is the same for any number of them; what was read before a bundle that cannot be read stays.
Result<void> IngestBundles(const Options& options, const RuleBook& book, CaseFile& file);

// Runs the rules and stores what they conclude.
Result<void> DiagnoseCase(const RuleBook& book, CaseFile& file);

// --format, --template, --keep and the like, checked.
Result<ReportOptions> MakeReportOptions(const Options& options);

// Writes the review into the folder: every format asked for.
Result<void> WriteReports(const Options& options, const Database& database,
                          const std::string& folder);

// kDone, kFailOn or kIncomplete, by what the case file holds.
int ExitCodeFor(const Options& options, const Database& database);

}  // namespace howdunit
