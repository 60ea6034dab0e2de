// What a review says, before it is put into a markup: words, code, citations.
//
// Whatever comes from a bundle is hostile: a pod name may hold a table cell, a log
// line a script tag, a path a newline. So sections write Prose and Blocks, which know
// what each piece is and hold no markup, and only a Markup (report/markup/) turns
// them into text, each piece by the encoder of its context. A template is handed
// what a Markup made, and nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace howdunit::report {

// Text inside a line: of a paragraph, a heading, a list item or a table cell.
class Prose {
 public:
  enum class Kind {
    kWords,      // reads as it is: newlines become blanks
    kCode,       // verbatim
    kStrong,     // words
    kEmphasis,   // words
    kBreak,      // of the line
    kCitation,   // of the evidence with this number
    kCitations,  // the places that cite the evidence with this number
  };
  struct Span {
    Kind kind = Kind::kWords;
    std::string text;
    std::size_t number = 0;
  };

  Prose() = default;

  // Words of this program's own: a string literal.
  template <std::size_t N>
  // NOLINTNEXTLINE(google-explicit-constructor)
  Prose(const char (&literal)[N]) {
    Append({.kind = Kind::kWords, .text = std::string(literal, N - 1)});
  }
  explicit Prose(Span span) { Append(std::move(span)); }

  const std::vector<Span>& spans() const { return spans_; }
  bool empty() const { return spans_.empty(); }

  Prose& operator+=(const Prose& more);
  friend Prose operator+(Prose left, const Prose& right) { return left += right; }

 private:
  void Append(Span span);
  std::vector<Span> spans_;  // none is empty; no two of words stand side by side
};

Prose Words(std::string_view text);  // without blanks at its ends
Prose Code(std::string_view text);
Prose Strong(std::string_view text);
Prose Emphasis(std::string_view text);
Prose Number(std::int64_t number);
Prose LineBreak();
Prose Citation(std::size_t number);     // "[E12]"
Prose CitationsOf(std::size_t number);  // links back to where E12 is cited

// The parts with `separator` between them; parts that are empty are left out.
Prose JoinProse(const std::vector<Prose>& parts, const Prose& separator);

}  // namespace howdunit::report
