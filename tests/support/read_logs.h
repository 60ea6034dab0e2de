// Texts of logs, read with two signatures: "denied" (Unauthorized) and "deadline".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/memory_sink.h"

namespace howdunit::testing {

inline std::vector<Signature> LogSignatures() {
  Signature refused;
  refused.id = "denied";
  refused.literals = {"Unauthorized"};
  refused.pattern = R"x((?:plugin type="(?P<plugin>[^"]+)".*)?Unauthorized)x";
  Signature late;
  late.id = "deadline";
  late.literals = {"DeadlineExceeded"};
  late.pattern = "code = DeadlineExceeded desc";
  return {refused, late};
}

inline MemorySink ReadLogs(std::string_view text, std::string_view path = "file.txt") {
  return ReadText(text, path, LogSignatures());
}

inline std::string First(const CoverageRecord& coverage) {
  return FormatUtc(coverage.first.stamp.value);
}
inline std::string Last(const CoverageRecord& coverage) {
  return FormatUtc(coverage.last.stamp.value);
}

}  // namespace howdunit::testing
