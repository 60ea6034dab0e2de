// The clock of this machine. Only a check of a live file may ask it: a review depends on its
// bundle alone.
#pragma once

#include "core/time.h"

namespace howdunit {

Micros WallClockNow();

}  // namespace howdunit
