// A named text pattern that gives a message its meaning.
#pragma once

#include <string>
#include <vector>

namespace howdunit {

// Loaded from rules/signatures/*.yaml, matched by ingest while it reads.
struct Signature {
  std::string id;     // "cni-401"
  std::string title;  // what a match means, one sentence

  // A matching text contains at least one of these, byte for byte. They are what
  // is searched for; the pattern decides. At least 7 bytes each.
  std::vector<std::string> literals;

  // … and one of these, if there are any: where the literals fill logs. At least 3 bytes each.
  std::vector<std::string> beside;

  // RE2, matched anywhere in the text after Go quoting has been undone (no \" is
  // left). Named groups become captures; the names are in docs/rule-language.md.
  std::string pattern;

  // Groups that tell one happening from another. Matches at the same place that
  // agree on them are counted, not repeated. Empty: all groups.
  std::vector<std::string> key;

  // CNI call stages (docs/rule-language.md, "Stages"): which one the text shows
  // failing. Empty if it says nothing of stages.
  std::string stage;

  // Says nothing of a fault: listed nowhere unless a rule asks for it.
  bool routine = false;

  std::vector<std::string> matches;      // examples that must match …
  std::vector<std::string> non_matches;  // … and that must not
};

}  // namespace howdunit
