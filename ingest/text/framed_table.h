// Tables in a frame, as the Go programs of Calico, etcd and others draw them:
//
//   +--------------+-------+--------------------------------+
//   | PEER ADDRESS | STATE |              INFO              |
//   +--------------+-------+--------------------------------+
//   | 10.0.0.13    | start | Active Socket: Connection      |
//   |              |       | refused                        |
//   +--------------+-------+--------------------------------+
//
// Source: olekukonko/tablewriter. Long cells go on in further lines.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"

namespace howdunit {

// "+-----+----+"
bool IsFrame(std::string_view line);

// The cells of "| a | b |"; none for another line. Views of the line.
std::vector<std::string_view> FramedCells(std::string_view line);

// One row, its lines joined.
struct FramedRow {
  std::vector<std::string> cells;
  std::string quoted;
  std::int64_t first = 0;
  std::int64_t last = 0;
};

// What a reader of rows does with them.
struct FramedVisitor {
  std::function<bool(std::string_view line)> ends;  // whether the line begins something else
  std::function<void(const Line& line)> look;       // at each line, before it is taken
  std::function<void(const Line& line)> cut;        // a line with another number of cells
  std::function<void(const FramedRow& row)> row;
};

// Takes rows of `columns` cells, to the first line that is none. A line whose cell `key` is empty
// goes on with the row before it.
void ReadFramedRows(Reader& in, std::size_t columns, std::size_t key, const FramedVisitor& visit);

}  // namespace howdunit
