// Writes the rule engine's conclusions into the case file's tables.
#pragma once

#include <string_view>

#include "core/finding.h"
#include "core/result.h"
#include "store/database.h"

namespace howdunit {

// The setting that names rules which were given up (Diagnosis::unasked).
inline constexpr std::string_view kUnaskedRules = "rules not asked, too costly here";

// Removes what an earlier run concluded. REQUIRES: a transaction is open.
Result<void> ClearDiagnosis(const Database& database);

// REQUIRES: a transaction is open, and no conclusions are there.
Result<void> WriteDiagnosis(const Database& database, const Diagnosis& diagnosis);

}  // namespace howdunit
