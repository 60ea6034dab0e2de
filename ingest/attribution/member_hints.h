// What is known of a member before its first line is read.
#pragma once

#include <string>

#include "ingest/format.h"
#include "ingest/layout.h"

namespace howdunit {

// By its path: what a layout says (`placement`, where one fits), then what holds in all bundles.
MemberHints HintsOf(const std::string& path, const Placement& placement);

// The same, with the layout whose rule fits the path.
MemberHints HintsOf(const std::string& path);

}  // namespace howdunit
