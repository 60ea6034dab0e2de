// Many bundles, each judged by itself, several at once; the archive is written by one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cli/files/find_bundles.h"
#include "cli/options.h"
#include "cli/triage/bundle_judge.h"
#include "core/result.h"
#include "core/triage_line.h"
#include "core/worker_pool.h"
#include "store/archive.h"

namespace howdunit {

struct TriageRunOptions {
  std::size_t jobs = 1;  // bundles at once
  // Takes what is found, and tells what is known. Null: nothing is kept.
  Archive* archive = nullptr;
  std::string reviews;  // folder for a folder of each bundle; "": no review is written
  bool again = false;   // also what the archive knows
  Verbosity verbosity = Verbosity::kNormal;  // of the progress
};

// What a bundle came to, in the order in which the bundles were given.
using TakeTriaged = std::function<void(const TriageLine& line, std::vector<OutputFile> files)>;

class TriageRun {
 public:
  // `judging` without the hashes of what is known. Lives no longer than the archive is open.
  static Result<std::unique_ptr<TriageRun>> Create(const JudgeOptions& judging,
                                                   const TriageRunOptions& options);
  ~TriageRun();

  // An error means that the results cannot be kept; what was taken until then is. Stops early, and
  // in order, when `stop` says so.
  Result<void> Run(const std::vector<FoundBundle>& bundles, const TakeTriaged& take,
                   const std::function<bool()>& stop);

 private:
  struct Place;

  TriageRun(JudgeOptions judging, TriageRunOptions options);
  Result<void> Commit();
  Result<void> Take(const FoundBundle& bundle, Place& place, const TakeTriaged& take);

  JudgeOptions judging_;
  TriageRunOptions options_;
  std::set<std::string> known_;  // hashes of bundles that the archive holds, judged by these rules
  int bundles_pending_ = 0;      // not committed
  std::int64_t bytes_pending_ = 0;
  std::vector<std::unique_ptr<Place>> places_;
  std::unique_ptr<WorkerPool> pool_;  // behind what its tasks work on
};

}  // namespace howdunit
