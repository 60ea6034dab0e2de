// Whether a case file that came from elsewhere can be read at all.
#pragma once

#include <string>

#include "core/result.h"

namespace howdunit {

// Fails, and says why, if the file at `path` is no case file of this version, is damaged, or has
// other tables. Reads all of it.
Result<void> CheckWhole(const std::string& path);

}  // namespace howdunit
