#include "cli/triage/triage_command.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>

#include "cli/case_work.h"
#include "cli/exit_code.h"
#include "cli/files/scratch_file.h"
#include "cli/files/watch.h"
#include "cli/load_book.h"
#include "cli/triage/shard.h"
#include "cli/triage/triage_lines.h"
#include "cli/triage/triage_run.h"
#include "core/text.h"

namespace howdunit {
namespace {

struct Triaged {
  TriageLine line;
  std::string block;  // by the template, if one was named
};

// The archive that --db names: at its place, or on local disk until it is whole.
class Keeping {
 public:
  static Result<Keeping> Begin(const Options& options) {
    Keeping keeping;
    if (options.database.empty()) return keeping;
    if (options.shard.empty()) {
      TRY(keeping.Open(options.database, Durability::kDisk));
      return keeping;
    }
    TRY_ASSIGN(ScratchFile scratch, ScratchFile::Begin(options.database, options.scratch));
    keeping.scratch_ = std::make_unique<ScratchFile>(std::move(scratch));
    TRY(keeping.Open(keeping.scratch_->path(), Durability::kNone));
    return keeping;
  }

  Archive* archive() { return archive_.get(); }

  Result<void> End(const std::optional<Shard>& shard, std::size_t bundles) {
    if (!archive_) return {};
    if (shard) {
      TRY(archive_->NoteShard({shard->number, shard->of, static_cast<std::int64_t>(bundles)}));
    }
    TRY(archive_->Commit());
    if (!scratch_) return {};
    archive_.reset();
    return scratch_->MoveIntoPlace();
  }

 private:
  Result<void> Open(const std::string& path, Durability durability) {
    TRY_ASSIGN(Archive archive, Archive::Open(path, durability));
    archive_ = std::make_unique<Archive>(std::move(archive));
    return {};
  }

  std::unique_ptr<ScratchFile> scratch_;
  std::unique_ptr<Archive> archive_;
};

Result<void> CheckUse(const Options& options) {
  if (!options.shard.empty() && options.database.empty()) {
    return UsageError("--shard needs --db FILE: the slice's own case file");
  }
  if (!options.scratch.empty() && options.shard.empty()) {
    return UsageError("--scratch is for --shard; without it the case file is written in its place");
  }
  if (options.watch && !options.shard.empty()) {
    return UsageError(
        "--watch takes up bundles as they come, --shard a slice of a list: choose one");
  }
  if (options.watch && options.recursive) {
    return UsageError("--watch takes each folder in PATH for a bundle: without --recursive");
  }
  if (options.watch && (options.table_format == "csv" || options.table_format == "json")) {
    return UsageError("--watch has no end, " + options.table_format +
                      " a head: choose --format jsonl, table or md");
  }
  return {};
}

// A template alone is printed, not written.
bool PrintsBlocks(const Options& options) {
  return options.output.empty() && !options.templates.empty();
}

void Print(const Options& options, std::vector<Triaged> all) {
  std::sort(all.begin(), all.end(),
            [](const Triaged& a, const Triaged& b) { return IsMoreUrgent(a.line, b.line); });
  if (PrintsBlocks(options)) {
    bool first = true;
    for (const Triaged& triaged : all) {
      if (!std::exchange(first, false)) std::cout << "\n---\n\n";
      std::cout << triaged.block;
    }
    return;
  }
  std::vector<TriageLine> lines;
  for (Triaged& triaged : all) lines.push_back(std::move(triaged.line));
  WriteTriage(lines, options.table_format, std::cout);
}

// What a bundle that could not be read has in place of a block by a template.
std::string UnreadBlock(const TriageLine& line) {
  return MakeVisible(line.bundle.str()) +
         ": could not be read: " + MakeVisible(line.problem.str()) +
         "\nPlease send the bundle once more.\n";
}

}  // namespace

Result<int> RunTriageCommand(const Options& options) {
  TRY(CheckUse(options));
  std::optional<Shard> shard;
  if (!options.shard.empty()) {
    TRY_ASSIGN(shard, ParseShard(options.shard));
  }
  TRY_ASSIGN(const RuleBook book, LoadBook(options.rules));
  TRY_ASSIGN(const SignatureScanner scanner, MakeScanner(book));
  TRY_ASSIGN(IngestOptions ingest, MakeIngestOptions(options));
  TRY_ASSIGN(ReportOptions report, MakeReportOptions(options));
  const bool blocks = PrintsBlocks(options);
  report.only_templates = blocks;

  std::vector<FoundBundle> bundles;
  if (!options.watch)
    bundles = FindBundles(options.bundles, options.recursive ? Look::kBelow : Look::kHere);
  if (shard) {
    std::erase_if(bundles, [&](const FoundBundle& bundle) { return !IsIn(*shard, bundle.path); });
  }
  constexpr std::size_t kAnyNumber = SIZE_MAX;
  const JobShare jobs = ShareJobs(options, options.watch ? kAnyNumber : bundles.size());
  WorkerPool pool_of_files(jobs.files);
  if (jobs.files > 0) ingest.pool = &pool_of_files;

  TRY_ASSIGN(Keeping keeping, Keeping::Begin(options));
  const bool review = !options.output.empty() || blocks;
  TRY_ASSIGN(auto run, TriageRun::Create({.book = book,
                                          .scanner = scanner,
                                          .ingest = ingest,
                                          .report = review ? &report : nullptr},
                                         {.jobs = jobs.bundles,
                                          .archive = keeping.archive(),
                                          .reviews = options.output,
                                          .again = blocks,
                                          .verbosity = options.verbosity}));
  bool whole = true;
  std::vector<Triaged> all;
  const auto take = [&](const TriageLine& line, const std::vector<OutputFile>& files) {
    whole = whole && line.problem.empty();
    std::string block;
    if (blocks) block = files.empty() ? UnreadBlock(line) : files.back().text;
    all.push_back({line, std::move(block)});
  };
  if (options.watch) {
    const auto print = [&] {
      Print(options, std::exchange(all, {}));
      std::cout.flush();
    };
    TRY(WatchForBundles(options.bundles, *run, take, print));
  } else {
    TRY(run->Run(bundles, take, [] { return false; }));
    run.reset();
    TRY(keeping.End(shard, bundles.size()));
    Print(options, std::move(all));
  }
  return whole ? kDone : kIncomplete;
}

}  // namespace howdunit
