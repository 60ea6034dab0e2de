#include "cli/rule_tests.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "core/text.h"
#include "ingest/ingest.h"
#include "rules/engine.h"
#include "store/case_file.h"

namespace howdunit {
namespace {

using Members = std::map<std::string, std::string>;

Result<Members> ReadSample(const std::string& folder) {
  Members members;
  std::error_code error;
  auto at = std::filesystem::recursive_directory_iterator(folder, error);
  for (; !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
    if (!at->is_regular_file(error)) continue;
    std::ifstream in(at->path(), std::ios::binary);
    members[at->path().lexically_relative(folder).string()] = {std::istreambuf_iterator<char>(in),
                                                               {}};
  }
  if (error) return Error{"cannot read the sample " + folder + ": " + error.message()};
  return members;
}

class RuleTester {
 public:
  RuleTester(const RuleBook& book, const SignatureScanner& scanner, std::string samples)
      : book_(book), scanner_(scanner), samples_(std::move(samples)) {}

  // "" if the test passes.
  Result<std::string> Run(const Rule& rule, const RuleTest& test) {
    TRY_ASSIGN(const Members members, MembersOf(rule, test));
    IngestOptions options;
    if (!test.as_of.empty()) {
      std::string_view text = test.as_of;
      const auto stamp = TakeRfc3339(text);
      if (!stamp) return "as_of is not a moment: " + test.as_of;
      options.clock.as_of = stamp->value;
    }
    TRY_ASSIGN(CaseFile file, CaseFile::Open(":memory:"));
    TRY(file.AddBundle(IngestTexts(members, scanner_, options)));
    TRY_ASSIGN(const Diagnosis diagnosis, Diagnose(file.database(), book_));
    return Compare(rule, test, diagnosis);
  }

 private:
  Result<Members> MembersOf(const Rule& rule, const RuleTest& test) {
    Members members;
    if (!test.sample.empty()) {
      if (sample_.first != test.sample) {
        TRY_ASSIGN(sample_.second, ReadSample(samples_ + "/" + test.sample));
        sample_.first = test.sample;
      }
      members = sample_.second;
    }
    for (const std::string& without : test.without) {
      const std::size_t gone = std::erase_if(members, [&](const auto& member) {
        return member.first == without ||
               (without.ends_with('/') && member.first.starts_with(without));
      });
      if (gone == 0) {
        return Error{rule.file + ":" + std::to_string(test.line) + ": the sample has no member " +
                     without};
      }
    }
    for (const auto& [path, text] : test.members) members[path] = text;
    return members;
  }

  static std::string Part(const Subject& subject, const std::string& column) {
    if (column == "node") return subject.node.str();
    if (column == "namespace") return subject.space.str();
    if (column == "pod") return subject.pod.str();
    if (column == "workload") return subject.workload.str();
    return subject.component.str();
  }

  static std::string Compare(const Rule& rule, const RuleTest& test, const Diagnosis& diagnosis) {
    std::string got = "silent";
    std::string said;
    for (const Finding& finding : diagnosis.findings) {
      if (finding.rule != rule.id) continue;
      const bool meant = std::all_of(
          test.subject.begin(), test.subject.end(),
          [&](const auto& part) { return Part(finding.subject, part.first) == part.second; });
      if (!meant) continue;
      got = VerdictName(finding.verdict);
      said = finding.title.str();
      for (const AnswerSentence& sentence : finding.answer) said += "\n" + sentence.text.str();
      for (const CheckResult& check : finding.checks) {
        said += "\n[" + check.name + ": " + std::string(AnswerName(check.answer)) + "]";
      }
      break;
    }
    for (const Benign& benign : diagnosis.benign) {
      if (benign.rule != rule.id) continue;
      got = "confirmed";
      said = benign.text.str();
    }
    if (got != test.verdict) {
      return "expected " + test.verdict + ", got " + got + (said.empty() ? "" : ":\n" + said);
    }
    if (!Contains(said, test.says)) {
      return "does not say \"" + test.says + "\" but:\n" + said;
    }
    return {};
  }

  const RuleBook& book_;
  const SignatureScanner& scanner_;
  std::string samples_;
  std::pair<std::string, Members> sample_;  // the one read last
};

}  // namespace

Result<RuleTestResults> RunRuleTests(const RuleBook& book, const std::string& samples,
                                     const std::string& only) {
  if (!only.empty()) TRY(FindRule(book, only));
  TRY_ASSIGN(const SignatureScanner scanner, SignatureScanner::Create(book.signatures));
  RuleTester tester(book, scanner, samples);
  RuleTestResults results;
  for (const Rule& rule : book.rules) {
    if (!only.empty() && rule.id != only) continue;
    for (const RuleTest& test : rule.tests) {
      TRY_ASSIGN(const std::string failure, tester.Run(rule, test));
      if (failure.empty()) {
        ++results.passed;
      } else {
        results.failures.push_back(rule.file + ":" + std::to_string(test.line) + ": " + test.name +
                                   ": " + failure);
      }
    }
  }
  return results;
}

}  // namespace howdunit
