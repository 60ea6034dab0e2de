// What visiting a bundle gives: members' texts, and what was said of them.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include <catch2/catch.hpp>

#include "ingest/bundle/bundle_reader.h"

namespace howdunit::testing {

struct Visited {
  std::map<std::string, std::string> texts, problems, skipped;
  std::string problem, error;
  bool operator==(const Visited&) const = default;
};

inline Visited VisitBy(WorkerPool* pool, const std::string& path, const Limits& limits) {
  Visited visited;
  std::mutex mutex;
  const auto visit = [&](const MemberEntry& entry, MemberBytes& bytes) {
    std::string text;
    char buffer[1000];
    while (const std::size_t got = bytes.Read(buffer, sizeof buffer)) text.append(buffer, got);
    const std::lock_guard lock(mutex);
    visited.texts[entry.path] += text;
    if (!bytes.problem.empty()) visited.problems[entry.path] = bytes.problem;
  };
  const auto scan = VisitBundle(path, limits, visit, pool);
  if (!scan) {
    visited.error = scan.error().message;
    return visited;
  }
  for (const SkippedEntry& entry : scan->skipped) visited.skipped[entry.path] = entry.reason;
  visited.problem = scan->problem;
  return visited;
}

// Visited by this thread; that a pool gives the same is checked on the way.
inline Visited Visit(const std::string& path, const Limits& limits = {}) {
  Visited visited = VisitBy(nullptr, path, limits);
  WorkerPool pool(3);
  CHECK(VisitBy(&pool, path, limits) == visited);
  return visited;
}

}  // namespace howdunit::testing
