#include "ingest/text/framed_table.h"

#include "core/text.h"

namespace howdunit {

bool IsFrame(std::string_view line) {
  line = Trim(line);
  return line.size() > 2 && line.starts_with("+-") &&
         line.find_first_not_of("+-") == std::string_view::npos;
}

std::vector<std::string_view> FramedCells(std::string_view line) {
  line = Trim(line);
  if (line.size() < 3 || !line.starts_with('|')) return {};
  line.remove_prefix(1);
  if (line.ends_with('|')) line.remove_suffix(1);
  auto cells = Split(line, '|');
  for (std::string_view& cell : cells) cell = Trim(cell);
  return cells;
}

void ReadFramedRows(Reader& in, std::size_t columns, std::size_t key, const FramedVisitor& visit) {
  FramedRow row;
  const auto finish = [&] {
    if (!row.cells.empty()) visit.row(row);
    row = {};
  };
  while (const auto line = in.Peek()) {
    const auto cells = FramedCells(line->text);
    if (visit.ends(line->text) || (cells.empty() && !IsFrame(line->text))) break;
    const bool whole = cells.size() == columns;
    const bool goes_on = whole && cells[key].empty() && !row.cells.empty();
    if (!goes_on) finish();
    if (goes_on) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!cells[i].empty())
          row.cells[i].append(row.cells[i].empty() ? "" : " ").append(cells[i]);
      }
      row.quoted.append("\n").append(line->text);
    } else if (whole) {
      row = {.cells = {cells.begin(), cells.end()},
             .quoted = std::string(line->text),
             .first = line->number};
    } else if (!cells.empty()) {
      visit.cut(*line);
    }
    row.last = line->number;
    visit.look(*line);
    in.Next();
  }
  finish();
}

}  // namespace howdunit
