// What people and tools do to text on its way, undone line by line: colours of a terminal, output
// that was pasted behind "# ", mail that is quoted behind "> ", an encoding of single bytes, runs
// of NUL bytes where a file was cut short by a crash.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace howdunit {

struct TextRepair {
  bool colours = false;   // ECMA-48 escape sequences
  bool hashes = false;    // every line begins with "# "
  bool quotes = false;    // some lines begin with "> ", or with ">> " and so on
  bool blanks = false;    // blanks that break no line
  bool entities = false;  // "&quot;" where a quote stood, and so on
  bool curled = false;    // quotes of typography where straight ones stood
  // What is taken off the front of lines: all of them stand as far in, or code does, which Markdown
  // tells by four blanks.
  std::string indent;
  bool listed = false;  // lines of a log behind what grep, cat -n and markup put there
  std::string path;     // … the name of the one file among it
  bool nuls = false;    // runs of NUL bytes
  bool latin1 = false;  // letters of one byte beyond ASCII, by Windows-1252

  bool any() const {
    return colours || hashes || quotes || !indent.empty() || blanks || entities || curled ||
           listed || nuls || latin1;
  }
  // "terminal colours", …: for the member's repairs.
  std::vector<std::string> Names() const;
};

// What the first bytes of a text show.
TextRepair DetectRepair(std::string_view front);

// Appends `lines` (whole lines, or the end of the text) without what was found.
void AppendRepaired(const TextRepair& repair, std::string_view lines, std::string& out);

// The width at which a terminal or a pager wrapped `lines`: that of the longest line, if several
// lines are as long; else 0.
std::size_t WrapWidth(std::string_view lines);

// `lines` with each line of `width` bytes joined to the next one.
std::string Unwrapped(std::string_view lines, std::size_t width);

}  // namespace howdunit
