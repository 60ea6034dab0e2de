#include "rules/evaluate.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/judge.h"
#include "core/text.h"
#include "rules/query.h"
#include "rules/span.h"

namespace howdunit {
namespace {

// The columns of a subject that are the same in every bundle of its cluster.
constexpr std::array<std::string_view, 5> kSubjectNames = {"node", "namespace", "pod", "workload",
                                                           "component"};

Error InCheck(const Rule& rule, const Check& check, const char* part, const Error& error) {
  return Error{rule.file + ":" + std::to_string(check.line) + ": check \"" + check.id + "\", " +
               part + ": " + error.message};
}

class Evaluation {
 public:
  Evaluation(Queries& queries, const Rule& rule, const QueryRow& subject)
      : queries_(queries), rule_(rule) {
    evaluated_.rule = &rule;
    evaluated_.values = subject.values;
    Finding& finding = evaluated_.finding;
    finding.rule = rule.id;
    finding.kind = rule.kind;
    finding.severity = rule.severity;
    finding.bundle = subject.Number("bundle").value_or(0);
    finding.subject = {.node = Value("node"),
                       .space = Value("namespace"),
                       .pod = Value("pod"),
                       .workload = Value("workload"),
                       .component = Value("component")};
    finding.count = subject.Number("count").value_or(0);
    finding.span = {.first_earliest = subject.Number("first_earliest"),
                    .first_latest = subject.Number("first_latest"),
                    .last_earliest = subject.Number("last_earliest"),
                    .last_latest = subject.Number("last_latest")};
  }

  Result<Evaluated> Run() {
    for (const Check& check : rule_.checks) TRY(Ask(check));
    Finding& finding = evaluated_.finding;
    finding.verdict = Judge(finding.checks);
    finding.title = Redact(Fill(rule_.title, evaluated_.values));
    finding.question = Redact(Fill(rule_.question, evaluated_.values));
    finding.mechanism = Redact(rule_.mechanism);
    for (const Sentence& sentence : rule_.answer) Say(sentence);
    for (const Action& action : rule_.actions) Advise(action);
    return std::move(evaluated_);
  }

  // The checks alone; one that the subject's names do not suffice for is unknown.
  std::vector<CheckResult> RunByName() {
    for (const Check& check : rule_.checks) {
      if (NamesSuffice(check) && Ask(check)) continue;
      evaluated_.finding.checks.push_back({.name = check.id,
                                           .role = check.role,
                                           .ask = Redact(Fill(check.ask, evaluated_.values))});
    }
    return std::move(evaluated_.finding.checks);
  }

 private:
  // A parameter without a value is NULL, which some conditions take for a "no".
  bool NamesSuffice(const Check& check) const {
    for (const std::string* sql : {&check.yes, &check.no, &check.covered}) {
      if (sql->empty()) continue;
      const auto parameters = queries_.ParametersOf(*sql);
      if (!parameters) return false;
      for (const std::string& parameter : *parameters) {
        if (parameter != "bundle" && std::find(kSubjectNames.begin(), kSubjectNames.end(),
                                               parameter) == kSubjectNames.end()) {
          return false;
        }
      }
    }
    return true;
  }

  Redacted Value(std::string_view name) const {
    const auto found = evaluated_.values.find(name);
    return found == evaluated_.values.end() ? Redacted() : Redact(found->second);
  }

  void Remember(const Check& check, const QueryAnswer& found) {
    for (const auto& [column, value] : found.first) {
      evaluated_.values[check.id + "." + column] = value;
    }
    evaluated_.values[check.id + ".rows"] =
        (found.rows < kMostRows ? "" : "at least ") + std::to_string(found.rows);
  }

  Result<void> Ask(const Check& check) {
    CheckResult result{.name = check.id, .role = check.role};
    auto yes = queries_.Ask(check.yes, evaluated_.values);
    if (!yes) return InCheck(rule_, check, "yes", yes.error());
    QueryAnswer found = std::move(*yes);
    if (found.rows > 0) {
      result.answer = Answer::kYes;
    } else {
      for (const auto& [part, sql] : {std::pair("no", &check.no), {"covered", &check.covered}}) {
        if (found.rows > 0 || sql->empty()) continue;
        auto no = queries_.Ask(*sql, evaluated_.values);
        if (!no) return InCheck(rule_, check, part, no.error());
        found = std::move(*no);
      }
      if (found.rows > 0) result.answer = Answer::kNo;
    }
    // An answer without evidence is no answer.
    if (found.sources.empty()) result.answer = Answer::kUnknown;
    if (result.answer != Answer::kUnknown) Remember(check, found);
    result.sources = std::move(found.sources);
    result.ask = Redact(Fill(check.ask, evaluated_.values));
    if (result.answer == Answer::kUnknown) {
      result.needs = Redact(Fill(check.needs, evaluated_.values));
      result.command = Redact(FillCommand(check.gather, evaluated_.values));
    }
    evaluated_.finding.checks.push_back(std::move(result));
    return {};
  }

