// Filling a rule's texts from what the evidence says.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace howdunit {

// Values by name: a subject's columns as "node", a check's first row as
// "check-id.column".
using Values = std::map<std::string, std::string, std::less<>>;

// What may stand behind the colon in {name:time}.
inline constexpr std::array<std::string_view, 3> kFillFormats = {"time", "duration", "short"};

// Replaces {name} by its value. {name|fallback} says the fallback where the value
// is unknown or empty; {name:time}, {name:duration} and {name:short} print
// microseconds as UTC, as a duration, and the first 12 characters. "{{" is "{". A
// value that is unknown and has no fallback makes the whole text empty: a
// sentence with a hole is not said.
std::string Fill(std::string_view text, const Values& values);

// As Fill(), for a shell command: a value that holds anything but letters, digits
// and ._:/@=,+- (which all names of Kubernetes and ordinary paths are made of) is
// not put in; its name in capitals stands there instead, for a person to fill.
std::string FillCommand(std::string_view text, const Values& values);

}  // namespace howdunit
