// What `date` and `timedatectl` print, and files that hold nothing but a moment:
//
//   Fri May 22 22:20:01 AEST 2026            date, C locale
//   Fri 22 May 2026 10:20:01 PM AEST         date, en_US
//   vr 22 mei 2026 22:20:01 UTC              date in other languages, where it says the zone
//   Fri, 22 May 2026 22:20:01 +1000          date -R
//   2026-05-22T22:20:01+10:00                date -Is
//   1779452401                               date +%s
//                  Local time: Fri 2026-05-22 22:20:01 AEST
//              Universal time: Fri 2026-05-22 12:20:01 UTC
//                   Time zone: Australia/Brisbane (AEST, +1000)
//
// Some abbreviations are no zone: several zones share IST and CST (shared_zone.h).

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/text.h"
#include "ingest/clock/zone_abbreviation.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/base_name.h"
#include "ingest/text/excerpt.h"
#include "ingest/text/month_name.h"

namespace howdunit {
namespace {

struct Moment {
  Stamp stamp;
  std::optional<Micros> offset;  // where the zone is known
  std::string_view shared_zone;  // its abbreviation, where several zones share it
};

bool IsWeekday(std::string_view word) {
  for (const std::string_view day : {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}) {
    if (word == day) return true;
  }
  return false;
}

// "+03" stands where a zone has no abbreviation.
std::optional<Micros> OffsetOfZone(std::string_view zone) {
  if (zone.starts_with('+') || zone.starts_with('-')) return ParseOffset(zone);
  return OffsetOfAbbreviation(zone);
}

bool IsZoneName(std::string_view word) {
  return word.size() >= 2 && word.size() <= 5 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "22:20:01" or "10:20:01" with "PM", as microseconds of the day.
std::optional<Micros> TimeOfDay(std::string_view clock, std::string_view half) {
  const auto parts = Split(clock, ':');
  if (parts.size() != 3) return {};
  const auto hour = ParseInt(parts[0]);
  const auto minute = ParseInt(parts[1]);
  const auto second = ParseInt(parts[2]);
  if (!hour || !minute || !second || *hour < 0 || *minute < 0 || *second < 0) return {};
  std::int64_t hours = *hour;
  if (!half.empty()) {
    if (hours < 1 || hours > 12) return {};
    hours = hours % 12 + (half == "PM" ? 12 : 0);
  }
  const auto value = FromCivil(1970, 1, 1, hours, *minute, *second);
  return value;
}

// Days in the languages in which months are known, as date shortens them.
bool IsForeignWeekday(std::string_view word) {
  constexpr std::array kDays = std::to_array<std::string_view>(
      {"ma",  "di",  "wo",  "do",  "vr",  "za",  "zo",  "mo",  "mi",  "fr",  "sa",  "so",  "lun",
       "mar", "mer", "jeu", "ven", "sam", "dim", "mié", "jue", "vie", "sáb", "dom", "gio", "sab",
       "seg", "ter", "qua", "qui", "sex", "pon", "wto", "śro", "czw", "pią", "sob", "nie", "Пн",
       "Вт",  "Ср",  "Чт",  "Пт",  "Сб",  "Вс",  "пн",  "вт",  "ср",  "чт",  "пт",  "сб",  "вс"});
  if (word.ends_with('.')) word.remove_suffix(1);
  const std::string lower = ToLower(word);
  return std::find(kDays.begin(), kDays.end(), lower) != kDays.end();
}

// The words of date's C and en_US forms: weekday, then month, day, clock, AM or PM, zone and year
// in an order that the locale chooses.
std::optional<Moment> FromWords(std::string_view line) {
  const auto words = SplitWords(line);
  if (words.size() < 5 || words.size() > 7) return {};
  const bool english = IsWeekday(words[0].substr(0, 3));
  if (!english && (words.size() != 6 || !IsForeignWeekday(words[0]))) return {};
  unsigned month = 0;
  std::optional<std::int64_t> day;
  std::optional<std::int64_t> year;
  std::string_view clock;
  std::string_view half;
  std::string_view zone;
  for (std::size_t i = 1; i < words.size(); ++i) {
    std::string_view word = words[i];
    if (!english && word.ends_with('.')) word.remove_suffix(1);  // "22. Mai"
    const unsigned named = english ? MonthFromName(word) : MonthOfAnyLanguage(word);
    if (named != 0 && !IsDigit(word.front())) {
      month = named;
    } else if (AllDigits(word) && word.size() <= 2) {
      day = ParseInt(word);
    } else if (AllDigits(word) && word.size() == 4) {
      year = ParseInt(word);
    } else if (Contains(word, ":")) {
      clock = word;
    } else if (word == "AM" || word == "PM") {
      half = word;
    } else if (IsZoneName(word) || OffsetOfZone(word)) {
      zone = word;
    } else {
      return {};
    }
  }
  if (!english && zone.empty()) return {};
  const auto time = TimeOfDay(clock, half);
  if (month == 0 || !day || !year || !time) return {};
  const auto date = FromCivil(*year, month, *day, 0, 0, 0);
  if (!date) return {};
  Moment moment{.stamp = {.kind = Stamp::Kind::kLocal, .value = *date + *time, .width = kSecond},
                .offset = OffsetOfZone(zone),
                .shared_zone = {}};
  if (!MeaningsOf(zone).empty()) moment.shared_zone = zone;
  if (moment.offset) {
    moment.stamp.kind = Stamp::Kind::kUtc;
    moment.stamp.value -= *moment.offset;
  }
  return moment;
}

// RFC 3339 and RFC 1123; Go's time.String() of must-gather goes on with "UTC m=+0.2".
std::optional<Moment> FromStamp(std::string_view line) {
  std::string_view rest = line;
  auto stamp = TakeRfc1123(rest);
  if (!stamp) stamp = TakeRfc3339(rest);
  if (!stamp) return {};
  const std::string_view taken = Trim(line.substr(0, line.size() - rest.size()));
  for (const std::string_view word : SplitWords(rest)) {
    if (!IsZoneName(word) && !OffsetOfZone(word) && !word.starts_with("m=")) return {};
  }
  Moment moment{.stamp = *stamp, .offset = {}, .shared_zone = {}};
  if (stamp->kind == Stamp::Kind::kUtc) {
    const std::size_t sign = taken.find_last_of("+-");
    moment.offset = sign != std::string_view::npos && sign > 10 ? ParseOffset(taken.substr(sign))
                                                                : std::optional<Micros>(0);
  }
  return moment;
}

std::optional<Moment> FromEpoch(std::string_view line) {
  if (!AllDigits(line) || line.size() != 10) return {};
  const auto seconds = ParseInt(line);
  if (!seconds) return {};
  return Moment{.stamp = {.kind = Stamp::Kind::kUtc, .value = *seconds * kSecond, .width = kSecond},
                .offset = {},
                .shared_zone = {}};
}

// Whether the command or the file's name says that this is the time of capture.
bool SaysDate(const MemberHints& hints) {
  const auto words = SplitWords(hints.command);
  for (const std::string_view word : words) {
    if (BaseName(word) == "date") return true;
  }
  const std::string name = ToLower(BaseName(hints.path));
  for (const std::string_view part : {"date", "captured", "timestamp", "now", "clock"}) {
    if (Contains(name, part)) return true;
  }
  return name == "time" || name.starts_with("time.");
}

std::optional<Moment> ParseMoment(std::string_view line, const MemberHints& hints) {
  line = Trim(line);
  if (line.size() < 10 || line.size() > 80) return {};
  if (auto moment = FromWords(line)) return moment;
  if (auto moment = FromStamp(line)) return moment;
  return SaysDate(hints) ? FromEpoch(line) : std::nullopt;
}

bool StartsClockBlock(std::string_view line) { return TrimLeft(line).starts_with("Local time: "); }

bool Claims(const Head& head) {
  if (StartsClockBlock(head.FirstLine())) return Contains(head.text, "Time zone: ");
  if (!ParseMoment(head.FirstLine(), head.hints)) return false;
  if (SaysDate(head.hints)) return true;
  // A stamp among other lines is not the moment of capture: programs log such lines, too. Above
  // a table of kubectl it is what a script printed first.
  if (!head.hints.pod.empty() || !head.hints.container.empty()) return false;
  std::string_view rest = Trim(head.text);
  TakeUntil(rest, "\n");
  return rest.empty() || TrimLeft(rest).starts_with("NAME");
}

void AddZone(const ReadContext& context, const Source& source, Micros offset) {
  ClockRecord zone;
  zone.source = source;
  zone.kind = ClockRecord::Kind::kZone;
  zone.offset = offset;
  zone.node = Redact(context.hints.node);
  context.out.Add(std::move(zone));
}

void AddCapture(const ReadContext& context, const Source& source, const Stamp& stamp,
                std::string_view shared_zone = {}) {
  ClockRecord capture;
  capture.source = source;
  capture.kind = ClockRecord::Kind::kCapture;
  capture.when.stamp = stamp;
  capture.node = Redact(context.hints.node);
  capture.shared_zone = Redact(shared_zone);
  context.out.Add(std::move(capture));
}

// UTC may be how the node's clock is set, or how `date -u` was asked to print: it tells the zone
// only where the command is known.
bool TellsZone(Micros offset, const MemberHints& hints) {
  if (offset != 0) return true;
  return !hints.command.empty() && !Contains(hints.command, "-u") &&
         !Contains(hints.command, "--utc") && !Contains(hints.command, "Z");
}

void ReadMoment(const ReadContext& context, const Line& line) {
  const auto moment = ParseMoment(line.text, context.hints);
  if (!moment) return;
  const Source source = Quote(line.number, line.text);
  AddCapture(context, source, moment->stamp, moment->shared_zone);
  if (moment->offset && TellsZone(*moment->offset, context.hints)) {
    AddZone(context, source, *moment->offset);
  }
}

// "Fri 2026-05-22 12:20:01 UTC"
std::optional<Stamp> TakeWeekdayStamp(std::string_view text) {
  text = Trim(text);
  if (text.size() < 4) return {};
  text.remove_prefix(4);
  return TakeRfc3339(text);
}

// The offset in "Australia/Brisbane (AEST, +1000)".
std::optional<Micros> OffsetInZoneLine(std::string_view text) {
  const std::size_t comma = text.rfind(", ");
  const std::size_t close = text.rfind(')');
  if (comma == std::string_view::npos || close == std::string_view::npos || close < comma)
    return {};
  return ParseOffset(text.substr(comma + 2, close - comma - 2));
}

void ReadClockBlock(const ReadContext& context) {
  std::optional<Stamp> local;
  Source local_source;
  bool universal = false;
  LineSearch search(context, "text");
  while (const auto line = context.in.Peek()) {
    const std::string_view text = Trim(line->text);
    const std::size_t colon = text.find(": ");
    if (colon == std::string_view::npos) break;
    const std::string_view key = text.substr(0, colon);
    const std::string_view value = text.substr(colon + 2);
    const Source source = Quote(line->number, text);
    if (key == "Local time") {
      if (local) break;  // the next node's block
      local = TakeWeekdayStamp(value);
      local_source = source;
    } else if (key == "Universal time") {
      if (const auto stamp = TakeWeekdayStamp(value)) {
        AddCapture(context, source, *stamp);
        universal = true;
      }
    } else if (key == "Time zone") {
      if (const auto offset = OffsetInZoneLine(value)) AddZone(context, source, *offset);
    } else if (key.find_first_of("[{\"") != std::string_view::npos) {
      break;
    }
    search.Look(*line);  // whether a time server keeps it
    context.in.Next();
  }
  if (local && !universal) AddCapture(context, local_source, *local);
}

void Read(const ReadContext& context) {
  const auto line = context.in.Peek();
  if (!line) return;
  if (StartsClockBlock(line->text)) {
    ReadClockBlock(context);
    return;
  }
  ReadMoment(context, *line);
  context.in.Next();
}

}  // namespace

extern const Format kDate = {
    .name = "date",
    .title = "output of date and timedatectl, files that hold the time of capture",
    .sample = R"(Fri May 22 22:20:01 AEST 2026
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
