#include "rules/lint.h"

#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>

#include "core/text.h"
#include "rules/fill.h"

namespace howdunit {
namespace {

using Names = std::set<std::string, std::less<>>;

// What every subject has, whether its SELECT names it or not.
constexpr std::array kSubjectColumns = {"node", "namespace", "pod", "workload", "component"};

// What Fill() makes of a text.
struct Placeholders {
  Names names;  // of "{name}", "{name|fallback}" and "{name:time}"
  std::vector<std::string> problems;
};

std::string FormatProblem(std::string_view reference) {
  reference = reference.substr(0, reference.find('|'));
  const std::size_t colon = reference.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view format = reference.substr(colon + 1);
  const bool known =
      std::find(kFillFormats.begin(), kFillFormats.end(), format) != kFillFormats.end();
  return known ? "" : "there is no format \"" + std::string(format) + "\"";
}

Placeholders PlaceholdersOf(std::string_view text) {
  Placeholders found;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{')) {
    text.remove_prefix(at + 1);
    if (text.starts_with('{')) {
      text.remove_prefix(1);
      continue;
    }
    const std::size_t end = text.find('}');
    const std::string_view reference = text.substr(0, end);
    const std::string shown = "\"{" + std::string(reference.substr(0, 60)) + "\"";
    if (end == std::string_view::npos) {
      found.problems.push_back(shown + " is not closed; \"{{\" is a brace");
      break;
    }
    // It would end at the brace that closes the inner one.
    if (Contains(reference, "{")) found.problems.push_back(shown + " holds another placeholder");
    const std::string problem = FormatProblem(reference);
    if (!problem.empty()) found.problems.push_back(shown + ": " + problem);
    found.names.emplace(reference.substr(0, reference.find_first_of("|:")));
    text.remove_prefix(end + 1);
  }
  return found;
}

// "" unless a command that a shell takes does not do what it seems to.
std::string TrapProblem(std::string_view command) {
  if (Contains(command, "while read") && Contains(command, "kubectl debug")) {
    return "kubectl debug -it reads the list that the loop reads";
  }
  // What is run alone, or before or behind a pipe.
  while (!command.empty()) {
    const std::size_t end = std::min(command.find_first_of("|;\n"), command.size());
    const std::string_view one = command.substr(0, end);
    command.remove_prefix(std::min(end + 1, command.size()));
    const std::size_t at = one.find("kubectl logs ");
    // "$(…)" finds the pod by its name.
    if (at == std::string_view::npos || Contains(one, "$(")) continue;
    const std::string_view logs = one.substr(at);
    if (Contains(logs, "--field-selector")) return "kubectl logs knows no --field-selector";
    if (Contains(logs, " -l ") && !Contains(logs, "--tail")) {
      return "kubectl logs -l shows ten lines of each pod; say --tail";
    }
  }
  return {};
}

// "" if braces are closed, but for those in a set of characters ("[^}]").
std::string BraceProblem(std::string_view command) {
  int open = 0;
  for (std::size_t i = 0; i < command.size(); ++i) {
    if (command.substr(i).starts_with("[^}]")) i += 3;
    if (command[i] == '{') ++open;
    if (command[i] == '}') --open;
  }
  return open == 0
             ? ""
             : "its braces do not match; of what is not filled in, \"{{\" is one and \"}\" is one";
}

// "" if a POSIX shell can parse it. Nothing of it is run.
std::string ShellProblem(const std::string& command) {
  if (command.empty()) return {};
  std::FILE* shell = ::popen("sh -n 2>/dev/null", "w");  // NOLINT(cert-env33-c): a fixed command
  if (shell == nullptr) return "no shell to check it with";
  std::fwrite(command.data(), 1, command.size(), shell);
  std::fputc('\n', shell);
  const int status = ::pclose(shell);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? "" : "no shell can parse it";
}

class Linter {
 public:
  Linter(Database& database, const RuleBook& book) : database_(database), book_(book) {
    for (const Rule& rule : book.rules) by_id_[rule.id] = &rule;
  }

