// The built-in rules, and a scanner for their signatures.
#pragma once

#include <stdexcept>
#include <utility>

#include "ingest/signatures/signature_scanner.h"
#include "rules/rule.h"

namespace howdunit::testing {

struct Judge {
  RuleBook book;
  SignatureScanner scanner;
};

// Made once for all tests; with the rules' own tests.
inline const Judge& TheJudge() {
  static const Judge kJudge = [] {
    auto book = LoadRuleBook();
    if (!book) throw std::runtime_error(book.error().message);
    auto scanner = SignatureScanner::Create(book->signatures, SignatureTrust::kChecked);
    if (!scanner) throw std::runtime_error(scanner.error().message);
    return Judge{.book = std::move(*book), .scanner = std::move(*scanner)};
  }();
  return kJudge;
}

}  // namespace howdunit::testing
