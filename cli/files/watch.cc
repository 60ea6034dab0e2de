#include "cli/files/watch.h"

#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <map>
#include <thread>

namespace howdunit {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kBetweenLooks{1000};

volatile std::sig_atomic_t told_to_stop = 0;

// How a bundle looks from outside: it changes while it is being written.
struct Appearance {
  std::uint64_t bytes = 0;
  fs::file_time_type changed;
  bool operator==(const Appearance&) const = default;
};

void AddTo(Appearance& look, const fs::path& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) look.bytes += fs::file_size(path, error);
  look.changed = std::max(look.changed, fs::last_write_time(path, error));
}

Appearance LookAt(const std::string& path) {
  Appearance look{.bytes = 0, .changed = fs::file_time_type::min()};
  AddTo(look, path);
  std::error_code error;
  if (!fs::is_directory(path, error)) return look;
  fs::recursive_directory_iterator walk(path, fs::directory_options::skip_permission_denied, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    AddTo(look, walk->path());
  }
  return look;
}

void StopOnSignals() {
  struct sigaction action = {};
  action.sa_handler = [](int /*signal*/) { told_to_stop = 1; };
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

Result<void> WatchForBundles(const std::vector<std::string>& folders, TriageRun& run,
                             const TakeTriaged& take, const std::function<void()>& print) {
  StopOnSignals();
  std::map<std::string, Appearance> seen;    // at the last look
  std::map<std::string, Appearance> judged;  // as they were then
  while (told_to_stop == 0) {
    std::vector<FoundBundle> ready;
    for (FoundBundle& bundle : FindBundles(folders, Look::kArrived)) {
      const Appearance look = LookAt(bundle.path);
      const auto [last, is_new] = seen.try_emplace(bundle.path, look);
      const bool settled = !is_new && last->second == look;
      last->second = look;
      const auto done = judged.find(bundle.path);
      if (!settled || (done != judged.end() && done->second == look)) continue;
      judged[bundle.path] = look;
      ready.push_back(std::move(bundle));
    }
    if (!ready.empty()) {
      TRY(run.Run(ready, take, [] { return told_to_stop != 0; }));
      print();
    } else {
      std::this_thread::sleep_for(kBetweenLooks);
    }
  }
  return {};
}

}  // namespace howdunit
