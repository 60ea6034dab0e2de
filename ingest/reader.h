// The text of one member, section by section and line by line, read once from
// front to back. Memory is bounded by the look-ahead, not by the member.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/limits.h"
#include "ingest/text/text_buffer.h"
#include "ingest/text/text_repair.h"

namespace howdunit {

// A line without its end ("\n" or "\r\n"). Valid until the next call that reads.
struct Line {
  std::string_view text;
  std::int64_t number = 0;
};

// Gives the next bytes of a member; 0 at its end. What made it stop early is
// told to whoever supplied it.
using ByteSource = std::function<std::size_t(char* buffer, std::size_t size)>;

// Line ends, a byte order mark, UTF-16 (with a mark) and what text_repair.h undoes
// are normalised on the way and named in repairs().
//
// A member can hold several sections: what one command printed. A line that is a
// shell prompt with a command, a command alone, the first line of `watch`, or the header that
// `head`
// ("==> file <==") and `more` (the name between rules) print of a file, starts a section, and
// ends the one before it: Next() and Peek() return nothing there until
// NextSection() is called.
class Reader {
 public:
  Reader(ByteSource bytes, const Limits& limits);

  // Goes to the next section; false at the end of the member. The first call
  // opens the first section. REQUIRES: the section before was read to its end.
  bool NextSection();

  // The command at the prompt above this section ("kubectl get pods -A"), and the
  // host of the prompt; empty if there is no such line.
  const std::string& command() const { return command_; }
  const std::string& prompt_host() const { return prompt_host_; }
  // The name of the file in the header above this section; empty if none.
  const std::string& file_header() const { return file_header_; }

  // The next line of this section without taking it. The view outlives calls of
  // Ahead(); it ends when a line is taken.
  std::optional<Line> Peek();

  // Takes the next line of this section. The view is that of the last Peek().
  std::optional<Line> Next();

  // Takes the next line however long it is, and gives it in parts, without its end. REQUIRES:
  // Peek() gave it.
  void NextInParts(const std::function<void(std::string_view part)>& take);

  // For those who read very many lines: what of this section is in memory, in whole lines. The next
  // section may begin among them (section_start.h). Empty if lines are wrapped. Valid until
  // something is taken.
  std::string_view Window();
  // Whether Next() would give the line just as it stands.
  bool IsOrdinary(std::string_view line) const;
  // Takes `lines` lines of the window, `bytes` with their ends. REQUIRES: no section starts in
  // them.
  void TakeLines(std::size_t bytes, std::int64_t lines);

  // What follows in this section, at least `bytes` of it unless the section or
  // the look-ahead (64 KiB) ends before. Whole lines. Valid until the next call.
  std::string_view Ahead(std::size_t bytes = 16U << 10U);

  // From here to the section's end, lines of `width` bytes go on in the next line: Peek(), Next()
  // and Ahead() give them joined, under the number of the first.
  void Unwrap(std::size_t width);

  std::int64_t lines() const { return lines_; }  // taken so far
  // Of longer lines the front is kept.
  std::size_t line_bytes() const { return static_cast<std::size_t>(limits_.line_bytes); }
  const std::vector<std::string>& repairs() const { return repairs_; }
  // Lines of which only the first Limits::line_bytes were kept.
  std::int64_t long_lines() const { return long_lines_; }
  bool binary() const { return binary_; }  // NUL bytes all over the front: not text
  // Of a binary member: what it is by its first bytes, and how to get at it ("a SQLite database");
  // "" if that is not known.
  std::string_view binary_kind() const { return binary_kind_; }

 private:
  void DetectEncoding();
  bool Fill(std::size_t wanted);
  void Decode();
  void Repair();
  std::optional<std::string_view> FindLine();
  void TakeMoreName();
  std::optional<Line> PeekJoined();
  void SkipLine(const std::function<void(std::string_view part)>& take);
  void DropLine(std::size_t size);
  void Drop(std::size_t size);

  ByteSource bytes_;
  Limits limits_;
  TextBuffer buffer_;      // decoded bytes that are unread
  std::size_t plain_ = 0;  // bytes of them, in whole lines, in which no section starts
  bool ended_ = false;
  bool started_ = false;
  bool in_section_ = false;
  bool binary_ = false;
  std::string_view binary_kind_;
  int utf16_ = 0;  // 0 no, 1 little endian, 2 big endian
  TextRepair repair_;
  std::string raw_;                    // tail that is not decoded or repaired yet
  std::optional<std::size_t> peeked_;  // size of the next line, once looked at
  std::size_t wrap_ = 0;               // width of wrapped lines; 0: lines are whole
  std::string joined_;                 // the next line, if lines are wrapped …
  std::int64_t joined_lines_ = 1;      // … of so many
  std::string joined_ahead_;           // what Ahead() gave
  std::string long_line_;              // what was kept of the line that Next() cut
  std::int64_t lines_ = 0;
  std::int64_t long_lines_ = 0;
  std::string command_, prompt_host_, file_header_;
  std::vector<std::string> repairs_;
};

}  // namespace howdunit
