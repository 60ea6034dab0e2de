#include "cli/checks/wall_clock.h"

#include <chrono>

namespace howdunit {

Micros WallClockNow() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

}  // namespace howdunit
