// Rows of a CSV file, as spreadsheets and import filters read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace howdunit::report {

// `text` between two separators of a row. Control characters are made visible. What a spreadsheet
// would take for a formula gets an apostrophe before it.
std::string CsvCell(std::string_view text);

// `cells` as a line of RFC 4180, but ended by a newline alone.
std::string CsvRow(const std::vector<std::string>& cells);

}  // namespace howdunit::report
