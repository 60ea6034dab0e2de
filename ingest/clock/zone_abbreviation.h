// Abbreviations of time zones, as `date` and journalctl print them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace howdunit {

// The offset of "UTC", "AEST", "CEST". Nothing for an abbreviation that several zones share: CST is
// China's, America's and Cuba's, IST India's, Israel's and Ireland's, PST America's and Manila's.
std::optional<Micros> OffsetOfAbbreviation(std::string_view abbreviation);

// The offsets that such a shared abbreviation can mean; empty for all others.
std::vector<Micros> MeaningsOf(std::string_view abbreviation);

}  // namespace howdunit
