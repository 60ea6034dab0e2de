// actions.csv and actions.json: what the review advises, for a tracker of tasks. Owner and due date
// are people's to fill.

#include <nlohmann/json.hpp>

#include "core/text.h"
#include "report/exports/csv.h"
#include "report/model/advice.h"
#include "report/outputs.h"

namespace howdunit::report {
namespace {

using Json = nlohmann::ordered_json;

struct Action {
  std::string id;
  AdviceOf advice;
};

// All of it, in the order of the review.
std::vector<Action> ActionsOf(const Review& review) {
  std::vector<Action> actions;
  for (const auto& advice : {RemediesOf(review), VerificationsOf(review), PreventionsOf(review)}) {
    for (const AdviceOf& item : advice) {
      actions.push_back({"A" + std::to_string(actions.size() + 1), item});
    }
  }
  return actions;
}

// "F4 (confirmed): The token is bound to …; F5 (likely): …".
std::string DescribeFindings(const AdviceOf& advice) {
  std::vector<std::string> findings;
  for (const Finding* finding : advice.findings) {
    findings.push_back(finding->name + " (" + finding->verdict + "): " + finding->title);
  }
  return Join(findings, "; ");
}

Json ToJson(const Action& action) {
  Json findings = Json::array();
  for (const Finding* finding : action.advice.findings) {
    findings.push_back(
        {{"id", finding->name}, {"title", finding->title}, {"verdict", finding->verdict}});
  }
  const Advice& advice = *action.advice.advice;
  return {{"id", action.id},
          {"kind", advice.kind},
          {"text", advice.text},
          {"command", advice.command},
          {"priority", advice.priority},
          {"findings", std::move(findings)},
          {"owner", ""},
          {"due", ""}};
}

}  // namespace

Result<std::string> RenderActionsCsv(const Review& review, const ReportOptions& options) {
  // The last column also tells a later run that the file may be replaced.
  std::string csv = CsvRow({"id", "kind", "text", "command", "priority", "findings", "owner", "due",
                            "howdunit_version"});
  for (const Action& action : ActionsOf(review)) {
    const Advice& advice = *action.advice.advice;
    csv += CsvRow({action.id, advice.kind, advice.text, advice.command, advice.priority,
                   DescribeFindings(action.advice), "", "", options.version});
  }
  return csv;
}

Result<std::string> RenderActionsJson(const Review& review, const ReportOptions& options) {
  Json actions = Json::array();
  for (const Action& action : ActionsOf(review)) actions.push_back(ToJson(action));
  const Json document = {{"schema", "howdunit/actions/1"},
                         {"tool", {{"name", "howdunit"}, {"version", options.version}}},
                         {"actions", std::move(actions)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace howdunit::report
