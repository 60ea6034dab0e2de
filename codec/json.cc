#include "codec/json.h"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <iterator>

#include <nlohmann/json.hpp>

#include "codec/arena.h"
#include "codec/plain_json.h"
#include "codec/tree_builder.h"
#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::size_t kNodeBytes = 4;  // of memory, about, for each byte of text
constexpr int kNumberOverflow = 406;   // the id of nlohmann's exception

// Where the lexer is in the text. The library copies iterators freely, so they
// share one of these.
struct Position {
  std::string_view text;
  std::size_t at = 0;
};

// An input iterator that leaves its position where the SAX handler can see it.
class TrackedIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  TrackedIterator() = default;
  explicit TrackedIterator(Position* position) : position_(position) {}

  reference operator*() const { return position_->text[position_->at]; }
  TrackedIterator& operator++() {
    ++position_->at;
    return *this;
  }
  TrackedIterator operator++(int) {
    TrackedIterator before = *this;
    ++*this;
    return before;
  }
  // The only comparison is with the end.
  bool operator==(const TrackedIterator& other) const { return AtEnd() == other.AtEnd(); }
  bool operator!=(const TrackedIterator& other) const { return !(*this == other); }

 private:
  bool AtEnd() const { return position_ == nullptr || position_->at >= position_->text.size(); }

  Position* position_ = nullptr;
};

class Handler : public nlohmann::json_sax<nlohmann::json> {
 public:
  Handler(const Position& position, std::int64_t first_line, const DocumentLimits& limits,
          Arena& arena)
      : tree(limits, arena), position_(position), line_(first_line) {}

  bool null() override { return Take(Node::Kind::kNull, ""); }
  bool boolean(bool value) override { return Take(Node::Kind::kBool, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    return Take(Node::Kind::kNumber, std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return Take(Node::Kind::kNumber, std::to_string(value));
  }
  bool number_float(number_float_t, const string_t& text) override {
    return Take(Node::Kind::kNumber, text);
  }
  bool string(string_t& value) override { return Take(Node::Kind::kString, value); }
  bool binary(binary_t&) override { return false; }  // not in JSON text
  bool start_object(std::size_t) override { return tree.Open(Node::Kind::kMap, CurrentLine()); }
  bool start_array(std::size_t) override { return tree.Open(Node::Kind::kList, CurrentLine()); }
  bool key(string_t& key) override { return tree.Key(tree.arena().Copy(key), CurrentLine()); }
  bool end_object() override { return tree.Close(CurrentLine()); }
  bool end_array() override { return tree.Close(CurrentLine()); }

  // What the library says quotes the text, which may be secret: only its kind is kept.
  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& error) override {
    const bool at_end = tree.depth() > 0 && position_.at >= position_.text.size();
    problem = error.id == kNumberOverflow ? "a number out of range"
              : at_end                    ? "the text breaks off"
                                          : "not JSON";
    return false;
  }

  // The line of the last character that was read for the current token. Behind a
  // number, the lexer has read one character more, which may be the line's end.
  std::int64_t CurrentLine() {
    const std::size_t end = position_.at == 0 ? 0 : position_.at - 1;
    const std::string_view text = position_.text;
    for (; counted_ < end && counted_ < text.size(); ++counted_) {
      if (text[counted_] == '\n') ++line_;
    }
    return line_;
  }

  TreeBuilder tree;
  std::string problem;

 private:
  bool Take(Node::Kind kind, std::string_view text) {
    const std::int64_t line = CurrentLine();
    return tree.Scalar(kind, tree.arena().Copy(text), line, line);
  }

  const Position& position_;
  std::size_t counted_ = 0;
  std::int64_t line_;
};

bool IsJsonBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

Result<std::vector<Document>> Parse(std::string_view text, std::int64_t first_line,
                                    const DocumentLimits& limits, std::vector<Document>* whole) {
  std::vector<Document> documents;
  Position position{.text = text};
  const auto arena = std::make_shared<Arena>(kNodeBytes * text.size());
  Handler handler(position, first_line, limits, *arena);
  while (true) {
    while (position.at < text.size() && IsJsonBlank(text[position.at])) ++position.at;
    if (position.at >= text.size()) return documents;
    bool ok = false;
    try {
      ok = nlohmann::json::sax_parse(TrackedIterator(&position), TrackedIterator(), &handler,
                                     nlohmann::json::input_format_t::json, /*strict=*/false);
    } catch (const std::exception&) {
      handler.problem = "not JSON";
    }
    if (ok && handler.tree.done()) {
      documents.emplace_back(handler.tree.TakeRoot(), arena);
      continue;
    }
    if (handler.problem.empty()) handler.problem = handler.tree.problem();
    const std::string line = std::to_string(handler.CurrentLine());
    if (whole != nullptr) {
      const auto breaks = std::count(text.begin(), text.end(), '\n');
      const std::int64_t last_line = first_line + breaks - (text.ends_with('\n') ? 1 : 0);
      *whole = std::move(documents);
      if (const auto items = handler.tree.TakeItems(last_line)) whole->emplace_back(*items, arena);
    }
    return Error{"line " + line + ": " + handler.problem};
  }
}

}  // namespace

Result<std::vector<Document>> ParseJson(std::string_view text, std::int64_t first_line,
                                        const DocumentLimits& limits,
                                        std::vector<Document>* whole) {
  if (text.size() > limits.bytes) {
    return Error{"line " + std::to_string(first_line) + ": more than " +
                 std::to_string(limits.bytes) + " bytes"};
  }
  if (auto documents = ScanPlainJson(text, first_line, limits)) return *std::move(documents);
  return ParseAnyJson(text, first_line, limits, whole);
}

Result<std::vector<Document>> ParseAnyJson(std::string_view text, std::int64_t first_line,
                                           const DocumentLimits& limits,
                                           std::vector<Document>* whole) {
  auto documents = Parse(text, first_line, limits, whole);
  if (documents) return documents;
  // The library refuses invalid UTF-8, which a capture may hold.
  const std::string repaired = RepairUtf8(text);
  if (repaired == text) return documents;
  return Parse(repaired, first_line, limits, whole);
}

}  // namespace howdunit
