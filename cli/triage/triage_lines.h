// Lines of triage on their way out.
#pragma once

#include <ostream>
#include <string_view>
#include <vector>

#include "core/triage_line.h"

namespace howdunit {

// In one of ResultFormats(). A table for people leaves out what does not fit a screen: paths of
// reviews, names of rules, commands.
void WriteTriage(const std::vector<TriageLine>& lines, std::string_view format, std::ostream& out);

}  // namespace howdunit
