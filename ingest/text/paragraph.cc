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

// What the kubelet writes below "mount failed: exit status 32".
bool IsOfMount(std::string_view line) {
  return line.starts_with("Mounting command: ") || line.starts_with("Mounting arguments: ") ||
         line.starts_with("Output: ");
}

}  // namespace

bool BreaksOff(std::string_view line) {
  line = TrimRight(line);
  return line.ends_with(':') || line.ends_with('=') ||
         std::count(line.begin(), line.end(), '(') > std::count(line.begin(), line.end(), ')');
}

bool IsPlainText(std::string_view next) {
  const std::string_view text = Trim(next);
  return !text.empty() && !IsDigit(text.front()) && (IsAlnum(text.front()) || text.front() == '/');
}

bool GoesOn(std::string_view line, std::string_view next) {
  line = TrimRight(line);
  const std::string_view text = Trim(next);
  if (line.empty() || text.empty()) return false;
  if (text.starts_with("desc = ")) return EndsInCode(line);
  if (IsOfMount(text)) return Contains(line, "exit status ") || IsOfMount(line);
  return line.ends_with(" failed:") && IndentOf(next) > IndentOf(line) && IsPlainText(next);
}

}  // namespace howdunit
