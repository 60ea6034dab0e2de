// Rows of a case file as cells of an answer.
#pragma once

#include <string>
#include <vector>

#include "cli/query/result_writer.h"
#include "store/database.h"

namespace howdunit {

std::vector<std::string> ColumnsOf(const Statement& row);
ResultCell CellOf(const Statement& row, int column);

}  // namespace howdunit
