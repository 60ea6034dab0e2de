// What the program tells about its own work: to stderr and, if asked, to a file.
// Results never go here. Only redacted text can be logged.
#pragma once

#include <string>

#include "core/redacted.h"
#include "core/result.h"

namespace howdunit {

enum class Verbosity { kQuiet, kNormal, kVerbose };

// Before the first message. `file` may be empty; it is appended to.
Result<void> StartLog(Verbosity verbosity, const std::string& file);

void LogError(const Redacted& message);    // always shown
void LogWarning(const Redacted& message);  // not with kQuiet
void LogInfo(const Redacted& message);     // not with kQuiet
void LogDetail(const Redacted& message);   // only with kVerbose

}  // namespace howdunit
