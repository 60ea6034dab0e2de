// Where the time of a run went (--profile): seconds, bytes and the costliest parts of each
// stage, for the whole process. Off unless StartProfile() was called; then a scope costs
// one test of a flag. No result may depend on it.
//
//   const Timed timed(Stage::kInflate);            // until the end of the scope
//   timed.AddBytes(inflated);                      // for the stage's rate
//   const Timed rule(Stage::kRules, "node-lost");  // named too, should it cost much
//
// A scope stops the clock of the one around it on its thread, so no second is counted
// twice: stages may be nested as the code is. Threads add up, so that all stages together
// may take longer than the run. A scope costs two looks at the clock (0.1 µs): it belongs
// around a block or a member, not around a line.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace howdunit {

// In the order of kStageNames, which is the order in which they are shown.
enum class Stage : std::uint8_t {
  kBook,     // loading the rules and signatures
  kInflate,  // reading and inflating, archives taken apart
  kScan,     // searching text for signatures
  kParse,    // lines and documents made into records
  kSettle,   // times, attribution, merging
  kStore,    // writing the case file
  kRules,
  kReport,
  kRest,  // what no other stage claims
};

inline constexpr std::array<std::string_view, 9> kStageNames = {
    "book", "inflate", "scan", "parse", "settle", "store", "rules", "report", "rest"};

// Turns it on; the run is counted from here. Before any other thread is started.
void StartProfile();

class Timed {
 public:
  // `part`: one of many that make up the stage, like a rule; "" is none. Its time counts
  // with that of the scopes inside it.
  explicit Timed(Stage stage, std::string_view part = {}) : stage_(stage) {
    if (enabled.load(std::memory_order_relaxed)) Begin(part);
  }
  ~Timed() {
    if (running_) End();
  }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

  void AddBytes(std::int64_t bytes) const {
    if (running_) CountBytes(bytes);
  }

 private:
  friend void StartProfile();
  using Clock = std::chrono::steady_clock;

  void Begin(std::string_view part);
  void End();
  void CountBytes(std::int64_t bytes) const;
  // Puts the time since `since_` to the account of the stage.
  void Account(Clock::time_point now);

  static std::atomic<bool> enabled;
  static thread_local Timed* innermost;  // of this thread

  Stage stage_;
  bool running_ = false;
  Timed* around_ = nullptr;
  Clock::time_point began_;
  Clock::time_point since_;  // when it began, or a scope inside it ended last
  std::string part_;
};

struct StageProfile {
  Stage stage;
  double seconds = 0;      // of all threads
  std::int64_t bytes = 0;  // 0: it says nothing of bytes
};

struct PartProfile {
  Stage stage;
  std::string name;
  double seconds = 0;
};

struct Profile {
  double seconds = 0;                // since StartProfile()
  std::vector<StageProfile> stages;  // that took any time, in order
  std::vector<PartProfile> parts;    // that cost more than their share, costliest first
};

// A part is costly if it took more than 5 % of its stage's time and more than 5 ms.
Profile ReadProfile();

}  // namespace howdunit
