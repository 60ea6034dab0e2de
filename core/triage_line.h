// What triage says of a bundle, in one line.
#pragma once

#include <optional>
#include <string>

#include "core/redacted.h"
#include "core/time.h"

namespace howdunit {

struct TriageLine {
  Redacted bundle;  // its name
  Redacted path;    // by which it was found
  Redacted review;  // folder of its review; empty if none was written
  Redacted cluster;
  std::optional<Micros> captured_earliest, captured_latest;
  std::string severity;  // "critical", "warning", "info", "none"; "unread" if it could not be read
                         // or judged
  std::string finding;   // name of the leading finding; "" if there is none
  std::string rule;
  std::string verdict;  // "confirmed", "likely", "unknown" (a symptom whose cause is not), "risk",
                        // "possible", "none"
  Redacted title;
  Redacted subject;  // "node k8s01"
  Redacted next, next_command;
  Redacted ask, ask_command;
  Redacted problem;  // why not all of it could be read
};

// Whether `a` comes first: by severity, then by certainty, then by path.
bool IsMoreUrgent(const TriageLine& a, const TriageLine& b);

}  // namespace howdunit
