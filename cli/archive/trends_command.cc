#include "cli/archive/trends_command.h"

#include <array>
#include <iostream>
#include <string_view>

#include "cli/exit_code.h"
#include "cli/query/result_rows.h"
#include "store/database.h"

namespace howdunit {
namespace {

// A question is a view of store/schema.sql: a new one is a view and a line here.
struct Trend {
  std::string_view name;
  std::string_view title;
  std::string_view view;
};
constexpr std::array kTrends = std::to_array<Trend>({
    {"causes", "Incidents by cause", "v_trend_causes"},
    {"months", "Incidents by month", "v_trend_months"},
    {"clusters", "Incidents by cluster", "v_trend_clusters"},
    {"versions", "Incidents by version", "v_trend_versions"},
    {"recurrences", "Causes that came back to a cluster", "v_trend_recurrences"},
    {"unconfirmed", "Causes that were never confirmed", "v_trend_unconfirmed"},
    {"missing", "Evidence that was missing most often", "v_trend_missing"},
    {"risks", "What is true of nodes and will hurt", "v_trend_risks"},
});

Result<void> Write(const Database& database, const Trend& trend, const Options& options) {
  Statement rows = database.Prepare("SELECT * FROM " + std::string(trend.view) + " LIMIT " +
                                    std::to_string(options.most));
  const auto writer = MakeResultWriter(options.table_format, std::cout);
  writer->Begin(ColumnsOf(rows));
  while (rows.Step()) {
    std::vector<ResultCell> cells;
    for (int i = 0; i < rows.ColumnCount(); ++i) cells.push_back(CellOf(rows, i));
    writer->Add(cells);
  }
  if (!rows.error().empty()) return Error{"case file: " + rows.error()};
  writer->End();
  return {};
}

}  // namespace

std::vector<std::string> TrendNames() {
  std::vector<std::string> names;
  for (const Trend& trend : kTrends) names.emplace_back(trend.name);
  return names;
}

Result<int> RunTrendsCommand(const Options& options) {
  const bool for_people = options.table_format == "table" || options.table_format == "md";
  if (!for_people && options.about.empty()) {
    return Error{"--format " + options.table_format +
                 " holds one answer: say which with --about (trends --help lists them)"};
  }
  TRY_ASSIGN(const Database database, Database::OpenReadOnly(options.database));
  bool first = true;
  for (const Trend& trend : kTrends) {
    if (!options.about.empty() && options.about != trend.name) continue;
    if (for_people) {
      std::cout << (first ? "" : "\n") << (options.table_format == "md" ? "## " : "") << trend.title
                << "\n\n";
    }
    first = false;
    TRY(Write(database, trend, options));
  }
  return kDone;
}

}  // namespace howdunit
