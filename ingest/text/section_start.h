// The lines that start a section of a member: a prompt with a command, of a shell, of Windows or
// quoted in mail, a command alone, the first line of `watch`, what `head` and `more` print above a
// file.
#pragma once

#include <optional>
#include <string_view>

namespace howdunit {

// Views of the line.
struct SectionStart {
  std::string_view command;      // "kubectl get pods -A"
  std::string_view prompt_host;  // "k8s01"
  std::string_view file_header;  // of `head`
  bool more = false;             // the rule of `more`: the name stands on the next line
};

// Nothing if the line starts no section.
std::optional<SectionStart> ParseSectionStart(std::string_view line);

inline bool IsSectionStart(std::string_view line) { return ParseSectionStart(line).has_value(); }

bool IsMoreRule(std::string_view line);

// A line that people, or a loop over machines, write above what is of one of them: "== k8s01 ==",
// "## k8s01", and before a fence "k8s01:", "**k8s01**:". A view of the line.
struct Heading {
  std::string_view host;  // its only word, if that has a digit or a hyphen, as hosts do
  bool label = false;     // one of the last two forms: of the fence alone
};

// Nothing if the line is no heading. Others than those of hosts are headings, too.
std::optional<Heading> ParseHeading(std::string_view line);

// A line of Markdown that opens or closes what was pasted.
bool IsFence(std::string_view line);
// What was pasted directly behind the mark of a fence; "" if nothing was.
std::string_view TextBehindFence(std::string_view line);

}  // namespace howdunit
