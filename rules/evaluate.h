// One rule over the case file: its subjects, its checks, its verdicts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/finding.h"
#include "core/result.h"
#include "rules/fill.h"
#include "rules/query.h"
#include "rules/rule.h"
#include "store/database.h"

namespace howdunit {

// A finding with the values that its texts were filled from.
struct Evaluated {
  Finding finding;
  const Rule* rule = nullptr;
  Values values;
  // If it was merged: the values of each bundle in which it holds, in the order of
  // capture.
  std::vector<Values> held;
};

struct EvaluatedRule {
  std::vector<Evaluated> findings;
  bool cut = false;  // it has more subjects than were asked about
};

// So many subjects of a rule are asked about. Nobody reads more findings.
inline constexpr std::size_t kMostSubjects = 5000;

// One finding for each of the first subjects. Of rows that name the same subject the one with the
// strongest verdict tells it, the first of several; what the others with that verdict say is added.
// The error names the rule's file, the line of the check and what SQLite said.
Result<EvaluatedRule> EvaluateRule(Queries& queries, const Rule& rule);

// The checks of `about`'s rule, asked of another bundle about the same subject. Only
// the subject's names are known there: a check that needs more of its row (when it was
// seen, how often) is unknown, and so is one that fails.
std::vector<CheckResult> AskElsewhere(const Database& database, const Evaluated& about,
                                      std::int64_t bundle);

// The verdict of design: what the answers to checks of these roles mean.
Verdict Judge(const std::vector<CheckResult>& checks);

}  // namespace howdunit
