// Moments for other programs, and in words how each is known.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"
#include "report/model/review.h"

namespace howdunit::report {

// "2026-05-23T02:01:10.000000+00:00", always this wide; empty if the moment is not known.
std::string FormatIso(const std::optional<Micros>& time);

// "Occurrence (resolved from an age)"; of something that lasted, its "First occurrence".
std::string DescribeStart(const TimelineRow& row);
// "Last occurrence (resolved from an age)".
std::string DescribeEnd(const TimelineRow& row);

}  // namespace howdunit::report
