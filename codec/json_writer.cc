#include "codec/json_writer.h"

#include <array>

#include <nlohmann/json.hpp>

#include "core/text.h"

namespace howdunit {
namespace {

using Json = nlohmann::json;

// Whether a byte stands for itself in a string.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) plain[byte] = byte != '"' && byte != '\\';
  return plain;
}();

bool IsPlain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

std::size_t PlainLength(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && IsPlain(text[length])) ++length;
  return length;
}

std::string Escape(char c) {
  switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return "\\u00" + ToHex(std::string_view(&c, 1));
  }
}

}  // namespace

void JsonWriter::Next() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!first_) text_ += ',';
  first_ = false;
  text_ += '\n';
  text_.append(2 * depth_, ' ');
}

void JsonWriter::Begin(char bracket) {
  Next();
  text_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonWriter::End(char bracket) {
  --depth_;
  if (!first_) {
    text_ += '\n';
    text_.append(2 * depth_, ' ');
  }
  text_ += bracket;
  first_ = false;
}

void JsonWriter::Key(std::string_view name) {
  Next();
  AddString(name);
  text_ += ": ";
  after_key_ = true;
}

void JsonWriter::Value(std::string_view text) {
  Next();
  AddString(text);
}

void JsonWriter::Value(std::int64_t number) {
  Next();
  text_ += std::to_string(number);
}

void JsonWriter::Null() {
  Next();
  text_ += "null";
}

void JsonWriter::Value(const std::vector<std::string>& texts) {
  BeginArray();
  for (const std::string& text : texts) Value(text);
  EndArray();
}

void JsonWriter::AddString(std::string_view text) {
  const std::size_t begin = text_.size();
  const std::string_view whole = text;
  text_ += '"';
  while (!text.empty()) {
    std::size_t length = PlainLength(text);
    if (length == 0 && static_cast<unsigned char>(text.front()) < 0x80) {
      text_ += Escape(text.front());
      text.remove_prefix(1);
      continue;
    }
    if (length == 0) length = Utf8Length(text);
    if (length == 0) {
      // Rare: the library knows how much of it is one U+FFFD.
      text_.resize(begin);
      text_ += Json(whole).dump(-1, ' ', false, Json::error_handler_t::replace);
      return;
    }
    text_ += text.substr(0, length);
    text.remove_prefix(length);
  }
  text_ += '"';
}

std::string JsonWriter::Take() {
  text_ += '\n';
  return std::move(text_);
}

}  // namespace howdunit
