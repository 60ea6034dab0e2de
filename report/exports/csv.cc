#include "report/exports/csv.h"

#include "core/text.h"

namespace howdunit::report {
namespace {

// Spreadsheets calculate what begins so. Some look behind a tab or a line end.
constexpr std::string_view kFormula = "=+-@\t\r\n";

// Beside what RFC 4180 names: what some locales and programs separate cells by.
constexpr std::string_view kQuoted = "\",;\t\n";

}  // namespace

std::string CsvCell(std::string_view text) {
  std::string cell = MakeVisible(text);
  if (!cell.empty() && kFormula.find(cell.front()) != std::string_view::npos) cell.insert(0, "'");
  if (cell.find_first_of(kQuoted) == std::string::npos) return cell;
  return '"' + ReplaceAll(cell, "\"", "\"\"") + '"';
}

std::string CsvRow(const std::vector<std::string>& cells) {
  std::vector<std::string> encoded;
  for (const std::string& cell : cells) encoded.push_back(CsvCell(cell));
  return Join(encoded, ",") + "\n";
}

}  // namespace howdunit::report
