// How far a long run is, on stderr: a bar on a terminal, a line every few seconds elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "cli/options.h"

namespace howdunit {

class Progress {
 public:
  // Says nothing if `verbosity` is kQuiet, or in the first seconds.
  Progress(std::size_t total, Verbosity verbosity);
  ~Progress();  // takes the bar away
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `done` of the total are done, and the next is `current`. Cheap: may be called often.
  void Show(std::size_t done, const std::string& current);

 private:
  using Clock = std::chrono::steady_clock;

  std::string Text(std::size_t done, const std::string& current, Clock::time_point now) const;

  std::size_t total_;
  bool quiet_;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point last_ = begun_;
};

}  // namespace howdunit
