#include "cli/triage/triage_run.h"

#include <chrono>
#include <future>
#include <optional>
#include <utility>

#include "cli/files/kept_texts.h"
#include "cli/files/output_folder.h"
#include "cli/progress.h"
#include "core/log.h"
#include "store/copy_bundle.h"

namespace howdunit {
namespace {

// What a crash may cost, in bundles and in bytes of text; each commit waits for the disk. Not in
// seconds: the archive counts its commits, and its bytes shall not depend on the machine.
constexpr int kMostBundles = 64;
constexpr std::int64_t kMostBytes = 64 << 20;

}  // namespace

// Where a bundle is judged, until the archive has it.
struct TriageRun::Place {
  std::unique_ptr<BundleJudge> judge;
  std::optional<BundleCopier> copier;  // into the archive, if there is one
  std::future<Result<JudgedBundle>> judged;
};

TriageRun::TriageRun(JudgeOptions judging, TriageRunOptions options)
    : judging_(std::move(judging)), options_(std::move(options)) {}

TriageRun::~TriageRun() = default;

Result<std::unique_ptr<TriageRun>> TriageRun::Create(const JudgeOptions& judging,
                                                     const TriageRunOptions& options) {
  std::unique_ptr<TriageRun> run(new TriageRun(judging, options));
  if (options.archive != nullptr && !options.again) {
    const auto kept = options.reviews.empty() ? Archive::Kept::kAny : Archive::Kept::kWithReview;
    TRY_ASSIGN(run->known_, options.archive->Hashes(judging.book.sha256, kept));
  }
  run->judging_.known = &run->known_;
  // Two that are judged already do not keep a thread waiting for the archive.
  const std::size_t places = options.jobs > 1 ? options.jobs + 2 : 1;
  for (std::size_t i = 0; i < places; ++i) {
    auto place = std::make_unique<Place>();
    TRY_ASSIGN(place->judge, BundleJudge::Create(run->judging_));
    if (options.archive != nullptr) {
      TRY_ASSIGN(BundleCopier copier,
                 BundleCopier::Create(place->judge->database(), options.archive->database()));
      place->copier.emplace(std::move(copier));
    }
    run->places_.push_back(std::move(place));
  }
  run->pool_ = std::make_unique<WorkerPool>(options.jobs > 1 ? options.jobs : 0);
  return run;
}

Result<void> TriageRun::Take(const FoundBundle& bundle, Place& place, const TakeTriaged& take) {
  TRY_ASSIGN(JudgedBundle judged, place.judged.get());
  if (judged.known) {
    TRY_ASSIGN(const auto line, options_.archive->Find(judged.sha256, judging_.book.sha256));
    if (line) take(*line, {});
    return {};
  }
  if (!options_.reviews.empty() && !judged.files.empty()) {
    TRY_ASSIGN(const OutputFolder folder, OutputFolder::Open(options_.reviews + "/" + bundle.name));
    for (const OutputFile& file : judged.files) {
      if (const auto nobody = CheckNobodyWrote(folder.PathOf(file.name)); !nobody) {
        LogWarning(Redact(nobody.error().message + "; it stays as it is"));
        continue;
      }
      TRY(folder.WriteSoon(file.name, file.text));
    }
    judged.line.review = RedactIdentifier(folder.path());
  }
  if (place.copier && !judged.sha256.empty()) {
    TRY(options_.archive->Add(*place.copier, judged.line));
  }
  take(judged.line, std::move(judged.files));
  ++bundles_pending_;
  bytes_pending_ += judged.bytes;
  const bool enough = bundles_pending_ >= kMostBundles || bytes_pending_ >= kMostBytes;
  return enough ? Commit() : Result<void>();
}

// Reviews first: the archive says where they are.
Result<void> TriageRun::Commit() {
  bundles_pending_ = 0;
  bytes_pending_ = 0;
  if (!options_.reviews.empty()) {
    TRY_ASSIGN(const OutputFolder reviews, OutputFolder::Open(options_.reviews));
    TRY(reviews.SyncAll());
  }
  return options_.archive == nullptr ? Result<void>() : options_.archive->Commit();
}

Result<void> TriageRun::Run(const std::vector<FoundBundle>& bundles, const TakeTriaged& take,
                            const std::function<bool()>& stop) {
  constexpr std::chrono::milliseconds kLook{100};
  Progress progress(bundles.size(), options_.verbosity);
  const auto place_of = [&](std::size_t bundle) -> Place& {
    return *places_[bundle % places_.size()];
  };
  std::size_t begun = 0;
  for (std::size_t done = 0; done < bundles.size(); ++done) {
    for (; begun < bundles.size() && begun < done + places_.size() && !stop(); ++begun) {
      place_of(begun).judged =
          pool_->Run([judge = place_of(begun).judge.get(), path = bundles[begun].path] {
            return judge->Judge(path);
          });
    }
    if (done == begun) break;  // told to stop
    progress.Show(done, bundles[done].path);
    while (options_.jobs > 1 &&
           place_of(done).judged.wait_for(kLook) == std::future_status::timeout) {
      progress.Show(done, bundles[done].path);
    }
    TRY(Take(bundles[done], place_of(done), take));
  }
  return Commit();
}

}  // namespace howdunit
