#include "rules/fill.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "core/text.h"
#include "core/time.h"

namespace howdunit {
namespace {

std::optional<std::string> Format(std::string_view value, std::string_view format) {
  if (format.empty()) return std::string(value);
  if (format == "short") return std::string(value.substr(0, 12));
  const auto micros = ParseInt(value);
  if (!micros) return {};
  if (format == "time") return FormatUtc(*micros - *micros % kSecond);
  if (format == "duration") return FormatDuration(*micros);
  return {};
}

// The value of "name", "name|fallback" or "name:format|fallback".
std::optional<std::string> Value(std::string_view reference, const Values& values) {
  std::string_view fallback;
  bool has_fallback = false;
  if (const std::size_t bar = reference.find('|'); bar != std::string_view::npos) {
    fallback = reference.substr(bar + 1);
    has_fallback = true;
    reference = reference.substr(0, bar);
  }
  std::string_view format;
  if (const std::size_t colon = reference.find(':'); colon != std::string_view::npos) {
    format = reference.substr(colon + 1);
    reference = reference.substr(0, colon);
  }
  const auto found = values.find(reference);
  if (found != values.end() && !found->second.empty()) {
    if (auto text = Format(found->second, format)) return text;
  }
  if (has_fallback) return std::string(fallback);
  return {};
}

}  // namespace

std::string Fill(std::string_view text, const Values& values) {
  std::string filled;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    filled += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open + 1);
    if (text.starts_with('{')) {
      filled += '{';
      text.remove_prefix(1);
      continue;
    }
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos) {
      filled += '{';
      continue;
    }
    const auto value = Value(text.substr(0, close), values);
    if (!value) return {};
    filled += *value;
    text.remove_prefix(close + 1);
    // Nothing between two blanks leaves one.
    if (value->empty() && filled.ends_with(' ') && text.starts_with(' ')) text.remove_prefix(1);
  }
  return filled;
}

std::string FillCommand(std::string_view text, const Values& values) {
  Values safe;
  for (const auto& [name, value] : values) {
    const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
      return IsAlnum(c) || Contains("._:/@=,+-", std::string_view(&c, 1));
    });
    std::string capitals = name;
    for (char& c : capitals) c = IsAlnum(c) ? static_cast<char>(std::toupper(c)) : '_';
    safe[name] = plain && !value.starts_with('-') ? value : capitals;
  }
  return Fill(text, safe);
}

}  // namespace howdunit
