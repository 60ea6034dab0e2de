// Text on its way into Markdown. Whatever comes from a bundle is hostile: a pod
// name may hold a table cell, a log line a script tag, a path a newline.
//
// A template is handed Markdown, Block and numbers, and nothing else. They are
// made here, each by the encoder of its context, so text that was not encoded
// cannot reach a report: there is no conversion from std::string.
//
// Every encoder first makes control and bidirectional characters visible.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdunit::report {

// Text inside a line: of a paragraph, a heading, a list item or a table cell.
class Markdown {
 public:
  Markdown() = default;

  // Markdown of this program's own: a string literal.
  template <std::size_t N>
  // NOLINTNEXTLINE(google-explicit-constructor)
  Markdown(const char (&literal)[N]) : text_(literal, N - 1) {}

  const std::string& str() const { return text_; }
  bool empty() const { return text_.empty(); }

  Markdown& operator+=(const Markdown& more) {
    text_ += more.text_;
    return *this;
  }
  friend Markdown operator+(Markdown left, const Markdown& right) { return left += right; }

 private:
  friend Markdown EncodeInline(std::string_view text);
  friend Markdown EncodeCode(std::string_view text);
  friend Markdown EncodeNumber(std::int64_t number);
  explicit Markdown(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

// Lines of their own, at the left margin.
class Block {
 public:
  const std::string& str() const { return text_; }  // without a last newline

 private:
  friend Block EncodeFence(std::string_view text, std::string_view language);
  friend class Flowchart;
  explicit Block(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

// `text` so that it reads as it is: no character of it is markup. Ordinary prose
// and names stay readable in the source. Words that a host would turn into
// links, mentions or formulas become code. Newlines become blanks.
Markdown EncodeInline(std::string_view text);

// `text` verbatim in one line, as code: <code> with entities for everything that
// means something in Markdown. A code span would not do: a backslash before "|"
// ends it in some parsers. Newlines become a visible "\n".
Markdown EncodeCode(std::string_view text);

Markdown EncodeNumber(std::int64_t number);

// `text` verbatim as a fenced block. The fence is longer than any run of
// backticks in it. REQUIRES: the block is not put into a list, quote or table;
// `language` is a word of this program.
Block EncodeFence(std::string_view text, std::string_view language);

// A label of a Mermaid diagram: what is not a letter, a digit or one of " ._/()+-"
// becomes "_"; at most 40 characters. Mermaid has no other safe form.
struct MermaidLabel {
  std::string text;
};
MermaidLabel EncodeMermaidLabel(std::string_view text);

// A small diagram of arrows. Anything with more than 9 nodes or 700 characters
// is not drawn: GitLab refuses more than 2,000 on a page.
class Flowchart {
 public:
  enum class Arrow { kSolid, kDotted };

  // Adds a node, or finds the one with the same label.
  std::size_t AddNode(const MermaidLabel& label);
  void AddArrow(std::size_t from, std::size_t to, Arrow arrow);
  bool drawable() const;
  Block Draw() const;

 private:
  std::vector<std::string> labels_;
  std::vector<std::string> arrows_;
};

// The parts with `separator` between them; parts that are empty are left out.
Markdown JoinMarkdown(const std::vector<Markdown>& parts, const Markdown& separator);

}  // namespace howdunit::report
