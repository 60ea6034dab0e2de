#include "cli/query/query_command.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <vector>

#include "cli/exit_code.h"
#include "cli/query/near_names.h"
#include "cli/query/query_alarm.h"
#include "cli/query/result_rows.h"
#include "core/log.h"
#include "core/text.h"
#include "store/database.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostSql = 1 << 20;  // as the fence has it
constexpr std::size_t kLeastCell = 32;     // what one costs that is kept

Result<std::string> ReadSql(const Options& options, std::istream& in) {
  if (options.sql != "-") return options.sql;
  std::string sql(kMostSql + 1, '\0');
  in.read(sql.data(), static_cast<std::streamsize>(sql.size()));
  sql.resize(static_cast<std::size_t>(in.gcount()));
  if (sql.size() > kMostSql) return Error{"query: expected at most 1 MiB of SQL"};
  return sql;
}

struct Reason {
  std::string_view says;  // SQLite
  std::string_view means;
};
constexpr std::array kReasons = std::to_array<Reason>({
    {"interrupted", "stopped, because it takes too long; ask for less"},
    {"out of memory", "stopped, because it takes too much memory; ask for less"},
    {"string or blob too big", "stopped, because it makes a text of more than 16 MiB"},
});

Error Explain(const Database& database, std::string_view sql, const std::string& error) {
  for (const Reason& reason : kReasons) {
    if (reason.says == error) return Error{"query: " + std::string(reason.means)};
  }
  // It quotes the SQL, and names from the file.
  return Error{"query: " + ReplaceAll(RepairUtf8(NameNearest(database, sql, error)), "\n", "\\n")};
}

// What a row adds to the size of the answer.
std::size_t SizeOf(const Statement& statement) {
  std::size_t size = 0;
  for (int i = 0; i < statement.ColumnCount(); ++i) {
    const bool number = statement.IsInteger(i) || statement.IsReal(i);
    size += std::max(kLeastCell, number ? 0 : statement.Bytes(i));
  }
  return size;
}

// Writes the rows; returns where the answer was cut, or "".
std::string WriteRows(Statement& statement, std::int64_t most_rows, const QueryLimits& limits,
                      ResultWriter& writer, const std::ostream& out) {
  const int columns = statement.ColumnCount();
  std::vector<ResultCell> row(static_cast<std::size_t>(columns));
  std::size_t size = 0;
  for (std::int64_t rows = 0; statement.Step() && out.good(); ++rows) {
    const std::string here = "the answer is cut after " + std::to_string(rows) + " rows";
    if (rows == most_rows) return here + "; --limit sets how many are written";
    const std::size_t more = SizeOf(statement);
    size += more;
    if (more > limits.row) return here + ", before a row of more than 16 MiB";
    if (size > limits.answer) return here + ", at 64 MiB";
    for (int i = 0; i < columns; ++i) row[static_cast<std::size_t>(i)] = CellOf(statement, i);
    writer.Add(row);
  }
  return "";
}

}  // namespace

Result<int> Query(const Options& options, const QueryLimits& limits, std::istream& in,
                  std::ostream& out) {
  TRY_ASSIGN(const std::string sql, ReadSql(options, in));
  const QueryAlarm alarm(limits.seconds);
  TRY_ASSIGN(Database database, Database::OpenReadOnly(options.database));
  database.SetFence(limits.fence);
  const QueryAlarm::Watch watch(database);
  auto prepared = database.PrepareForeign(sql);
  if (!prepared) return Explain(database, sql, prepared.error().message);
  Statement statement = std::move(*prepared);
  const auto writer = MakeResultWriter(options.table_format, out);
  writer->Begin(ColumnsOf(statement));
  const std::string cut = WriteRows(statement, options.limit, limits, *writer, out);
  if (!statement.error().empty()) return Explain(database, sql, statement.error());
  writer->End();
  if (!out.flush()) return Error{"query: cannot write the answer"};
  if (cut.empty()) return kDone;
  LogWarning(Redact("query: " + cut));
  return kIncomplete;
}

Result<int> RunQueryCommand(const Options& options) {
  return Query(options, QueryLimits{}, std::cin, std::cout);
}

}  // namespace howdunit
