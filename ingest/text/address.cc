#include "ingest/text/address.h"

#include <algorithm>

#include "core/text.h"

namespace howdunit {
namespace {

// Asked of a word of many lines: nothing is copied.
bool IsDotted(std::string_view text) {
  int numbers = 0;
  int digits = 0;
  for (const char c : text) {
    if (c == '.' && digits > 0) {
      ++numbers;
      digits = 0;
    } else if (!IsDigit(c) || ++digits > 3) {
      return false;
    }
  }
  return numbers == 3 && digits > 0;
}

}  // namespace

bool IsAddress(std::string_view text) {
  if (text.find(':') == std::string_view::npos) return IsDotted(text);
  return std::count(text.begin(), text.end(), ':') >= 2 &&
         text.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos;
}

}  // namespace howdunit
