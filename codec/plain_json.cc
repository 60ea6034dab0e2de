#include "codec/plain_json.h"

#include <array>
#include <cstring>
#include <string>

#include "codec/arena.h"
#include "codec/code_point.h"
#include "codec/tree_builder.h"
#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::size_t kNodeBytes = 5;     // of memory, about, for each byte of text
constexpr std::size_t kWord = 8;          // bytes looked at at once; so many NULs end the text
constexpr std::size_t kMostDigits = 300;  // of a number that certainly fits a double

constexpr std::uint64_t Repeated(unsigned char byte) { return 0x0101010101010101U * byte; }

// Whether any byte of `word` is 0.
constexpr bool HasZero(std::uint64_t word) {
  return ((word - Repeated(0x01)) & ~word & Repeated(0x80)) != 0;
}

// Whether one of eight bytes of a string is not simply itself: its end, an escape, a control
// character, or above ASCII.
bool HasSpecial(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, kWord);
  return HasZero(word ^ Repeated('"')) || HasZero(word ^ Repeated('\\')) ||
         ((word | (word - Repeated(0x20))) & Repeated(0x80)) != 0;
}

bool IsSpecial(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '"' || c == '\\' || byte < 0x20 || byte >= 0x80;
}

// Each function returns false to give up. What they look at is always there: the text ends in NULs,
// which are nowhere allowed.
class JsonScanner {
 public:
  // REQUIRES: kWord NULs stand at `end`.
  JsonScanner(const char* at, const char* end, std::int64_t line, const DocumentLimits& limits,
              Arena& arena)
      : at_(at), end_(end), line_(line), tree_(limits, arena) {}

  // Whether another document follows.
  bool More() {
    SkipBlanks();
    return at_ != end_;
  }

  // Reads it: a map or a list.
  std::optional<Node> Next() {
    if ((*at_ != '{' && *at_ != '[') || !Value()) return {};
    return tree_.TakeRoot();
  }

 private:
  void SkipBlanks() {
    static constexpr std::uint64_t kBlanks = Repeated(' ');
    while (true) {
      while (std::memcmp(at_, &kBlanks, kWord) == 0) at_ += kWord;
      if (*at_ == '\n') {
        ++line_;
      } else if (*at_ != ' ' && *at_ != '\t' && *at_ != '\r') {
        return;
      }
      ++at_;
    }
  }

  bool Value() {
    switch (*at_) {
      case '{': return Map();
      case '[': return List();
      case '"': {
        std::string_view text;
        return String(text) && tree_.Scalar(Node::Kind::kString, text, line_, line_);
      }
      case 't': return Word("true", Node::Kind::kBool, "true");
      case 'f': return Word("false", Node::Kind::kBool, "false");
      case 'n': return Word("null", Node::Kind::kNull, "");
      default: return Number();
    }
  }

  bool Map() {
    ++at_;
    if (!tree_.Open(Node::Kind::kMap, line_)) return false;
    SkipBlanks();
    while (*at_ != '}') {
      std::string_view key;
      if (*at_ != '"' || !String(key) || !tree_.Key(key, line_)) return false;
      SkipBlanks();
      if (*at_ != ':') return false;
      ++at_;
      SkipBlanks();
      if (!Value()) return false;
      if (!Comma('}', '"')) return false;
    }
    ++at_;
    return tree_.Close(line_);
  }

  bool List() {
    ++at_;
    if (!tree_.Open(Node::Kind::kList, line_)) return false;
    SkipBlanks();
    while (*at_ != ']') {
      if (!Value() || !Comma(']', '\0')) return false;
    }
    ++at_;
    return tree_.Close(line_);
  }

  // Behind a value: a comma and another one, or the end, which stays.
  bool Comma(char end, char next) {
    SkipBlanks();
    if (*at_ == end) return true;
    if (*at_ != ',') return false;
    ++at_;
    SkipBlanks();
    return *at_ != end && (next == '\0' || *at_ == next);
  }

