// Tables of kubectl: a header and rows, aligned by Go's tabwriter.
//
//   NAMESPACE   NAME    READY   STATUS    RESTARTS      AGE
//   shop        web-0   1/1     Running   2 (3d1h ago)  41d
//
// Cells hold blanks, may be empty, and lose their alignment where someone edited
// the text, wrote it into a chat, or watched (-w).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/reader.h"

namespace howdunit {

class Table {
 public:
  // Cells of the header; nothing if it has fewer than two. A leading "# " or "> "
  // (a quoted table) is dropped from every line. `header` must outlive the table's
  // use of names.
  static std::optional<Table> FromHeader(std::string_view header);

  // Index of the column, or -1.
  int Find(std::string_view name) const;
  std::size_t columns() const { return names_.size(); }
  const std::vector<std::string>& names() const { return names_; }

  // One cell per column, trimmed; nothing if the line cannot be a row. A column
  // that a row of another shape lacks is empty.
  std::optional<std::vector<std::string_view>> Row(std::string_view line) const;

 private:
  bool SplitByOffsets(std::string_view line, std::vector<std::string_view>& cells) const;

  std::vector<std::string> names_;
  std::vector<std::size_t> starts_;  // in characters
};

// One row's cells by the names of their columns; "" for a column that there is not. `table` must
// outlive it.
class TableRow {
 public:
  TableRow(const Table& table, std::vector<std::string_view> cells)
      : table_(table), cells_(std::move(cells)) {}

  bool Has(std::string_view column) const { return table_.Find(column) >= 0; }
  std::string_view operator[](std::string_view column) const {
    const int at = table_.Find(column);
    return at < 0 ? std::string_view() : cells_[static_cast<std::size_t>(at)];
  }

 private:
  const Table& table_;
  std::vector<std::string_view> cells_;
};

// Without the "# " or "> " that quotes it.
std::string_view Unquote(std::string_view line);

}  // namespace howdunit
