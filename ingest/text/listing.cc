// MODE[.|+|@] NLINK OWNER GROUP [CONTEXT] SIZE DATE NAME[ -> TARGET], in front of it the inode (-i)
// and the blocks (-s). Owner or group may be left out (-g, -o). Column widths mean nothing; the
// date is looked for, and the name is all that follows it.

#include "ingest/text/listing.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/text.h"
#include "ingest/text/base_name.h"

namespace howdunit {
namespace {

constexpr std::size_t kModeLength = 10;

bool IsMode(std::string_view word) {
  if (word.size() < kModeLength || word.size() > kModeLength + 1) return false;
  if (word.size() > kModeLength && !Contains(".+@", word.substr(kModeLength))) return false;
  return Contains("-dlcbpsDn?", word.substr(0, 1)) &&
         std::all_of(word.begin() + 1, word.begin() + kModeLength, [](char c) {
           return Contains("-rwxsStT?", {&c, 1});
         });
}

// "2680", "4.0K", "2,7K" (a comma in some languages), "?"
bool IsSize(std::string_view word) {
  if (word == "?") return true;
  if (word.empty() || !IsDigit(word[0])) return false;
  const std::size_t end = word.find_first_not_of("0123456789.,");
  return end == std::string_view::npos ||
         (end + 1 == word.size() && Contains("KMGTPE", word.substr(end)));
}

bool IsYear(std::string_view word) { return word.size() == 4 && AllDigits(word); }

bool IsClock(std::string_view word) {
  return word.size() == 5 && word[2] == ':' && AllDigits(word.substr(0, 2)) &&
         AllDigits(word.substr(3));
}

// The word at the front and the blanks behind it, taken off.
std::string_view TakeWord(std::string_view& text) {
  text = TrimLeft(text);
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

Stamp Make(Stamp::Kind kind, std::optional<Micros> value, Micros width) {
  if (!value) return {};
  return Stamp{.kind = kind, .value = *value, .width = width};
}

std::int64_t Number(std::string_view word) { return ParseInt(word).value_or(-1); }

std::optional<Micros> Civil(std::int64_t year, std::string_view month, std::string_view day,
                            std::string_view clock) {
  const unsigned named = MonthFromName(month);
  return FromCivil(year, named != 0 ? static_cast<std::int64_t>(named) : Number(month), Number(day),
                   clock.empty() ? 0 : Number(clock.substr(0, 2)),
                   clock.empty() ? 0 : Number(clock.substr(3)), 0);
}

// The date at the front of `text`, which is advanced past it. A date in words of an unknown
// language is taken too, and gives no stamp.
std::optional<Stamp> TakeDate(std::string_view& text) {
  constexpr std::int64_t kNoYear = 2000;
  std::string_view rest = TrimLeft(text);
  if (auto stamp = TakeRfc3339(rest)) {  // --full-time
    if (stamp->kind == Stamp::Kind::kUtc) stamp->basis = Basis::kMtime;
    text = rest;
    return stamp;
  }
  const std::string_view first = TakeWord(rest);
  std::string_view after_first = rest;
  const std::string_view second = TakeWord(rest);
  if (first.size() == 10 && first[4] == '-' && first[7] == '-' && IsYear(first.substr(0, 4))) {
    const bool clock = IsClock(second);  // long-iso; iso has no clock for what is old
    text = clock ? rest : after_first;
    return Make(Stamp::Kind::kLocal,
                Civil(Number(first.substr(0, 4)), first.substr(5, 2), first.substr(8, 2),
                      clock ? second : ""),
                clock ? kMinute : kDay);
  }
  if (first.size() == 5 && first[2] == '-' && AllDigits(first.substr(0, 2)) && IsClock(second)) {
    text = rest;
    return Make(Stamp::Kind::kLocalNoYear,
                Civil(kNoYear, first.substr(0, 2), first.substr(3), second), kMinute);
  }
  const std::string_view third = TakeWord(rest);
  if (!IsClock(third) && !IsYear(third)) return {};
  text = rest;
  // "May 22 22:20", "Sep 14  2021"; "22 May 22:20" in British English
  const bool day_first = MonthFromName(second) != 0;
  const std::string_view month = day_first ? second : first;
  const std::string_view day = day_first ? first : second;
  if (MonthFromName(month) == 0) {
    // "22. Mai 22:20", " 5月 22 22:20": some word, some number.
    const bool day_somewhere =
        IsDigit(first.empty() ? 'x' : first[0]) || IsDigit(second.empty() ? 'x' : second[0]);
    return day_somewhere ? std::optional(Stamp{}) : std::nullopt;
  }
  if (IsClock(third)) {
    return Make(Stamp::Kind::kLocalNoYear, Civil(kNoYear, month, day, third), kMinute);
  }
  return Make(Stamp::Kind::kLocal, Civil(Number(third), month, day, ""), kDay);
}

std::string_view Unquote(std::string_view name) {
  for (const std::string_view quote : {"'", "\"", "‘", "`"}) {
    const std::string_view close = quote == "‘" ? "’" : quote == "`" ? "'" : quote;
    if (name.size() >= quote.size() + close.size() && name.starts_with(quote) &&
        name.ends_with(close)) {
      return name.substr(quote.size(), name.size() - quote.size() - close.size());
    }
  }
  return name;
}

void SetName(std::string_view name, ListingEntry& entry) {
  name = Trim(name);
  constexpr std::string_view kArrow = " -> ";
  const std::size_t arrow = entry.type == "link" ? name.find(kArrow) : std::string_view::npos;
  if (arrow != std::string_view::npos) {
    entry.target = Unquote(name.substr(arrow + kArrow.size()));
    name = name.substr(0, arrow);
  }
  name = Unquote(name);
  // ls -F and ls -p mark directories.
  if (entry.type == "dir" && name.size() > 1 && name.ends_with('/')) name.remove_suffix(1);
  entry.name = name;
}

// Advances past inode and blocks, in front of the mode; false if there is no mode.
bool SkipToMode(std::string_view& line, bool& inode_and_blocks) {
  for (int words = 0; words < 3; ++words) {
    line = TrimLeft(line);
    std::string_view rest = line;
    const std::string_view word = TakeWord(rest);
    if (IsMode(word)) {
      inode_and_blocks = words == 2;
      return true;
    }
    if (!IsSize(word)) return false;
    line = rest;
  }
  return false;
}

}  // namespace

std::string_view FileTypeName(char letter) {
  switch (letter) {
    case '-': return "file";
    case 'd': return "dir";
    case 'l': return "link";
    default: return "other";
  }
}

bool StartsWithMode(std::string_view line) {
  bool ignored = false;
  return SkipToMode(line, ignored) && line.size() > kModeLength;
}

std::optional<ListingEntry> ParseListingEntry(std::string_view line) {
  ListingEntry entry;
  line = TrimRight(line);
  if (!SkipToMode(line, entry.has_inode_and_blocks)) return {};
  const std::string_view mode = TakeWord(line);
  entry.type = FileTypeName(mode[0]);
  entry.mode = mode.substr(1, kModeLength - 1);
  const std::string_view links = TakeWord(line);
  if (links != "?" && !AllDigits(links)) return {};

  if (links == "?") {  // ls -lL of a broken link: "l????????? ? ?    ?       ?            ? name"
    while (TrimLeft(line).starts_with("? ")) TakeWord(line);
    SetName(line, entry);
    return entry.name.empty() ? std::nullopt : std::optional(entry);
  }

  // Owner, group, context, size: as many words as stand before the date.
  std::vector<std::string_view> words;
  constexpr std::size_t kMostWords = 6;
  while (words.size() < kMostWords) {
    std::string_view rest = line;
    if (!words.empty() && IsSize(words.back())) {
      if (const auto date = TakeDate(rest); date && !Trim(rest).empty()) {
        entry.modified = *date;
        SetName(rest, entry);
        break;
      }
    }
    const std::string_view word = TakeWord(line);
    if (word.empty()) return {};
    words.push_back(word);
  }
  if (entry.name.empty()) return {};
  entry.size = ParseInt(words.back());
  words.pop_back();
  if (!words.empty() && words.back().ends_with(',')) {  // "8, 0" of a device
    words.pop_back();
    entry.size.reset();
  }
  if (!words.empty()) entry.owner = words[0];
  if (words.size() > 1) entry.group = words[1];
  return entry;
}

std::optional<ListingError> ParseListingError(std::string_view line) {
  constexpr std::array kTools =
      std::to_array<std::string_view>({"ls", "find", "stat", "cat", "head", "tail", "readlink"});
  std::string_view rest = Trim(line);
  std::string_view tool = TakeUntil(rest, ": ");
  tool = BaseName(tool);
  if (std::find(kTools.begin(), kTools.end(), tool) == kTools.end()) return {};
  const std::size_t colon = rest.rfind(": ");
  if (colon == std::string_view::npos) return {};
  const std::string_view why = rest.substr(colon + 2);
  const bool missing = why == "No such file or directory";
  if (!missing && why != "Permission denied" && why != "Not a directory" &&
      why != "Input/output error" && why != "Stale file handle") {
    return {};
  }
  std::string_view path = rest.substr(0, colon);
  for (const std::string_view verb :
       {"cannot access ", "cannot open directory ", "cannot statx ", "cannot stat ",
        "reading directory ", "cannot read symbolic link ", "cannot open ", "can't open "}) {
    if (path.starts_with(verb)) path.remove_prefix(verb.size());
  }
  if (path.ends_with(" for reading")) path.remove_suffix(12);
  path = Unquote(path);
  if (path.empty()) return {};
  return ListingError{.path = path, .type = missing ? "missing" : "unreadable"};
}

std::string ListedPath(std::string_view command) {
  std::vector<std::string_view> words = SplitWords(command);
  const auto tool = std::find_if(words.begin(), words.end(), [](std::string_view word) {
    word = BaseName(word);
    return word == "ls" || word == "find" || word == "ll";
  });
  std::string path;
  for (auto word = tool; word != words.end() && ++word != words.end();) {
    if (*word == "|" || *word == "&&" || *word == ";" || Contains(*word, ">")) break;
    if (word->starts_with('-')) continue;
    if (!path.empty()) return {};
    std::string_view argument = Unquote(*word);
    if (argument.size() > 1 && argument.ends_with('/')) argument.remove_suffix(1);
    if (argument.find_first_of("*?[$") != std::string_view::npos) return {};
    path = argument;
  }
  return path;
}

}  // namespace howdunit
