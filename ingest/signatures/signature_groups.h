// What the lines of a text match, each happening once.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/record.h"
#include "ingest/signatures/signature_scanner.h"

namespace howdunit {

// What is known of a log line besides its text.
struct LogContext {
  Redacted node, space, pod, container, unit;
};

// Collects the matches of a member's lines, merging what repeats (same
// signature, context and key captures) into counts, and hands them to a sink at
// the end (earlier, and then in parts, if they get too many). `first` and `last`
// are told by the stamps where they can be compared, else by the order of lines.
// One per section of a log.
class SignatureGroups {
 public:
  // `origin`: of what is looked at, see SignatureRecord.
  SignatureGroups(const SignatureScanner& scanner, RecordSink& out,
                  std::string_view origin = "log");
  ~SignatureGroups();  // hands over what was collected
  SignatureGroups(const SignatureGroups&) = delete;
  SignatureGroups& operator=(const SignatureGroups&) = delete;

  // Looks at one line, or at lines `number` to `line_end` that were joined.
  // `message` is searched; `line` is quoted as evidence. Whether anything matched.
  bool Look(std::string_view message, std::string_view line, std::int64_t number,
            const Stamp& stamp, const LogContext& context, std::int64_t line_end = 0);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace howdunit
