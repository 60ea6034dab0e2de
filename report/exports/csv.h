// Rows of a CSV file, as spreadsheets and import filters read them.
#pragma once

#include <string>
#include <vector>

namespace howdunit::report {

// `cells` as a line of RFC 4180, but ended by a newline alone. Control characters are made visible.
// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
std::string CsvRow(const std::vector<std::string>& cells);

}  // namespace howdunit::report
