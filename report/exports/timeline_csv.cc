// timeline.csv: every row of the timeline, for a spreadsheet.

#include "core/text.h"
#include "report/exports/csv.h"
#include "report/exports/moment.h"
#include "report/model/evidence.h"
#include "report/outputs.h"

namespace howdunit::report {

Result<std::string> RenderTimelineCsv(const Review& review, const ReportOptions& options) {
  // The last column also tells a later run that the file may be replaced.
  std::string csv =
      CsvRow({"datetime", "timestamp_desc", "message", "earliest", "latest", "until_earliest",
              "until_latest", "basis", "node", "count", "evidence", "howdunit_version"});
  for (const TimelineRow& row : review.timeline) {
    csv += CsvRow({FormatIso(row.from.earliest), DescribeStart(row), row.text,
                   FormatIso(row.from.earliest), FormatIso(row.from.latest),
                   FormatIso(row.until.earliest), FormatIso(row.until.latest), row.basis, row.node,
                   std::to_string(row.count),
                   Join(PlacesOf(review, LinesOf(review, row.sources)), "; "), options.version});
  }
  return csv;
}

}  // namespace howdunit::report
