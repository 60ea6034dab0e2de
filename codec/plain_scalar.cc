#include "codec/plain_scalar.h"

#include <algorithm>
#include <initializer_list>

#include "core/text.h"

namespace howdunit {
namespace {

// A number of the JSON schema: -?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?
bool IsNumber(std::string_view text) {
  const auto digits = [&] {
    std::size_t count = 0;
    while (count < text.size() && IsDigit(text[count])) ++count;
    text.remove_prefix(count);
    return count;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0')) {
    text.remove_prefix(1);
  } else if (digits() == 0) {
    return false;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits();
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return text.empty();
}

}  // namespace

PlainScalar ReadPlain(std::string_view text) {
  const auto one_of = [&](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
  };
  switch (text.empty() ? '~' : text[0]) {
    case '~':
    case 'n':
    case 'N':
      if (one_of({"", "~", "null", "Null", "NULL"})) return {Node::Kind::kNull, {}};
      break;
    case 't':
    case 'T':
      if (one_of({"true", "True", "TRUE"})) return {Node::Kind::kBool, "true"};
      break;
    case 'f':
    case 'F':
      if (one_of({"false", "False", "FALSE"})) return {Node::Kind::kBool, "false"};
      break;
    default:
      if (IsNumber(text)) return {Node::Kind::kNumber, text};
      break;
  }
  return {Node::Kind::kString, text};
}

}  // namespace howdunit
