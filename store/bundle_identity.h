// Which cluster a bundle is of, and which versions run in it, in its row of the case file.
#pragma once

#include <cstdint>

#include "core/result.h"
#include "store/database.h"

namespace howdunit {

// REQUIRES: the bundle's nodes and objects are written.
Result<void> WriteBundleIdentity(const Database& database, std::int64_t bundle);

}  // namespace howdunit
