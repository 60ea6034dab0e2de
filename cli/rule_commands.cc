#include "cli/rule_commands.h"

#include <cstdio>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/rule_tests.h"
#include "core/text.h"
#include "ingest/signatures/signature_scanner.h"
#include "rules/lint.h"
#include "rules/rule.h"
#include "store/case_file.h"

namespace howdunit {

Result<int> ListRules(const Options& options) {
  TRY_ASSIGN(const RuleBook book, LoadRuleBook(options.rules));
  for (const Rule& rule : book.rules) {
    std::printf("%-32s %-8s %-9s %s\n", rule.id.c_str(), rule.kind.c_str(), rule.severity.c_str(),
                rule.title.c_str());
  }
  return kDone;
}

Result<int> ShowRule(const Options& options) {
  TRY_ASSIGN(const RuleBook book, LoadRuleBook(options.rules));
  TRY_ASSIGN(const Rule* found, FindRule(book, options.rule));
  const Rule& rule = *found;
  std::printf("%s (%s, %s)\n%s\n\n%s\n\n", rule.id.c_str(), rule.kind.c_str(),
              rule.severity.c_str(), rule.title.c_str(), rule.mechanism.c_str());
  for (const Check& check : rule.checks) {
    std::printf("  %-9s %s\n            %s\n", check.role.c_str(), check.id.c_str(),
                check.ask.c_str());
    if (!check.needs.empty()) std::printf("            needs: %s\n", check.needs.c_str());
  }
  for (const Explains& explains : rule.explains) {
    std::printf("  explains  %s\n", explains.rule.c_str());
  }
  return kDone;
}

Result<int> LintRules(const Options& options) {
  TRY_ASSIGN(const RuleBook book, LoadRuleBook(options.rules));
  TRY_ASSIGN(const SignatureScanner scanner, SignatureScanner::Create(book.signatures));
  // An empty case file has every table: SQL that does not compile shows here.
  TRY_ASSIGN(CaseFile file, CaseFile::Open(":memory:"));
  const std::vector<std::string> problems = FindRuleProblems(file.database(), book);
  for (const std::string& problem : problems) std::printf("%s\n", problem.c_str());
  if (!problems.empty()) {
    std::printf("%zu rules, %zu signatures: %zu problem(s)\n", book.rules.size(),
                scanner.signatures().size(), problems.size());
    return kFailOn;
  }
  std::printf("%zu rules, %zu signatures: no problem found\n", book.rules.size(),
              scanner.signatures().size());
  return kDone;
}

Result<int> TestRules(const Options& options) {
  TRY_ASSIGN(const RuleBook book, LoadRuleBook(options.rules));
  TRY_ASSIGN(const RuleTestResults results, RunRuleTests(book, options.samples, options.rule));
  for (const std::string& failure : results.failures) std::printf("FAILED %s\n", failure.c_str());
  std::printf("%zu passed, %zu failed\n", results.passed, results.failures.size());
  return results.failures.empty() ? kDone : kFailOn;
}

}  // namespace howdunit
