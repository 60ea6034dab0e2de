#include "ingest/text/paragraph.h"

#include <algorithm>

namespace howdunit {
namespace {

std::size_t IndentOf(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

// "rpc error: code = Internal": the second part of the message is missing.
bool EndsInCode(std::string_view line) {
  constexpr std::string_view kCode = "code = ";
  const std::size_t at = line.rfind(kCode);
  if (at == std::string_view::npos) return false;
  const std::string_view code = line.substr(at + kCode.size());
  return !code.empty() && std::all_of(code.begin(), code.end(), IsAlnum);
}

}  // namespace

bool GoesOn(std::string_view line, std::string_view next) {
  line = TrimRight(line);
  const std::string_view text = Trim(next);
  if (line.empty() || text.empty()) return false;
  if (text.starts_with("desc = ")) return EndsInCode(line);
  if (!line.ends_with(" failed:") || IndentOf(next) <= IndentOf(line)) return false;
  // No item of a list, and no lines of a log.
  return IsAlnum(text.front()) && !IsDigit(text.front());
}

}  // namespace howdunit
