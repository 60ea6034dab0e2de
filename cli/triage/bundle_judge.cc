#include "cli/triage/bundle_judge.h"

#include <algorithm>

#include "cli/case_work.h"
#include "ingest/bundle/bundle_reader.h"
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

// Not even text that no format claims.
bool HoldsNothing(const BundleContents& contents) {
  return std::all_of(contents.members.begin(), contents.members.end(),
                     [](const Member& member) { return member.lines == 0; });
}

}  // namespace

BundleJudge::BundleJudge(const JudgeOptions& options, CaseFile file)
    : options_(options), file_(std::move(file)), diagnoser_(file_.database(), options.book) {
  if (options.report != nullptr) reporter_.emplace(file_.database(), *options.report);
}

Result<std::unique_ptr<BundleJudge>> BundleJudge::Create(const JudgeOptions& options) {
  TRY_ASSIGN(CaseFile file, CaseFile::Open(":memory:"));
  file.database().KeepStatements();
  TRY(NoteJudge(options.book, file));
  return std::unique_ptr<BundleJudge>(new BundleJudge(options, std::move(file)));
}

Result<JudgedBundle> BundleJudge::Judge(const std::string& path) {
  JudgedBundle judged;
  const bool resumes = options_.known != nullptr && !options_.known->empty();
  if (resumes) {
    judged.sha256 = HashOfFile(path);
    judged.known = options_.known->contains(judged.sha256);
    if (judged.known) return judged;
  }
  auto contents = IngestBundle(path, options_.scanner, options_.ingest);
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
  TRY(file_.AddBundle(*std::move(contents)));
  const auto diagnosis = diagnoser_.Run();
  if (!diagnosis) {
    judged.sha256.clear();
    judged.line = UnjudgedLine(path, Redact(diagnosis.error().message));
    return judged;
  }
  TRY(file_.ReplaceDiagnosis(*diagnosis));
  TRY_ASSIGN(judged.line, TriageOf(file_.database()));
  judged.line.path = RedactIdentifier(path);
  TRY_ASSIGN(judged.line.problem, WhyIncomplete(file_.database()));
  if (reporter_) {
    TRY_ASSIGN(judged.files, reporter_->Render());
  }
  return judged;
}

}  // namespace howdunit
