// A diagnosed bundle in one line.
#pragma once

#include "core/result.h"
#include "core/triage_line.h"
#include "store/database.h"

namespace howdunit {

// What leads the review of this case file; its path, review and problem are left empty.
// REQUIRES: it holds one bundle, diagnosed.
Result<TriageLine> TriageOf(const Database& database);

}  // namespace howdunit
