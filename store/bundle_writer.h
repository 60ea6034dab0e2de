// Writes one bundle's contents into the case file's tables.
#pragma once

#include "core/bundle_contents.h"
#include "core/result.h"
#include "store/database.h"

namespace howdunit {

// REQUIRES: a transaction is open, and the bundle is not there yet. The contents are gone before
// the indexes are made: each takes much memory.
Result<void> WriteBundle(const Database& database, BundleContents contents);

}  // namespace howdunit
