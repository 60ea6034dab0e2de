#include "cli/bundle_judge.h"

#include <algorithm>

#include "core/text.h"
#include "report/triage.h"

namespace howdunit {
namespace {

TriageLine UnreadLine(const std::string& path, const Redacted& why) {
  return {.bundle = Redact(BundleName(path)),
          .path = RedactIdentifier(path),
          .severity = "unread",
          .verdict = "none",
          .title = "could not be read",
          .ask = "the bundle once more, whole",
          .problem = why};
}

// A rule found no end in the bundle.
TriageLine UnjudgedLine(const std::string& path, const Redacted& why) {
  TriageLine line = UnreadLine(path, why);
  line.title = "could not be judged";
  line.ask = {};
  return line;
}

// Why not all of the bundle was read and judged, where it does not say so itself.
Result<Redacted> WhatWasLost(const Database& database) {
  Statement unasked = database.Prepare(
      "SELECT name || ': ' || value FROM setting WHERE name LIKE 'rules not asked%'");
  if (unasked.Step()) return Redact(unasked.Text(0));
  Statement lost = database.Prepare(
      "SELECT path, problem, count(*) OVER () FROM member WHERE lost ORDER BY path LIMIT 1");
  Redacted problem;
  if (lost.Step()) {
    const std::int64_t others = lost.Int(2) - 1;
    problem = Redact(lost.Text(0) + ": " + lost.Text(1) +
                     (others == 0 ? "" : "; and " + std::to_string(others) + " more"));
  }
  if (!lost.error().empty()) return Error{"case file: " + lost.error()};
  return problem;
}

// Not even text that no format claims.
bool HoldsNothing(const BundleContents& contents) {
  return std::all_of(contents.members.begin(), contents.members.end(),
                     [](const Member& member) { return member.lines == 0; });
}

}  // namespace

BundleJudge::BundleJudge(const JudgeOptions& options, CaseFile file)
    : options_(options), file_(std::move(file)), diagnoser_(file_.database(), options.book) {}

Result<std::unique_ptr<BundleJudge>> BundleJudge::Create(const JudgeOptions& options) {
  TRY_ASSIGN(CaseFile file, CaseFile::Open(":memory:"));
  TRY(file.SetSetting("rules", RedactIdentifier(options.book.sha256)));
  TRY(file.SetSetting("version", HOWDUNIT_VERSION));
  return std::unique_ptr<BundleJudge>(new BundleJudge(options, std::move(file)));
}

Result<JudgedBundle> BundleJudge::Judge(const std::string& path) {
  JudgedBundle judged;
  const bool resumes = options_.known != nullptr && !options_.known->empty();
  if (resumes) {
    const std::string sha256 = HashOfArchive(path);
    judged.known = options_.known->contains(sha256);
    judged.sha256 = sha256;
    if (judged.known) return judged;
  }
  const auto contents = IngestBundle(path, options_.scanner, options_.ingest);
  if (!contents || HoldsNothing(*contents)) {
    judged.sha256.clear();
    std::string why = contents ? contents->bundle.problem : contents.error().message;
    if (why.empty()) why = "it holds nothing that can be read";
    judged.line = UnreadLine(path, Redact(why));
    return judged;
  }
  judged.sha256 = contents->bundle.sha256.str();
  judged.bytes = contents->bundle.bytes;
  judged.known = resumes && options_.known->contains(judged.sha256);
  if (judged.known) return judged;

  TRY(file_.Clear());
  TRY(file_.AddBundle(*contents));
  const auto diagnosis = diagnoser_.Run();
  if (!diagnosis) {
    judged.sha256.clear();
    judged.line = UnjudgedLine(path, Redact(diagnosis.error().message));
    return judged;
  }
  TRY(file_.ReplaceDiagnosis(*diagnosis));
  TRY_ASSIGN(judged.line, TriageOf(file_.database()));
  judged.line.path = RedactIdentifier(path);
  if (judged.line.problem.empty()) {
    TRY_ASSIGN(judged.line.problem, WhatWasLost(file_.database()));
  }
  if (options_.report != nullptr) {
    TRY_ASSIGN(judged.files, RenderReport(file_.database(), *options_.report));
  }
  return judged;
}

}  // namespace howdunit