  bool Word(std::string_view word, Node::Kind kind, std::string_view text) {
    if (static_cast<std::size_t>(end_ - at_) < word.size() ||
        std::memcmp(at_, word.data(), word.size()) != 0) {
      return false;
    }
    at_ += word.size();
    return tree_.Scalar(kind, text, line_, line_);
  }

  // -?(0|[1-9][0-9]*)(\.[0-9]+)?, kept as it is written.
  bool Number() {
    const char* const begin = at_;
    if (*at_ == '-') ++at_;
    const char* const whole = at_;
    if (!Digits() || (*whole == '0' && at_ - whole > 1)) return false;
    if (*at_ == '.') {
      ++at_;
      if (!Digits()) return false;
    }
    const std::string_view text(begin, static_cast<std::size_t>(at_ - begin));
    if (*at_ == 'e' || *at_ == 'E' || text == "-0" || text.size() > kMostDigits) return false;
    return tree_.Scalar(Node::Kind::kNumber, text, line_, line_);
  }
  bool Digits() {
    const char* const begin = at_;
    while (IsDigit(*at_)) ++at_;
    return at_ > begin;
  }

  bool String(std::string_view& text) {
    const char* const begin = ++at_;
    if (!SkipOrdinary()) return false;
    if (*at_ == '"') {
      text = {begin, static_cast<std::size_t>(at_ - begin)};
      ++at_;
      return true;
    }
    std::string value(begin, at_);
    while (*at_ != '"') {
      if (*at_ != '\\' || !Escape(value)) return false;
      const char* const more = at_;
      if (!SkipOrdinary()) return false;
      value.append(more, at_);
    }
    ++at_;
    text = tree_.arena().Copy(value);
    return true;
  }

  // To the string's end or its next escape; false at what may stand in no string.
  bool SkipOrdinary() {
    while (true) {
      while (end_ - at_ >= static_cast<std::ptrdiff_t>(kWord) && !HasSpecial(at_)) at_ += kWord;
      while (!IsSpecial(*at_)) ++at_;
      if (*at_ == '"' || *at_ == '\\') return true;
      if (static_cast<unsigned char>(*at_) < 0x20) return false;
      const auto left = static_cast<std::size_t>(end_ - at_);
      const std::size_t length = Utf8Length({at_, left});
      if (length == 0) return false;
      at_ += length;
    }
  }

  bool Escape(std::string& value) {
    struct Known {
      char letter;
      char means;
    };
    static constexpr std::array kKnown = std::to_array<Known>({{'"', '"'},
                                                               {'n', '\n'},
                                                               {'\\', '\\'},
                                                               {'t', '\t'},
                                                               {'/', '/'},
                                                               {'r', '\r'},
                                                               {'b', '\b'},
                                                               {'f', '\f'}});
    const char letter = at_[1];
    if (letter == 'u') {
      constexpr std::size_t kLength = 6;
      if (static_cast<std::size_t>(end_ - at_) < kLength) return false;
      const auto code = CodePointOf({at_ + 2, 4});
      if (!code) return false;
      AppendUtf8(*code, value);
      at_ += kLength;
      return true;
    }
    for (const Known& known : kKnown) {
      if (known.letter != letter) continue;
      value += known.means;
      at_ += 2;
      return true;
    }
    return false;
  }

  const char* at_;
  const char* const end_;
  std::int64_t line_;
  TreeBuilder tree_;
};

}  // namespace

std::optional<std::vector<Document>> ScanPlainJson(std::string_view text, std::int64_t first_line,
                                                   const DocumentLimits& limits) {
  const auto arena = std::make_shared<Arena>(kNodeBytes * text.size());
  char* const copy = arena->Take(text.size() + kWord);
  if (!text.empty()) std::memcpy(copy, text.data(), text.size());
  std::memset(copy + text.size(), 0, kWord);
  JsonScanner scanner(copy, copy + text.size(), first_line, limits, *arena);
  std::vector<Document> documents;
  while (scanner.More()) {
    const auto root = scanner.Next();
    if (!root) return {};
    documents.emplace_back(*root, arena);
  }
  return documents;
}

}  // namespace howdunit
