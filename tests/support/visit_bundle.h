// What visiting a bundle gives: members' texts, and what was said of them.
#pragma once

#include <map>
#include <string>

#include "ingest/bundle/bundle_reader.h"

namespace howdunit::testing {

struct Visited {
  std::map<std::string, std::string> texts, problems, skipped;
  std::string problem, error;
};

inline Visited Visit(const std::string& path, const Limits& limits = {}) {
  Visited visited;
  const auto scan = VisitBundle(path, limits, [&](const MemberEntry& entry, MemberBytes& bytes) {
    std::string& text = visited.texts[entry.path];
    char buffer[1000];
    while (const std::size_t got = bytes.Read(buffer, sizeof buffer)) text.append(buffer, got);
    if (!bytes.problem.empty()) visited.problems[entry.path] = bytes.problem;
  });
  if (!scan) {
    visited.error = scan.error().message;
    return visited;
  }
  for (const SkippedEntry& entry : scan->skipped) visited.skipped[entry.path] = entry.reason;
  visited.problem = scan->problem;
  return visited;
}

}  // namespace howdunit::testing
