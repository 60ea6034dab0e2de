#include "rules/open_beginnings.h"

#include <algorithm>

namespace howdunit {

OpenBeginnings::Known OpenBeginnings::Ask() const {
  Known known{.events = {},
              .beginnings = {},
              .member_of = database_.Prepare("SELECT member FROM source WHERE id = ?")};
  Statement events = database_.Prepare(
      "SELECT source FROM event WHERE first_latest IS NULL AND last_latest IS NOT NULL");
  while (events.Step()) known.events.insert(events.Int(0));
  Statement logs = database_.Prepare(
      "SELECT source.member, coverage.earliest FROM coverage"
      " JOIN source ON source.id = coverage.source"
      " WHERE coverage.topic >= 'log/' AND coverage.topic < 'log0'"
      " AND coverage.earliest IS NOT NULL");
  while (logs.Step()) known.beginnings.emplace(logs.Int(0), logs.Int(1));
  return known;
}

bool OpenBeginnings::BeginsLog(std::int64_t source, Micros moment) {
  Statement& find = known_->member_of;
  find.Reset();
  find.Bind(1, source);
  return find.Step() && known_->beginnings.contains({find.Int(0), moment});
}

bool OpenBeginnings::Has(const Finding& finding) {
  if (!known_) known_ = Ask();
  const auto& begin = finding.span.first_earliest;
  const auto is_open = [&](std::int64_t source) {
    return known_->events.contains(source) || (begin && BeginsLog(source, *begin));
  };
  return std::any_of(finding.checks.begin(), finding.checks.end(), [&](const CheckResult& check) {
    return check.answer == Answer::kYes &&
           std::any_of(check.sources.begin(), check.sources.end(), is_open);
  });
}

}  // namespace howdunit
