#include "codec/block_yaml.h"

#include <array>
#include <cstring>
#include <string>

#include "codec/arena.h"
#include "codec/code_point.h"
#include "codec/plain_scalar.h"
#include "codec/tree_builder.h"
#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::size_t kNodeBytes = 6;   // of memory, about, for each byte of text
constexpr std::size_t kMostKey = 1000;  // libyaml takes 1024 characters
constexpr std::size_t kNone = std::string_view::npos;

// Of each byte, whether a plain scalar can begin with it whatever follows.
constexpr std::array kBeginsPlain = [] {
  std::array<bool, 256> begins{};
  for (std::size_t c = 0x21; c < begins.size(); ++c) begins[c] = c != 0x7F;
  for (const char c : std::string_view("-?:,[]{}#&*!|>'\"%@`")) {
    begins[static_cast<unsigned char>(c)] = false;
  }
  return begins;
}();

// A character above ASCII that is neither a line break nor refused by libyaml.
bool IsOrdinary(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 2) return byte(0) != 0xC2 || byte(1) >= 0xA0;  // no C1 controls
  if (character.size() != 3) return character.size() == 4;
  const bool separator = byte(0) == 0xE2 && byte(1) == 0x80 && (byte(2) & 0xFEU) == 0xA8;
  return !separator && byte(0) != 0xEF;  // byte order mark, U+FFFE, and what is near them
}

// Whether no byte of `text` has a meaning beyond what is read here.
bool IsOrdinaryText(std::string_view text) {
  // Without branches, so that a compiler can look at many bytes at once.
  unsigned odd = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    odd |= static_cast<unsigned>(byte < 0x20 && byte != '\n') | static_cast<unsigned>(byte >= 0x7F);
  }
  if (odd == 0) return true;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return false;
      ++at;
      continue;
    }
    const std::size_t length = Utf8Length(text.substr(at));
    if (length == 0 || !IsOrdinary(text.substr(at, length))) return false;
    at += length;
  }
  return true;
}

