// What the program's exit says.
#pragma once

namespace howdunit {

enum ExitCode : int {
  kDone = 0,
  kFailOn = 1,  // --fail-on was met
  kWrongUsage = 2,
  kIncomplete = 3,  // done, but something in a bundle could not be read, or an answer was cut
  kNotDone = 4,     // no usable input, cannot write, internal error
};

}  // namespace howdunit
