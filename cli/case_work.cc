#include "cli/case_work.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <future>
#include <thread>

#include "cli/exit_code.h"
#include "cli/files/kept_texts.h"
#include "cli/files/output_folder.h"
#include "core/profile.h"
#include "core/text.h"
#include "core/worker_pool.h"
#include "ingest/bundles_in.h"
#include "ingest/clock/zone.h"
#include "rules/engine.h"
#include "store/diagnosis_writer.h"

namespace howdunit {
namespace {

// How many bundles may have been read that the case file has not taken yet.
constexpr std::size_t kReadAhead = 2;

// Fails if people wrote into the review that the new one would replace.
Result<void> CheckNothingIsLost(const Options& options, const std::string& folder) {
  if (folder.empty()) return {};
  const auto& formats = options.formats;
  const bool markdown =
      formats.empty() || std::find(formats.begin(), formats.end(), "md") != formats.end();
  return markdown && options.keep.empty() ? CheckNobodyWrote(folder + "/pir.md") : Result<void>();
}

Result<void> AddBundle(const std::string& path, BundleContents contents, CaseFile& file) {
  const std::string files = std::to_string(contents.members.size()) + " files";
  const std::string problem = contents.bundle.problem;
  TRY_ASSIGN(const CaseFile::Added added, file.AddBundle(std::move(contents)));
  LogInfo(Redact(path + ": " + files +
                 (added == CaseFile::Added::kAlreadyThere ? ", already in the case file" : "")));
  if (!problem.empty()) LogWarning(Redact(path + ": " + problem));
  return {};
}

// The bundles that a folder turns out to be, once it is read.
std::vector<std::string> BundlesOf(const std::string& path, const BundleContents& contents) {
  std::error_code error;
  std::vector<std::string> bundles;
  if (!std::filesystem::is_directory(path, error)) return bundles;
  for (const std::string& folder : contents.clusters_apart) {
    bundles.push_back((std::filesystem::path(path) / folder).string());
  }
  return bundles;
}

}  // namespace

Result<SignatureScanner> MakeScanner(const RuleBook& book) {
  return SignatureScanner::Create(book.signatures,
                                  book.checked ? SignatureTrust::kNone : SignatureTrust::kChecked);
}

JobShare ShareJobs(const Options& options, std::size_t bundles) {
  const std::size_t wanted =
      options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
  const bool alone = wanted > 1 && bundles == 1;
  return {.bundles = std::min(wanted, bundles), .files = alone ? wanted : 0};
}

Result<IngestOptions> MakeIngestOptions(const Options& options) {
  IngestOptions ingest;
  for (std::string_view zone : options.zones) {
    std::string_view node;
    if (Contains(zone, "=")) node = TakeUntil(zone, "=");
    TRY(CheckZone(std::string(zone)));
    ingest.clock.zones.emplace_back(node, zone);
  }
  if (!options.as_of.empty()) {
    std::string_view text = options.as_of;
    const auto stamp = TakeRfc3339(text);
    if (!stamp || !text.empty() || stamp->kind != Stamp::Kind::kUtc) {
      return UsageError(
          "--as-of: \"" + options.as_of +
          "\" is not a moment; expected RFC 3339 with a zone, like 2026-05-23T02:46:00Z");
    }
    ingest.clock.as_of = stamp->value;
  }
  return ingest;
}

Result<void> IngestBundles(const Options& options, const RuleBook& book,
                           const CaseFileWhenRead& file) {
  TRY_ASSIGN(IngestOptions ingest, MakeIngestOptions(options));
  TRY_ASSIGN(const SignatureScanner scanner, MakeScanner(book));
  std::vector<std::string> bundles;
  for (const std::string& path : options.bundles) {
    const std::vector<std::string> found = BundlesIn(path);
    bundles.insert(bundles.end(), found.begin(), found.end());
  }
  const JobShare jobs = ShareJobs(options, bundles.size());
  WorkerPool pool(jobs.bundles > 1 ? jobs.bundles : 0);
  WorkerPool pool_of_files(jobs.files);
  if (jobs.files > 0) ingest.pool = &pool_of_files;
  std::deque<std::future<Result<BundleContents>>> reading;
  std::size_t next = 0;
  for (const std::string& path : bundles) {
    for (; next < bundles.size() && reading.size() < jobs.bundles + kReadAhead; ++next) {
      reading.push_back(
          pool.Run([&, &begun = bundles[next]] { return IngestBundle(begun, scanner, ingest); }));
    }
    LogDetail(Redact("reading " + path));
    TRY_ASSIGN(BundleContents contents, reading.front().get());
    reading.pop_front();
    const std::vector<std::string> inside = BundlesOf(path, contents);
    TRY_ASSIGN(CaseFile * case_file, file());
    if (inside.empty()) TRY(AddBundle(path, std::move(contents), *case_file));
    for (const std::string& bundle : inside) {
      TRY_ASSIGN(BundleContents own, IngestBundle(bundle, scanner, ingest));
      TRY(AddBundle(bundle, std::move(own), *case_file));
    }
  }
  return {};
}

Result<void> IngestBundles(const Options& options, const RuleBook& book, CaseFile& file) {
  return IngestBundles(options, book, [&]() -> Result<CaseFile*> { return &file; });
}

Result<void> NoteJudge(const RuleBook& book, CaseFile& file) {
  TRY(file.SetSetting("rules", RedactIdentifier(book.sha256)));
  return file.SetSetting("version", HOWDUNIT_VERSION);
}

Result<void> DiagnoseCase(const Options& options, const RuleBook& book, CaseFile& file) {
  std::optional<Database> twin;
  if (ShareJobs(options, 1).files > 0) {
    if (auto opened = file.database().OpenTwin()) twin = std::move(*opened);
  }
  TRY_ASSIGN(const Diagnosis diagnosis, Diagnose(file.database(), book, twin ? &*twin : nullptr));
  TRY(NoteJudge(book, file));
  return file.ReplaceDiagnosis(diagnosis);
}

Result<ReportOptions> MakeReportOptions(const Options& options) {
  ReportOptions report{.zone = options.report_zone,
                       .formats = options.formats,
                       .templates = options.templates,
                       .version = HOWDUNIT_VERSION,
                       .front_matter = options.front_matter};
  if (!options.keep.empty()) {
    TRY_ASSIGN(report.answers, ReadKept(options.keep));
  }
  return report;
}

Result<void> CheckReports(const Options& options, const std::string& folder) {
  TRY_ASSIGN(const ReportOptions report, MakeReportOptions(options));
  TRY(CheckReportOptions(report));
  return CheckNothingIsLost(options, folder);
}

Result<void> WriteReports(const Options& options, const Database& database,
                          const std::string& folder) {
  TRY(CheckNothingIsLost(options, folder));
  TRY_ASSIGN(const OutputFolder output, OutputFolder::Open(folder));
  TRY_ASSIGN(ReportOptions report, MakeReportOptions(options));
  report.threads = ShareJobs(options, 1).files;
  TRY_ASSIGN(const std::vector<OutputFile> files, RenderReport(database, report));
  for (const OutputFile& file : files) TRY(output.CheckReplaceable(file.name));
  // Each waits for the disk.
  WorkerPool pool(report.threads == 0 ? 0 : files.size());
  std::vector<std::future<Result<void>>> writing;
  for (const OutputFile& file : files) {
    writing.push_back(pool.Run([&] { return output.Write(file.name, file.text); }));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    const OutputFile& file = files[i];
    TRY(writing[i].get());
    LogInfo(Redact("wrote " + output.PathOf(file.name)));
  }
  return {};
}

Result<Redacted> WhyIncomplete(const Database& database) {
  Statement reasons = database.Prepare(
      "SELECT why FROM ("
      " SELECT 1 AS rank, id AS place, problem AS why FROM bundle WHERE problem <> ''"
      " UNION ALL SELECT 2, 0, name || ': ' || value FROM setting WHERE name = ?1"
      " UNION ALL SELECT 3, row_number() OVER (ORDER BY path), path || ': ' || problem"
      "   || CASE count(*) OVER () WHEN 1 THEN ''"
      "      ELSE '; and ' || (count(*) OVER () - 1) || ' more'"
      "      END FROM member WHERE lost) ORDER BY rank, place LIMIT 1");
  reasons.Bind(1, Redact(kUnaskedRules));
  Redacted why;
  if (reasons.Step()) why = Redact(reasons.Text(0));
  if (!reasons.error().empty()) return Error{"case file: " + reasons.error()};
  return why;
}

int ExitCodeFor(const Options& options, const Database& database) {
  if (const auto wanted = VerdictFromName(options.fail_on)) {
    Statement findings = database.Prepare("SELECT verdict FROM finding WHERE kind <> 'risk'");
    while (findings.Step()) {
      const auto verdict = VerdictFromName(findings.Text(0));
      if (verdict && *verdict <= *wanted) return kFailOn;
    }
  }
  const auto why = WhyIncomplete(database);
  return why && why->empty() ? kDone : kIncomplete;
}

}  // namespace howdunit