  std::vector<std::string> Run() {
    for (const Rule& rule : book_.rules) {
      rule_ = &rule;
      known_ = {"bundle"};
      known_.insert(kSubjectColumns.begin(), kSubjectColumns.end());
      subject_ = ColumnsOf("subject", 1, rule.subject);
      known_.insert(subject_.begin(), subject_.end());
      for (const Check& check : rule.checks) LintCheck(check);
      LintTexts();
      LintExplains();
      LintCommands();
      LintTests();
    }
    return std::move(problems_);
  }

 private:
  void Tell(std::int64_t line, const std::string& what) {
    problems_.push_back(rule_->file + ":" + std::to_string(line) + ": " + what);
  }

  Names ColumnsOf(const std::string& what, std::int64_t line, const std::string& sql) {
    Names columns;
    if (sql.empty()) return columns;
    const auto statement = database_.PrepareForeign(sql);
    if (!statement) {
      Tell(line, what + ": " + statement.error().message);
      return columns;
    }
    for (int i = 0; i < statement->ColumnCount(); ++i) columns.insert(statement->ColumnName(i));
    for (const std::string& parameter : statement->ParameterNames()) {
      if (what == "subject") {
        Tell(line, what + ": nothing gives it the parameter \"" + parameter + "\"");
      } else if (!known_.contains(parameter)) {
        Tell(line, what + ": the subject has no column \"" + parameter + "\"");
      }
    }
    return columns;
  }

  void LintCheck(const Check& check) {
    const std::string name = "check \"" + check.id + "\"";
    const std::array<std::pair<const char*, const std::string*>, 3> parts = {
        {{"yes", &check.yes}, {"no", &check.no}, {"covered", &check.covered}}};
    for (const auto& [part, sql] : parts) {
      std::string what = name;
      what.append(", ").append(part);
      const Names columns = ColumnsOf(what, check.line, *sql);
      if (!columns.empty() && !columns.contains("source")) {
        Tell(check.line, what + ": no column \"source\", so no evidence");
      }
      for (const std::string& column : columns) known_.insert(check.id + "." + column);
    }
    known_.insert(check.id + ".rows");
    const bool weighs = check.role == "requires" || check.role == "decides";
    const bool open = check.no.empty() && check.covered.empty();
    if (rule_->kind == "cause" && weighs && open && check.needs.empty() &&
        !IsSaidBySubject(check)) {
      Tell(check.line, name + ": nothing makes it \"no\", and it does not say what it needs");
    }
    if (!check.needs.empty() && check.gather.empty()) {
      Tell(check.line, name + ": says what it needs, but not how to gather it");
    }
  }

  // A rule whose subjects come from the message that its only such check repeats cannot lack it.
  bool IsSaidBySubject(const Check& check) const {
    return std::any_of(
        rule_->signatures.begin(), rule_->signatures.end(), [&](const std::string& id) {
          return Contains(rule_->subject, "'" + id + "'") && Contains(check.yes, "'" + id + "'");
        });
  }

  void LintText(std::int64_t line, const std::string& text) {
    const Placeholders placeholders = PlaceholdersOf(text);
    for (const std::string& problem : placeholders.problems) Tell(line, problem);
    for (const std::string& name : placeholders.names) {
      if (!known_.contains(name)) Tell(line, "\"{" + name + "}\" is no column of this rule");
    }
  }

