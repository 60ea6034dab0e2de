// What people wrote into a review (report/human.h), so that the next one does not lose it.
#pragma once

#include <string>

#include "core/result.h"
#include "report/human.h"

namespace howdunit {

// Of the file that --keep names.
Result<report::HumanTexts> ReadKept(const std::string& path);

// Fails if the review at `path` is there and people wrote into it: a new one would replace it.
Result<void> CheckNobodyWrote(const std::string& path);

}  // namespace howdunit
