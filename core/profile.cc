#include "core/profile.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

namespace howdunit {
namespace {

constexpr double kCostlyShare = 0.05;
constexpr double kCostlySeconds = 0.005;

double Seconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

std::size_t Index(Stage stage) { return static_cast<std::size_t>(stage); }

struct StageAccount {
  std::atomic<std::int64_t> nanoseconds = 0;
  std::atomic<std::int64_t> bytes = 0;
};

// What was counted since StartProfile().
struct Accounts {
  std::array<StageAccount, kStageNames.size()> stages;
  std::mutex mutex;  // guards `parts`
  std::map<std::pair<Stage, std::string>, std::chrono::nanoseconds> parts;
  std::chrono::steady_clock::time_point started;
};

Accounts& TheAccounts() {
  static Accounts accounts;
  return accounts;
}

}  // namespace

std::atomic<bool> Timed::enabled = false;
thread_local Timed* Timed::innermost = nullptr;

void StartProfile() {
  Accounts& accounts = TheAccounts();
  for (StageAccount& stage : accounts.stages) {
    stage.nanoseconds = 0;
    stage.bytes = 0;
  }
  accounts.parts.clear();
  accounts.started = Timed::Clock::now();
  Timed::enabled = true;
}

void Timed::Begin(std::string_view part) {
  running_ = true;
  part_ = part;
  began_ = Clock::now();
  since_ = began_;
  around_ = std::exchange(innermost, this);
  if (around_ != nullptr) around_->Account(began_);
}

void Timed::End() {
  const Clock::time_point now = Clock::now();
  Account(now);
  innermost = around_;
  if (around_ != nullptr) around_->since_ = now;
  if (part_.empty()) return;
  Accounts& accounts = TheAccounts();
  const std::lock_guard lock(accounts.mutex);
  accounts.parts[{stage_, part_}] += now - began_;
}

void Timed::Account(Clock::time_point now) {
  TheAccounts().stages[Index(stage_)].nanoseconds +=
      std::chrono::duration_cast<std::chrono::nanoseconds>(now - since_).count();
  since_ = now;
}

void Timed::CountBytes(std::int64_t bytes) const {
  TheAccounts().stages[Index(stage_)].bytes += bytes;
}

Profile ReadProfile() {
  Accounts& accounts = TheAccounts();
  Profile profile;
  profile.seconds = Seconds(std::chrono::steady_clock::now() - accounts.started);
  for (std::size_t i = 0; i < kStageNames.size(); ++i) {
    const StageAccount& account = accounts.stages[i];
    if (account.nanoseconds == 0) continue;
    profile.stages.push_back({.stage = static_cast<Stage>(i),
                              .seconds = Seconds(std::chrono::nanoseconds(account.nanoseconds)),
                              .bytes = account.bytes});
  }
  const std::lock_guard lock(accounts.mutex);
  for (const auto& [key, time] : accounts.parts) {
    const double seconds = Seconds(time);
    const double stage =
        Seconds(std::chrono::nanoseconds(accounts.stages[Index(key.first)].nanoseconds));
    if (seconds > kCostlySeconds && seconds > kCostlyShare * stage) {
      profile.parts.push_back({.stage = key.first, .name = key.second, .seconds = seconds});
    }
  }
  std::sort(profile.parts.begin(), profile.parts.end(),
            [](const PartProfile& a, const PartProfile& b) { return a.seconds > b.seconds; });
  return profile;
}

}  // namespace howdunit