  const CheckResult& ResultOf(std::string_view id) const {
    const auto& checks = evaluated_.finding.checks;
    return *std::find_if(checks.begin(), checks.end(),
                         [&](const CheckResult& check) { return check.name == id; });
  }

  void Say(const Sentence& sentence) {
    AnswerSentence said;
    for (std::string_view from : sentence.from) {
      const Answer wanted = from.starts_with('!') ? Answer::kNo : Answer::kYes;
      if (from.starts_with('!')) from.remove_prefix(1);
      const CheckResult& check = ResultOf(from);
      if (check.answer != wanted) return;
      for (const std::int64_t source : check.sources) {
        if (std::find(said.sources.begin(), said.sources.end(), source) == said.sources.end()) {
          said.sources.push_back(source);
        }
      }
    }
    said.text = Redact(Fill(sentence.says, evaluated_.values));
    if (!said.text.empty()) evaluated_.finding.answer.push_back(std::move(said));
  }

  void Advise(const Action& action) {
    const std::string does = Fill(action.does, evaluated_.values);
    const std::string runs = FillCommand(action.runs, evaluated_.values);
    if (does.empty() || (runs.empty() && !action.runs.empty())) return;
    evaluated_.finding.advice.push_back({.kind = action.kind,
                                         .text = Redact(does),
                                         .command = Redact(TrimRight(runs)),
                                         .priority = action.priority});
  }

  Queries& queries_;
  const Rule& rule_;
  Evaluated evaluated_;
};

void AddAll(const std::vector<std::int64_t>& from, std::vector<std::int64_t>& into) {
  for (const std::int64_t source : from) {
    if (std::find(into.begin(), into.end(), source) == into.end()) into.push_back(source);
  }
}

// What `more` says of the same subject, which another row of it was asked for, by the same verdict.
void Join(const Finding& more, Finding& into) {
  Widen(into.span, more.span);
  // Rows may tell of the same happenings.
  into.count = std::max(into.count, more.count);
  for (std::size_t i = 0; i < into.checks.size(); ++i) {
    if (into.checks[i].answer == more.checks[i].answer) {
      AddAll(more.checks[i].sources, into.checks[i].sources);
    }
  }
  for (const AnswerSentence& sentence : more.answer) {
    const auto said = std::find_if(into.answer.begin(), into.answer.end(),
                                   [&](const auto& one) { return one.text == sentence.text; });
    if (said == into.answer.end()) {
      into.answer.push_back(sentence);
    } else {
      AddAll(sentence.sources, said->sources);
    }
  }
}

}  // namespace

Verdict Judge(const std::vector<CheckResult>& checks) {
  std::vector<JudgedCheck> judged;
  for (const CheckResult& check : checks) judged.push_back({check.role, check.answer});
  return Judge(judged);
}

Result<EvaluatedRule> EvaluateRule(Queries& queries, const Rule& rule) {
  auto subjects = queries.Run(rule.subject, {}, kMostSubjects + 1);
  if (!subjects) return Error{rule.file + ":1: subject: " + subjects.error().message};
  const bool cut = subjects->size() > kMostSubjects;
  if (cut) subjects->resize(kMostSubjects);
  std::vector<Evaluated> all;
  std::map<std::pair<std::int64_t, Subject>, std::size_t> places;
  for (const QueryRow& subject : *subjects) {
    TRY_ASSIGN(Evaluated evaluated, Evaluation(queries, rule, subject).Run());
    const Finding& finding = evaluated.finding;
    const auto [at, is_new] = places.try_emplace({finding.bundle, finding.subject}, all.size());
    if (is_new) {
      all.push_back(std::move(evaluated));
      continue;
    }
    Evaluated& known = all[at->second];
    if (finding.verdict < known.finding.verdict) {
      known = std::move(evaluated);
    } else if (finding.verdict == known.finding.verdict) {
      Join(finding, known.finding);
    }
  }
  return EvaluatedRule{std::move(all), cut};
}

std::vector<CheckResult> AskElsewhere(const Database& database, const Evaluated& about,
                                      std::int64_t bundle) {
  QueryRow subject;
  subject.values["bundle"] = std::to_string(bundle);
  for (const std::string_view name : kSubjectNames) {
    const auto value = about.values.find(name);
    if (value != about.values.end()) subject.values.insert(*value);
  }
  Queries queries(database);
  return Evaluation(queries, *about.rule, subject).RunByName();
}

}  // namespace howdunit
