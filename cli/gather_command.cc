// The template is a script that runs as it is. Lines that are comments to the shell cut it:
//
//   #! rule                          the head of a script for one rule goes here
//   #? pods: FROM pod; get pods      what follows is for rules whose text holds one of these
//   #.                               … up to here

#include "cli/gather_command.h"

#include <cstdio>
#include <vector>

#include "cli/exit_code.h"
#include "cli/load_book.h"
#include "core/check.h"
#include "core/embedded.h"
#include "core/text.h"

namespace howdunit {

const std::vector<EmbeddedFile>& GatherFiles();

namespace {

std::string OneLine(std::string_view text) {
  const std::string spaced = ReplaceAll(text, "\n", " ");
  std::string line;
  for (const std::string_view word : SplitWords(spaced)) {
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  return line;
}

// What a rule reads and asks for, as one line: its SQL, its signatures, its commands.
std::string NeedsOf(const Rule& rule) {
  std::string needs = OneLine(rule.subject);
  for (const Check& check : rule.checks) {
    for (const std::string* text : {&check.yes, &check.no, &check.covered, &check.gather}) {
      needs += " ; " + OneLine(*text);
    }
  }
  for (const std::string& signature : rule.signatures) needs += " ; " + signature;
  return needs + " ;";
}

// Whether one of the phrases "a; b; c" stands in `needs`. A table's name must end where the
// phrase does ("FROM pod" is not "FROM pod_x").
bool IsWanted(std::string_view phrases, std::string_view needs) {
  for (std::string_view phrase : Split(phrases, ';')) {
    phrase = Trim(phrase);
    const bool table = phrase.starts_with("FROM ") || phrase.starts_with("JOIN ");
    for (std::size_t at = needs.find(phrase); at != std::string_view::npos;
         at = needs.find(phrase, at + 1)) {
      const std::size_t end = at + phrase.size();
      if (!table || end == needs.size() || !(IsAlnum(needs[end]) || needs[end] == '_')) return true;
    }
  }
  return false;
}

// The head of a script for one rule.
std::string HeadOf(const Rule& rule) {
  std::string head = "#\n# For the rule " + rule.id + ", which asks for:\n";
  for (const Check& check : rule.checks) {
    if (check.gather.empty()) continue;
    for (const std::string_view line : Split(TrimRight(check.gather), '\n')) {
      head += "#   " + std::string(line) + "\n";
    }
  }
  return head;
}

std::string Cut(std::string_view script, const Rule* rule) {
  const std::string needs = rule == nullptr ? std::string() : NeedsOf(*rule);
  std::string cut;
  bool wanted = true;
  while (!script.empty()) {
    const std::string_view line = TakeUntil(script, "\n");
    std::string_view mark = TrimLeft(line);
    if (mark == "#! rule") {
      if (rule != nullptr) cut += HeadOf(*rule);
    } else if (mark == "#.") {
      wanted = true;
    } else if (mark.starts_with("#? ")) {
      TakeUntil(mark, ": ");
      wanted = rule == nullptr || IsWanted(mark, needs);
    } else if (wanted) {
      cut += std::string(line) + "\n";
    }
  }
  return cut;
}

}  // namespace

Result<std::string> MakeGatherScript(const RuleBook& book, const std::string& rule) {
  HOWDUNIT_CHECK(GatherFiles().size() == 1);
  const std::string_view script = GatherFiles().front().text;
  if (rule.empty()) return Cut(script, nullptr);
  TRY_ASSIGN(const Rule* found, FindRule(book, rule));
  return Cut(script, found);
}

Result<int> PrintGatherScript(const Options& options) {
  TRY_ASSIGN(const RuleBook book, LoadBook(options.rules));
  TRY_ASSIGN(const std::string script, MakeGatherScript(book, options.rule));
  std::fputs(script.c_str(), stdout);
  return kDone;
}

}  // namespace howdunit
