#include "report/human.h"

#include <algorithm>
#include <vector>

#include "core/text.h"

namespace howdunit::report {
namespace {

constexpr std::string_view kOpen = "<!-- human:";
constexpr std::string_view kOpenEnd = " -->";
constexpr std::string_view kClose = "<!-- /human -->";

std::string OpenMark(const std::string& id) {
  return std::string(kOpen) + id + std::string(kOpenEnd);
}

// The id of a line that opens a text; "" if it does not.
std::string OpenedBy(std::string_view line) {
  line = TrimRight(line);
  if (!line.starts_with(kOpen) || !line.ends_with(kOpenEnd)) return "";
  return std::string(line.substr(kOpen.size(), line.size() - kOpen.size() - kOpenEnd.size()));
}

std::string_view Ticks(std::string_view line) {
  return line.substr(0, std::min(line.find_first_not_of('`'), line.size()));
}

// Lines without the blank ones at both ends.
std::string JoinLines(const std::vector<std::string_view>& lines) {
  std::size_t begin = 0;
  std::size_t end = lines.size();
  while (begin < end && TrimRight(lines[begin]).empty()) ++begin;
  while (end > begin && TrimRight(lines[end - 1]).empty()) --end;
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    if (!text.empty()) text += '\n';
    text += TrimRight(lines[i]);
  }
  return text;
}

}  // namespace

Result<HumanTexts> ReadHumanTexts(std::string_view markdown) {
  HumanTexts texts;
  std::string_view fence;
  std::string open;  // the id that is being read
  std::size_t opened_at = 0;
  std::size_t number = 0;
  std::vector<std::string_view> lines;
  while (!markdown.empty()) {
    const std::string_view line = TakeUntil(markdown, "\n");
    ++number;
    if (!open.empty()) {
      if (TrimRight(line) != kClose) {
        lines.push_back(line);
        continue;
      }
      if (const std::string text = JoinLines(lines); !text.empty()) texts[open] = text;
      open.clear();
      continue;
    }
    const std::string_view ticks = Ticks(line);
    if (!fence.empty()) {
      if (TrimRight(line) == fence) fence = {};
      continue;
    }
    if (ticks.size() >= 3) {
      fence = ticks;
      continue;
    }
    open = OpenedBy(line);
    if (open.empty()) continue;
    if (texts.contains(open)) {
      return Error{"line " + std::to_string(number) + ": a second " + OpenMark(open) +
                   "; give each text its own id"};
    }
    opened_at = number;
    lines.clear();
  }
  if (!open.empty()) {
    return Error{"line " + std::to_string(opened_at) + ": " + OpenMark(open) +
                 " is not closed by " + std::string(kClose)};
  }
  return texts;
}

std::string AppendUnplaced(std::string text, const HumanTexts& texts) {
  std::string unplaced;
  for (const auto& [id, human] : texts) {
    if (Contains(text, "\n" + OpenMark(id) + "\n")) continue;
    unplaced += "\n" + OpenMark(id) + "\n" + human + "\n" + std::string(kClose) + "\n";
  }
  if (!unplaced.empty()) text += "\n## Kept from an Earlier Draft\n" + unplaced;
  return text;
}

}  // namespace howdunit::report
