// What a kubectl command, or the name of the file its output went to, says about
// which objects it lists.
#pragma once

#include <string>
#include <string_view>

#include "ingest/format.h"

namespace howdunit {

struct Scope {
  bool all = false;      // of every namespace (-A)
  bool part = false;     // a selector, names or a pipe leave some out
  bool watch = false;    // -w: each row was printed at a moment of its own
  std::string space;     // of this namespace (-n X); empty if not said
  std::string resource;  // "pods"; empty if there is no command
};

Scope ScopeOf(const MemberHints& hints);

// "pods", "nodes", "events" or "objects/<Kind>": a CoverageRecord's topic.
std::string TopicOfKind(std::string_view kind);

}  // namespace howdunit