std::size_t Find(std::string_view text, char c, std::size_t from, std::size_t to) {
  const void* found = std::memchr(text.data() + from, c, to - from);
  return found == nullptr ? kNone
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// Each function returns false to give up. Those that read a value leave the
// scanner at the first character of the next line that is not blank.
class BlockScanner {
 public:
  // REQUIRES: `text` ends with '\n' and is ordinary; it outlives the arena's nodes.
  BlockScanner(std::string_view text, std::int64_t first_line, const DocumentLimits& limits,
               Arena& arena)
      : text_(text), number_(first_line - 1), tree_(limits, arena) {}

  std::optional<Node> Scan() {
    if (!GoTo(0) || ended_ || !Collection(indent_) || !ended_ || !tree_.done()) return {};
    return tree_.TakeRoot();
  }

 private:
  // To the first line that is not blank of those that start at `begin`, the next line's start.
  bool GoTo(std::size_t begin) {
    while (begin < text_.size()) {
      ++number_;
      at_ = begin;
      while (text_[at_] == ' ') ++at_;
      if (text_[at_] == '\n') {
        begin = at_ + 1;
        continue;
      }
      indent_ = at_ - begin;
      line_end_ = Find(text_, '\n', at_, text_.size());
      end_ = line_end_;
      while (text_[end_ - 1] == ' ') --end_;
      if (text_[at_] == '#') return false;
      return indent_ > 0 || (!StartsWith("---") && !StartsWith("...") && text_[at_] != '%');
    }
    ended_ = true;
    return true;
  }
  bool NextLine() { return GoTo(line_end_ + 1); }

  bool StartsWith(std::string_view mark) const {
    return text_.compare(at_, mark.size(), mark) == 0;
  }
  bool IsEntry() const {
    return text_[at_] == '-' && (text_[at_ + 1] == ' ' || text_[at_ + 1] == '\n');
  }
  bool BeginsPlain() const {
    const char c = text_[at_];
    return kBeginsPlain[static_cast<unsigned char>(c)] || (c == '-' && !IsEntry());
  }

  bool Collection(std::size_t column) {
    return IsEntry() ? Sequence(column, /*indentless=*/false) : Mapping(column);
  }

  // An indentless sequence stands in the column of the mapping whose value it is.
  bool Sequence(std::size_t column, bool indentless) {
    if (!tree_.Open(Node::Kind::kList, number_)) return false;
    while (true) {
      if (!Entry(column)) return false;
      if (ended_ || indent_ < column) break;
      if (indent_ > column) return false;
      if (IsEntry()) continue;
      if (!indentless) return false;
      break;
    }
    return tree_.Close(0);
  }

  bool Entry(std::size_t column) {
    const std::size_t dash = at_++;
    while (at_ < end_ && text_[at_] == ' ') ++at_;
    if (at_ >= end_) return false;  // what is on the lines below, or null
    const std::size_t inner = column + (at_ - dash);
    if (IsEntry()) return Sequence(inner, /*indentless=*/false);
    if (const auto key = FindKey()) return MappingFrom(*key, inner);
    return Value(column);
  }

  struct FoundKey {
    std::string_view text;
    std::size_t colon = 0;
  };

  // The key at at_, if this line has one.
  std::optional<FoundKey> FindKey() {
    const char quote = text_[at_];
    FoundKey key;
    if (quote == '"' || quote == '\'') {
      const std::size_t close = Find(text_, quote, at_ + 1, end_);
      if (close == kNone || close + 1 >= end_ || text_[close + 1] != ':') return {};
      key.text = text_.substr(at_ + 1, close - at_ - 1);
      if (key.text.find('\\') != kNone) return {};
      key.colon = close + 1;
    } else {
      if (!BeginsPlain()) return {};
      key.colon = Find(text_, ':', at_, end_);
      while (key.colon != kNone && !EndsWord(key.colon + 1)) {
        key.colon = Find(text_, ':', key.colon + 1, end_);
      }
      if (key.colon == kNone) return {};
      key.text = text_.substr(at_, key.colon - at_);
      if (key.text.ends_with(' ') || key.text.find(" #") != kNone) return {};
    }
    if (!EndsWord(key.colon + 1) || key.text.size() > kMostKey) return {};
    return key;
  }
  bool EndsWord(std::size_t at) const { return text_[at] == ' ' || text_[at] == '\n'; }

  bool Mapping(std::size_t column) {
    const auto key = FindKey();
    return key && MappingFrom(*key, column);
  }

  bool MappingFrom(FoundKey key, std::size_t column) {
    if (!tree_.Open(Node::Kind::kMap, number_)) return false;
    while (true) {
      if (!tree_.Key(key.text, number_)) return false;
      at_ = key.colon + 1;
      while (at_ < end_ && text_[at_] == ' ') ++at_;
      if (!(at_ < end_ ? Value(column) : ValueBelow(column))) return false;
      if (ended_ || indent_ < column) break;
      if (indent_ > column) return false;
      const auto next = FindKey();
      if (!next) return false;
      key = *next;
    }
    return tree_.Close(0);
  }

  // The value of a key with nothing behind it on its line.
  bool ValueBelow(std::size_t column) {
    const std::int64_t line = number_;
    if (!NextLine()) return false;
    if (!ended_ && indent_ > column) return Collection(indent_);
    if (!ended_ && indent_ == column && IsEntry()) return Sequence(column, /*indentless=*/true);
    return tree_.Scalar(Node::Kind::kNull, {}, line, line);
  }

  // The value that starts at at_, in a collection of that column.
  bool Value(std::size_t column) {
    switch (text_[at_]) {
      case '"':
      case '\'': return Quoted(text_[at_]);
      case '|': return Literal(column);
      case '{': return Empty(Node::Kind::kMap, "{}");
      case '[': return Empty(Node::Kind::kList, "[]");
      default: return BeginsPlain() && Plain(column);
    }
  }

  bool Empty(Node::Kind kind, std::string_view brackets) {
    if (text_.substr(at_, end_ - at_) != brackets) return false;
    return tree_.Open(kind, number_) && tree_.Close(number_) && NextLine();
  }

  // Whether the line's rest is plain text to its end: neither key nor comment.
  bool IsPlain() const {
    for (std::size_t at = Find(text_, ':', at_, end_); at != kNone;
         at = Find(text_, ':', at + 1, end_)) {
      if (EndsWord(at + 1)) return false;
    }
    for (std::size_t at = Find(text_, '#', at_, end_); at != kNone;
         at = Find(text_, '#', at + 1, end_)) {
      if (text_[at - 1] == ' ') return false;
    }
    return true;
  }

  bool Plain(std::size_t column) {
    if (!IsPlain()) return false;
    const std::int64_t line = number_;
    std::int64_t last = line;
    std::string_view text = text_.substr(at_, end_ - at_);
    if (!NextLine()) return false;
    if (!ended_ && indent_ > column) {  // goes on there
      std::string folded(text);
      while (!ended_ && indent_ > column) {
        if (!IsPlain()) return false;
        Fold(number_ - last - 1, folded);
        folded.append(text_, at_, end_ - at_);
        last = number_;
        if (!NextLine()) return false;
      }
      text = tree_.arena().Copy(folded);
    }
    const PlainScalar scalar = ReadPlain(text);
    return tree_.Scalar(scalar.kind, scalar.text, line, last);
  }

  // A line break between two lines, with so many blank ones between them.
  static void Fold(std::int64_t blank_lines, std::string& text) {
    if (blank_lines == 0) {
      text += ' ';
    } else {
      text.append(static_cast<std::size_t>(blank_lines), '\n');
    }
  }

  bool Quoted(char quote) {
    const std::int64_t line = number_;
    const std::size_t begin = at_ + 1;
    const std::size_t close = Find(text_, quote, begin, end_);
    if (close != kNone && close + 1 == end_ &&
        (quote == '\'' || Find(text_, '\\', begin, close) == kNone)) {
      return NextLine() &&
             tree_.Scalar(Node::Kind::kString, text_.substr(begin, close - begin), line, line);
    }
    std::string value;
    at_ = begin;
    if (!(quote == '"' ? TakeDoubleQuoted(value) : TakeSingleQuoted(value))) return false;
    const std::int64_t last = number_;
    while (text_[at_] == ' ') ++at_;
    if (text_[at_] != '\n') return false;
    return GoTo(at_ + 1) &&
           tree_.Scalar(Node::Kind::kString, tree_.arena().Copy(value), line, last);
  }

  // Both take what is behind the opening quote, up to and with the closing one. The text's
  // last character is a line end.
  bool TakeDoubleQuoted(std::string& value) {
    while (true) {
      const std::size_t stop = text_.find_first_of("\"\\ \n", at_);
      if (stop == kNone) return false;
      value.append(text_, at_, stop - at_);
      at_ = stop;
      if (text_[at_] == '"') {
        ++at_;
        return true;
      }
      if (!(text_[at_] == '\\' ? Escape(value) : Blanks(value))) return false;
    }
  }

  bool TakeSingleQuoted(std::string& value) {
    while (true) {
      const std::size_t stop = text_.find_first_of("' \n", at_);
      if (stop == kNone) return false;
      value.append(text_, at_, stop - at_);
      at_ = stop;
      if (text_[at_] != '\'') {
        if (!Blanks(value)) return false;
      } else if (text_[at_ + 1] == '\'') {
        value += '\'';
        at_ += 2;
      } else {
        ++at_;
        return true;
      }
    }
  }

  // Line ends from here on, and the blanks around them; how many, or nothing if the
  // next text stands at the left edge, where documents begin and end.
  std::optional<std::int64_t> TakeBreaks() {
    std::int64_t breaks = 0;
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) {
      breaks += text_[at_] == '\n' ? 1 : 0;
      ++at_;
    }
    if (at_ >= text_.size() || text_[at_ - 1] == '\n') return {};
    number_ += breaks;
    return breaks;
  }

  // Blanks in a quoted scalar: kept, or a folded line break.
  bool Blanks(std::string& value) {
    const std::size_t begin = at_;
    const auto breaks = TakeBreaks();
    if (!breaks) return false;
    if (*breaks == 0) {
      value.append(text_, begin, at_ - begin);
    } else {
      Fold(*breaks - 1, value);
    }
    return true;
  }

  bool Escape(std::string& value) {
    struct Known {
      char letter;
      char means;
    };
    static constexpr std::array kKnown = std::to_array<Known>({{'n', '\n'},
                                                               {'"', '"'},
                                                               {'\\', '\\'},
                                                               {'t', '\t'},
                                                               {'r', '\r'},
                                                               {' ', ' '},
                                                               {'/', '/'},
                                                               {'e', '\x1b'},
                                                               {'a', '\a'},
                                                               {'b', '\b'},
                                                               {'f', '\f'},
                                                               {'v', '\v'},
                                                               {'0', '\0'}});
    const char letter = text_[at_ + 1];  // there is one: the text ends with a line end
    at_ += 2;
    if (letter == '\n') {
      // The line end is not part of the text; further ones are.
      --at_;
      const auto breaks = TakeBreaks();
      if (!breaks) return false;
      value.append(static_cast<std::size_t>(*breaks - 1), '\n');
      return true;
    }
    for (const Known& known : kKnown) {
      if (known.letter != letter) continue;
      value += known.means;
      return true;
    }
    const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    if (digits == 0) return false;
    const std::string_view hex = text_.substr(at_, digits);
    const auto code = hex.size() == digits ? CodePointOf(hex) : std::nullopt;
    if (!code) return false;
    AppendUtf8(*code, value);
    at_ += digits;
    return true;
  }

  // '|' and '|-'.
  bool Literal(std::size_t column) {
    const std::string_view header = text_.substr(at_, end_ - at_);
    if (header != "|" && header != "|-") return false;
    const std::int64_t line = number_;
    std::size_t begin = line_end_ + 1;
    std::size_t indent = begin;
    while (indent < text_.size() && text_[indent] == ' ') ++indent;
    if (indent >= text_.size() || text_[indent] == '\n') return false;
    indent -= begin;
    if (indent <= column) return false;
    std::string value;
    std::size_t breaks = 0;  // before the next line of text
    while (begin < text_.size()) {
      std::size_t at = begin;
      while (at < begin + indent && text_[at] == ' ') ++at;
      if (text_[at] != '\n' && at < begin + indent) break;
      const std::size_t end = Find(text_, '\n', at, text_.size());
      if (end > at) {
        value.append(breaks, '\n');
        value.append(text_, at, end - at);
        breaks = 0;
      }
      ++breaks;
      begin = end + 1;
      ++number_;
    }
    const std::int64_t last = number_;
    if (header == "|") value += '\n';
    return GoTo(begin) && tree_.Scalar(Node::Kind::kString, tree_.arena().Copy(value), line, last);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;       // of this line, without blanks at its end
  std::size_t line_end_ = 0;  // its '\n'
  std::size_t indent_ = 0;
  std::int64_t number_;
  bool ended_ = false;
  TreeBuilder tree_;
};

}  // namespace

std::optional<Document> ScanBlockYaml(std::string_view text, std::int64_t first_line,
                                      const DocumentLimits& limits) {
  if (!text.ends_with('\n') || !IsOrdinaryText(text)) return {};
  const auto arena = std::make_shared<Arena>(kNodeBytes * text.size());
  const auto root = BlockScanner(arena->Copy(text), first_line, limits, *arena).Scan();
  if (!root) return {};
  return Document(*root, arena);
}

}  // namespace howdunit
