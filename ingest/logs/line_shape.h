// What the lines of a log have in common with one of them that was read: the bytes of their front,
// but for the digits of its clocks. Nearly all lines of a log say nothing
// that is looked for; of those that have a known shape no more need be read than their time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ingest/logs/log_layers.h"

namespace howdunit {

class LineShape {
 public:
  static constexpr std::size_t kNowhere = SIZE_MAX;

  // Where the parts of a line's front stand: offsets into it.
  struct Front {
    std::size_t size = 0;     // up to here lines are alike
    std::size_t message = 0;  // what is searched for signatures begins here, or later
    std::size_t clock = 0;  // "22:20:01", perhaps with a fraction: what the line's stamp is made of
    std::size_t other = kNowhere;     // a clock as many hours behind in all of them
    std::size_t severity = kNowhere;  // the letter of klog's header; the message is behind its "] "
    bool bare = false;                // whatever follows is message: it has no stamp of its own
  };

  // Nothing if lines cannot be told to be like this one: its front is too long, its clocks differ.
  static std::optional<LineShape> Of(std::string_view line, const Front& front);

  // Where the message begins in a line that any parser reads as it read the first one, but for the
  // time, which is the first one's or later, of its day; kNowhere if the line is not known to
  // be such.
  std::size_t Fit(std::string_view line) const;

  // Of two lines that fit: whether the stamp of `a` is after that of `b`.
  bool IsAfter(std::string_view a, std::string_view b) const;

 private:
  static constexpr std::size_t kMost = 192;  // bytes of a front
  static constexpr std::size_t kWord = sizeof(std::uint64_t);

  // For each byte: the bits that must be as in the first line, and, of a free digit, what takes
  // a digit that is too large over 16.
  struct Word {
    std::uint64_t same = 0, bits = 0, low = 0, add = 0;
  };

  LineShape() = default;
  bool Free(std::size_t clock, std::string_view line);
  void SetByte(std::size_t at, unsigned char same, unsigned char low, unsigned char add);
  std::string_view ClockOf(std::string_view line) const {
    return line.substr(front_.clock, clock_size_);
  }

  Front front_;
  std::size_t words_ = 0;
  std::array<Word, kMost / kWord> word_{};
  std::size_t clock_size_ = 0;    // of "22:20:01.336201", what tells times apart
  std::array<char, 16> first_{};  // that of the first line
  int ahead_ = 0;                 // hours by which the clock is ahead of the other
};

// The shape of a line that the format's parser read as `line`; nothing if it has none.
std::optional<LineShape> ShapeOfJournalLine(std::string_view text, const LogLine& line);
std::optional<LineShape> ShapeOfCriLine(std::string_view text, const LogLine& line);
std::optional<LineShape> ShapeOfKlogLine(std::string_view text, const LogLine& line);

}  // namespace howdunit
