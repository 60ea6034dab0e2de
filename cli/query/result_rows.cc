#include "cli/query/result_rows.h"

#include "codec/json_text.h"
#include "core/text.h"

namespace howdunit {

std::vector<std::string> ColumnsOf(const Statement& row) {
  std::vector<std::string> names;
  for (int i = 0; i < row.ColumnCount(); ++i) names.push_back(RepairUtf8(row.ColumnName(i)));
  return names;
}

ResultCell CellOf(const Statement& row, int column) {
  using Kind = ResultCell::Kind;
  if (row.IsNull(column)) return {};
  if (row.IsInteger(column)) return {Kind::kNumber, std::to_string(row.Int(column))};
  if (row.IsReal(column)) return {Kind::kNumber, JsonReal(row.Real(column))};
  // As SQL has it: x'00ff'.
  if (row.IsBlob(column)) return {Kind::kText, "x'" + ToHex(row.Text(column)) + "'"};
  return {Kind::kText, RepairUtf8(row.Text(column))};
}

}  // namespace howdunit
