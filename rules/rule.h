// A rule: a symptom, a cause or a latent risk, as one YAML file.
// The language is documented in docs/rule-language.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/signature.h"

namespace howdunit {

// One question with three answers. `yes` and `no` are SELECTs whose rows are the
// evidence (a column `source` each); `covered` finds what would have held a "yes":
// rows there make a missing "yes" a "no". Otherwise the answer is unknown.
struct Check {
  std::string id;
  std::string role;  // "requires", "refutes", "decides", "supports"
  std::string ask;
  std::string yes;
  std::string no;
  std::string covered;
  std::string needs;   // what would answer it
  std::string gather;  // the command that gets that
  std::int64_t line = 0;

  bool operator==(const Check&) const = default;
};

// A sentence of the answer, said only if every check in `from` was answered as
// wanted; it cites their evidence.
struct Sentence {
  std::string says;
  std::vector<std::string> from;  // check ids; "!id" wants "no" instead of "yes"

  bool operator==(const Sentence&) const = default;
};

struct Explains {
  std::string rule;
  std::vector<std::string> on;  // subject columns that must agree; empty: all that both have
  std::int64_t within = 0;      // minutes after the cause was last seen; 0: no end

  bool operator==(const Explains&) const = default;
};

struct Action {
  std::string kind;  // "remedy", "verify", "prevent"
  std::string does;
  std::string runs;
  std::string priority;

  bool operator==(const Action&) const = default;
};

// Rows for the timeline, if the rule holds.
struct TimelineQuery {
  std::string query;  // columns: earliest, latest, source; may have until_earliest, until_latest,
                      // node, count, basis and whatever `says` names
  std::string says;
  int weight = 5;  // 0 is most important

  bool operator==(const TimelineQuery&) const = default;
};

struct RuleTest {
  std::string name;
  std::string sample;                          // a bundle of samples/ to start from; may be empty
  std::vector<std::string> without;            // members left out (exact path, or "dir/")
  std::map<std::string, std::string> members;  // added or replaced
  std::string as_of;
  std::string verdict;                         // expected; "silent": no finding of this rule
  std::map<std::string, std::string> subject;  // of the finding meant
  std::string says;                            // a text that its answer or title must hold
  std::int64_t line = 0;

  bool operator==(const RuleTest&) const = default;
};

struct Rule {
  std::string id;    // the file's name
  std::string file;  // for messages: "catalog/node-lost.yaml"
  std::string kind;  // "symptom", "cause", "risk", "benign"
  std::string severity;
  std::string title;
  std::string question;
  std::string mechanism;
  std::string subject;                   // SELECT: one row per subject
  std::vector<std::string> needed_hits;  // of that (rules/needed_hits.h)
  std::vector<Check> checks;
  std::vector<Sentence> answer;
  std::vector<Explains> explains;
  std::vector<std::string> signatures;  // whose hits the rule accounts for
  std::vector<Action> actions;
  std::vector<TimelineQuery> timeline;
  std::vector<RuleTest> tests;

  bool operator==(const Rule&) const = default;
};

struct RuleBook {
  std::vector<Rule> rules;  // sorted by id
  std::vector<Signature> signatures;
  std::string sha256;   // of all files, whole
  bool checked = true;  // whether each file was held against its schema
};

// What a book is loaded for.
enum class BookUse {
  kCheck,  // everything in it, and each file held against its schema
  kRun,    // of the rules in the program, which its tests have checked: without the rules' tests,
           // the signatures' examples and the schema. A folder's are read as for kCheck.
};

// The rules that are compiled into the program, or those of `folder` (which
// holds catalog/*.yaml and signatures/*.yaml). The error names file and line:
// "catalog/node-lost.yaml:12: severity: \"fatal\" is not one of …".
Result<RuleBook> LoadRuleBook(const std::string& folder = "", BookUse use = BookUse::kCheck);

// Fails, with the name that may have been meant, if there is none.
Result<const Rule*> FindRule(const RuleBook& book, std::string_view id);

// A single rule file; `name` is its name, for the id and messages.
Result<Rule> ParseRule(const std::string& name, std::string_view text);
Result<Signature> ParseSignature(const std::string& name, std::string_view text);

}  // namespace howdunit