  void LintTexts() {
    LintText(1, rule_->title);
    LintText(1, rule_->question);
    for (const Sentence& sentence : rule_->answer) LintText(1, sentence.says);
    for (const Action& action : rule_->actions) {
      LintText(1, action.does);
      LintText(1, action.runs);
    }
    for (const Check& check : rule_->checks) {
      LintText(check.line, check.ask);
      LintText(check.line, check.needs);
      LintText(check.line, check.gather);
    }
    for (const TimelineQuery& query : rule_->timeline) {
      const Names columns = ColumnsOf("timeline", 1, query.query);
      for (const char* wanted : {"earliest", "latest", "source"}) {
        if (!columns.contains(wanted)) {
          Tell(1, std::string("timeline: no column \"") + wanted + "\"");
        }
      }
      const Placeholders placeholders = PlaceholdersOf(query.says);
      for (const std::string& problem : placeholders.problems) Tell(1, "timeline: " + problem);
      for (const std::string& name : placeholders.names) {
        if (!columns.contains(name) && !known_.contains(name)) {
          Tell(1, "timeline: \"{" + name + "}\" is no column of its query");
        }
      }
    }
  }

  bool ReachesSymptom(const Rule& rule, Names& seen) const {
    if (rule.kind == "symptom") return true;
    if (!seen.insert(rule.id).second) return false;
    return std::any_of(rule.explains.begin(), rule.explains.end(), [&](const Explains& explains) {
      const auto other = by_id_.find(explains.rule);
      return other != by_id_.end() && ReachesSymptom(*other->second, seen);
    });
  }

  void LintExplains() {
    for (const Explains& explains : rule_->explains) {
      const Rule& other = *by_id_.at(explains.rule);
      const auto statement = database_.PrepareForeign(other.subject);
      if (!statement) continue;
      Names theirs;
      for (int i = 0; i < statement->ColumnCount(); ++i) theirs.insert(statement->ColumnName(i));
      for (const std::string& column : explains.on) {
        if (!subject_.contains(column) || !theirs.contains(column)) {
          Tell(1, "explains " + explains.rule + " on \"" + column +
                      "\", which is no column of both subjects");
        }
      }
    }
    Names seen;
    if (rule_->kind == "cause" && !ReachesSymptom(*rule_, seen)) {
      Tell(1, "explains: no symptom can be reached from here");
    }
  }

  void LintCommands() {
    Values values;
    for (const std::string& name : known_) values[name] = "1";
    const auto lint = [&](std::int64_t line, const std::string& what, const std::string& command) {
      const std::string filled = FillCommand(command, values);
      for (const std::string& problem :
           {TrapProblem(filled), BraceProblem(filled), ShellProblem(filled)}) {
        if (problem.empty()) continue;
        Tell(line, what + ": " + problem);
        break;
      }
    };
    for (const Check& check : rule_->checks) {
      lint(check.line, "check \"" + check.id + "\", gather", check.gather);
    }
    for (const Action& action : rule_->actions) lint(1, action.kind, action.runs);
  }

  // A symptom or a risk that is ruled out or open is no finding: a test sees it as silent.
  void LintTests() {
    const auto count = [&](std::initializer_list<std::string_view> verdicts) {
      return std::count_if(rule_->tests.begin(), rule_->tests.end(), [&](const RuleTest& test) {
        return std::find(verdicts.begin(), verdicts.end(), test.verdict) != verdicts.end();
      });
    };
    if (count({"confirmed", "likely"}) == 0) Tell(1, "tests: none in which it fires");
    if (rule_->kind != "cause") {
      if (count({"silent"}) < 2) Tell(1, "tests: fewer than two in which it stays silent");
      return;
    }
    if (count({"silent"}) == 0) Tell(1, "tests: none in which it stays silent");
    if (count({"ruled-out"}) == 0) Tell(1, "tests: none in which it is ruled out");
    if (count({"possible", "undetermined"}) == 0) Tell(1, "tests: none in which it stays open");
  }

  Database& database_;
  const RuleBook& book_;
  std::map<std::string, const Rule*, std::less<>> by_id_;
  std::vector<std::string> problems_;
  const Rule* rule_ = nullptr;
  Names subject_;  // columns of the present rule's subject
  Names known_;    // … and of its checks, as "check.column"
};

}  // namespace

std::vector<std::string> FindRuleProblems(Database& database, const RuleBook& book) {
  return Linter(database, book).Run();
}

}  // namespace howdunit
