// A regular expression with named groups, searched for in lines that may match it.
//
// RE2 says what a pattern is and what it matches, in time linear in the text. PCRE2's machine code
// finds the same groups ten to a hundred times faster; where it cannot say (a limit was reached,
// no machine code on this processor), RE2 does. Both take the first alternative that matches.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace howdunit {

class Pattern {
 public:
  static constexpr std::size_t kMostGroups = 16;

  // RE2's syntax; '.' matches a newline, too. The error says what is wrong.
  static Result<Pattern> Compile(const std::string& text);
  // Of a text that Compile() takes: RE2, which takes ten times as long to compile it, does so when
  // it is first asked.
  static Pattern CompileChecked(const std::string& text);
  ~Pattern();
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;

  // The named groups by their number, ascending.
  const std::vector<std::pair<std::size_t, std::string>>& names() const;

  // Finds the first match and sets groups[i] to what group i caught (empty if nothing). REQUIRES:
  // text is valid UTF-8 and groups has kMostGroups + 1 elements. Thread-safe.
  bool Find(std::string_view text, std::span<std::string_view> groups) const;

  // As Find(), by RE2 alone: the slow reference.
  bool FindByRe2(std::string_view text, std::span<std::string_view> groups) const;

 private:
  struct Impl;
  explicit Pattern(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace howdunit
