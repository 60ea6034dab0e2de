// A place in which bundles are judged one after the other, each by itself.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/triage_line.h"
#include "ingest/ingest.h"
#include "report/report.h"
#include "rules/engine.h"
#include "store/case_file.h"

namespace howdunit {

struct JudgedBundle {
  TriageLine line;                // without the folder of its review
  bool known = false;             // the archive holds it already: nothing else was done
  std::string sha256;             // empty if it could not be read or judged: it is not kept
  std::int64_t bytes = 0;         // of all that was read
  std::vector<OutputFile> files;  // its review, if one is wanted
};

// What bundles are judged by; the same for all, and read only.
struct JudgeOptions {
  const RuleBook& book;
  const SignatureScanner& scanner;
  IngestOptions ingest;
  const ReportOptions* report = nullptr;         // null: no review is wanted
  const std::set<std::string>* known = nullptr;  // hashes of bundles that need no judging
};

// Used by one thread at a time. What is asked of a case file is compiled once for all bundles, and
// templates are parsed once.
class BundleJudge {
 public:
  static Result<std::unique_ptr<BundleJudge>> Create(const JudgeOptions& options);

  // A bundle that cannot be read is a line, too. An error means that no bundle can be judged here.
  Result<JudgedBundle> Judge(const std::string& path);

  // What was read of the last bundle and concluded.
  const Database& database() const { return file_.database(); }

 private:
  BundleJudge(const JudgeOptions& options, CaseFile file);

  JudgeOptions options_;
  CaseFile file_;
  Diagnoser diagnoser_;
  std::optional<Reporter> reporter_;  // if a review is wanted
};

}  // namespace howdunit
