// timeline.jsonl: the timeline as Timesketch imports it, one object a line.

#include <nlohmann/json.hpp>

#include "core/text.h"
#include "report/exports/moment.h"
#include "report/model/evidence.h"
#include "report/outputs.h"

namespace howdunit::report {
namespace {

using Json = nlohmann::ordered_json;

std::string ToLine(const Review& review, const TimelineRow& row, const Moment& moment,
                   const std::string& description) {
  Json evidence = Json::array();
  for (const std::string& place : PlacesOf(review, LinesOf(review, row.sources))) {
    evidence.push_back(MakeVisible(place));
  }
  // The tag comes first: it also tells a later run that the file may be replaced.
  const Json line = {{"tag", {"howdunit"}},
                     {"datetime", FormatIso(moment.earliest)},
                     {"timestamp", moment.earliest ? Json(*moment.earliest) : Json()},
                     {"timestamp_desc", description},
                     {"message", MakeVisible(row.text)},
                     {"node", MakeVisible(row.node)},
                     {"basis", row.basis},
                     {"count", row.count},
                     {"earliest", FormatIso(moment.earliest)},
                     {"latest", FormatIso(moment.latest)},
                     {"evidence", std::move(evidence)}};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

Result<std::string> RenderTimesketch(const Review& review, const ReportOptions& /*options*/) {
  std::string lines;
  for (const TimelineRow& row : review.timeline) {
    lines += ToLine(review, row, row.from, DescribeStart(row));
    if (row.until.known()) lines += ToLine(review, row, row.until, DescribeEnd(row));
  }
  return lines;
}

}  // namespace howdunit::report
