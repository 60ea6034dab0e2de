#include "core/time.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr Micros kYear = 365 * kDay;      // of HumanDuration
constexpr unsigned kYearOfNoYear = 2000;  // a leap year, so that Feb 29 parses

// Reads a text from the front; once something did not fit, `ok` stays false.
struct Scanner {
  std::string_view rest;
  bool ok = true;

  std::int64_t Number(std::size_t least, std::size_t most) {
    std::int64_t value = 0;
    std::size_t digits = 0;
    while (digits < most && digits < rest.size() && IsDigit(rest[digits])) {
      value = value * 10 + (rest[digits++] - '0');
    }
    ok = ok && digits >= least;
    rest.remove_prefix(digits);
    return value;
  }
  void Char(char wanted) {
    ok = ok && !rest.empty() && rest.front() == wanted;
    if (ok) rest.remove_prefix(1);
  }
  bool Optional(char wanted) {
    if (!ok || rest.empty() || rest.front() != wanted) return false;
    rest.remove_prefix(1);
    return true;
  }
  std::string_view Take(std::size_t length) {
    ok = ok && rest.size() >= length;
    if (!ok) return {};
    const std::string_view taken = rest.substr(0, length);
    rest.remove_prefix(length);
    return taken;
  }
};

struct Clock {
  std::int64_t hour = 0, minute = 0, second = 0;
  Micros fraction = 0;
  Micros width = kSecond;
};

// "22:20:01" and an optional fraction of any length after '.' or ','.
Clock TakeClock(Scanner& in) {
  Clock clock;
  const std::string_view text = in.rest;
  const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  in.ok = in.ok && text.size() >= 8 && text[2] == ':' && text[5] == ':';
  for (const unsigned at : {0U, 1U, 3U, 4U, 6U, 7U}) in.ok = in.ok && IsDigit(text[at]);
  if (!in.ok) return clock;
  clock.hour = two(0);
  clock.minute = two(3);
  clock.second = two(6);
  in.rest.remove_prefix(8);
  if (text.size() < 10 || (text[8] != '.' && text[8] != ',') || !IsDigit(text[9])) return clock;
  std::size_t end = 9;
  for (; end < text.size() && IsDigit(text[end]); ++end) {
    if (clock.width == 1) continue;  // what is finer than a microsecond is dropped
    clock.width /= 10;
    clock.fraction += (text[end] - '0') * clock.width;
  }
  in.rest = text.substr(end);
  return clock;
}

// Days of the calendar; nothing for February 30.
std::optional<Micros> DayOf(std::int64_t year, std::int64_t month, std::int64_t day) {
  constexpr std::array<std::int64_t, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return {};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const bool leap_month = month == 2 && leap;
  if (day > (leap_month ? 29 : kDays[static_cast<std::size_t>(month - 1)])) return {};
  return DaysFromCivil(year, static_cast<unsigned>(month), static_cast<unsigned>(day)) * kDay;
}

// Since midnight. A leap second is the last moment before it.
std::optional<Micros> TimeOfDay(std::int64_t hour, std::int64_t minute, std::int64_t second,
                                Micros fraction) {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return {};
  if (second == 60) {
    second = 59;
    fraction = kSecond - 1;
  }
  return hour * kHour + minute * kMinute + second * kSecond + fraction;
}

// "2026-05-22", ten bytes. Lines that follow each other share their date, so the last one is kept.
std::optional<Micros> ParseDate(std::string_view text) {
  struct Memo {
    std::array<char, 10> text{};
    std::optional<Micros> day;
  };
  thread_local Memo memo;
  if (std::memcmp(memo.text.data(), text.data(), memo.text.size()) == 0) return memo.day;
  Scanner in{text};
  const std::int64_t year = in.Number(4, 4);
  in.Char('-');
  const std::int64_t month = in.Number(2, 2);
  in.Char('-');
  const std::int64_t day = in.Number(2, 2);
  std::memcpy(memo.text.data(), text.data(), memo.text.size());
  memo.day = in.ok ? DayOf(year, month, day) : std::nullopt;
  return memo.day;
}

std::optional<Stamp> MakeStamp(Stamp::Kind kind, std::int64_t year, std::int64_t month,
                               std::int64_t day, const Clock& clock) {
  const auto value =
      FromCivil(year, month, day, clock.hour, clock.minute, clock.second, clock.fraction);
  if (!value) return {};
  return Stamp{.kind = kind, .value = *value, .width = clock.width};
}

// "Z", "+10:00", " +1000", " UTC" at the front; nothing if there is no offset.
std::optional<Micros> TakeOffset(std::string_view& text) {
  std::string_view rest = text;
  const bool blank = rest.starts_with(' ');
  if (blank) rest.remove_prefix(1);
  if (rest.empty()) return {};
  if (rest[0] == 'Z' || rest[0] == 'U' || rest[0] == 'G') {
    if (rest[0] == 'Z' ? blank : !rest.starts_with("UTC") && !rest.starts_with("GMT")) return {};
    rest.remove_prefix(rest[0] == 'Z' ? 1 : 3);
    if (!rest.empty() && IsAlnum(rest[0])) return {};
    text = rest;
    return 0;
  }
  if (rest[0] != '+' && rest[0] != '-') return {};
  Scanner in{rest.substr(1)};
  const std::int64_t hours = in.Number(2, 2);
  const bool colon = in.Optional(':');
  std::int64_t minutes = 0;
  if (colon || (!in.rest.empty() && IsDigit(in.rest.front()))) minutes = in.Number(2, 2);
  if (!in.ok || hours > 14 || minutes > 59) return {};
  const Micros offset = hours * kHour + minutes * kMinute;
  const bool negative = rest[0] == '-';
  text = in.rest;
  return negative ? -offset : offset;
}

}  // namespace

std::string_view BasisName(Basis basis) {
  switch (basis) {
    case Basis::kStated: return "stated";
    case Basis::kZoneInferred: return "zone-inferred";
    case Basis::kYearInferred: return "year-inferred";
    case Basis::kAge: return "age";
    case Basis::kMtime: return "mtime";
    case Basis::kClaim: return "claim";
    case Basis::kNone: break;
  }
  return "none";
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::int64_t DaysFromCivil(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

std::optional<Micros> FromCivil(std::int64_t year, std::int64_t month, std::int64_t day,
                                std::int64_t hour, std::int64_t minute, std::int64_t second,
                                Micros fraction) {
  const auto date = DayOf(year, month, day);
  const auto time = TimeOfDay(hour, minute, second, fraction);
  if (!date || !time) return {};
  return *date + *time;
}

CivilTime ToCivil(Micros time) {
  std::int64_t days = time / kDay;
  Micros rest = time % kDay;
  if (rest < 0) {
    rest += kDay;
    --days;
  }
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const unsigned day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted = (5 * day_of_year + 2) / 153;
  const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {.year = static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0),
          .month = month,
          .day = day_of_year - (153 * shifted + 2) / 5 + 1,
          .hour = static_cast<unsigned>(rest / kHour),
          .minute = static_cast<unsigned>(rest / kMinute % 60),
          .second = static_cast<unsigned>(rest / kSecond % 60),
          .fraction = rest % kSecond};
}

std::optional<Stamp> TakeRfc3339(std::string_view& text) {
  if (text.size() < 19 || !IsDigit(text[0])) return {};
  if (text[10] != 'T' && text[10] != ' ' && text[10] != '_') return {};
  const auto date = ParseDate(text.substr(0, 10));
  if (!date) return {};
  Scanner in{text.substr(11)};
  const Clock clock = TakeClock(in);
  const auto time = TimeOfDay(clock.hour, clock.minute, clock.second, clock.fraction);
  if (!in.ok || !time) return {};
  Stamp stamp{.kind = Stamp::Kind::kLocal, .value = *date + *time, .width = clock.width};
  if (const auto offset = TakeOffset(in.rest)) {
    stamp.kind = Stamp::Kind::kUtc;
    stamp.value -= *offset;
  }
  text = in.rest;
  return stamp;
}

std::optional<Stamp> TakeRfc1123(std::string_view& text) {
  Scanner in{text};
  in.Take(3);
  in.Char(',');
  in.Char(' ');
  const std::int64_t day = in.Number(1, 2);
  in.Char(' ');
  const unsigned month = MonthFromName(in.Take(3));
  in.Char(' ');
  const std::int64_t year = in.Number(4, 4);
  in.Char(' ');
  const Clock clock = TakeClock(in);
  if (!in.ok || month == 0) return {};
  auto stamp = MakeStamp(Stamp::Kind::kUtc, year, month, day, clock);
  const auto offset = TakeOffset(in.rest);
  if (!stamp || !offset) return {};
  stamp->value -= *offset;
  text = in.rest;
  return stamp;
}

std::optional<Stamp> TakeSyslogStamp(std::string_view& text) {
  Scanner in{text};
  const unsigned month = MonthFromName(in.Take(3));
  in.Char(' ');
  in.Optional(' ');
  const std::int64_t day = in.Number(1, 2);
  in.Char(' ');
  const Clock clock = TakeClock(in);
  if (!in.ok || month == 0) return {};
  const auto stamp = MakeStamp(Stamp::Kind::kLocalNoYear, kYearOfNoYear, month, day, clock);
  if (stamp) text = in.rest;
  return stamp;
}

std::optional<Stamp> TakeKlogStamp(std::string_view& text) {
  Scanner in{text};
  const std::int64_t month = in.Number(2, 2);
  const std::int64_t day = in.Number(2, 2);
  in.Char(' ');
  const Clock clock = TakeClock(in);
  if (!in.ok) return {};
  const auto stamp = MakeStamp(Stamp::Kind::kLocalNoYear, kYearOfNoYear, month, day, clock);
  if (stamp) text = in.rest;
  return stamp;
}

unsigned MonthFromName(std::string_view name) {
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i] == name) return i + 1;
  }
  return 0;
}

std::optional<Micros> ParseOffset(std::string_view text) {
  const auto offset = TakeOffset(text);
  return text.empty() ? offset : std::nullopt;
}

std::optional<Stamp> ParseAge(std::string_view text) {
  struct Unit {
    char letter;
    Micros size;
  };
  static constexpr std::array<Unit, 5> kUnits = {
      {{'y', kYear}, {'d', kDay}, {'h', kHour}, {'m', kMinute}, {'s', kSecond}}};
  Micros low = 0;
  Micros smallest = 0;
  std::size_t next_unit = 0;
  if (text.empty() || !IsDigit(text.front())) return {};
  while (!text.empty()) {
    Scanner in{text};
    const std::int64_t count = in.Number(1, 6);
    if (!in.ok || in.rest.empty()) return {};
    while (next_unit < kUnits.size() && kUnits[next_unit].letter != in.rest.front()) ++next_unit;
    if (next_unit == kUnits.size()) return {};
    low += count * kUnits[next_unit].size;
    smallest = kUnits[next_unit++].size;
    text = in.rest.substr(1);
  }
  // HumanDuration's table: the printed form says down to which unit it was cut.
  Micros width = 0;
  if (low < 10 * kMinute) {
    width = kSecond;  // "119s", "5m", "5m7s"
  } else if (low < 8 * kHour) {
    width = kMinute;  // "25m", "3h", "3h5m"
  } else if (low < 8 * kDay) {
    width = kHour;  // "9h", "5d", "5d3h"
  } else if (low < 8 * kYear) {
    width = kDay;  // "9d", "2y3d"
  } else {
    width = kYear;
  }
  // A form that HumanDuration never prints ("1m", "1h") is cut at its own unit.
  if (smallest == kSecond || (low < 2 * kMinute && smallest == kMinute)) {
    width = smallest;
  } else if (low < 3 * kHour && smallest == kHour) {
    width = kHour;
  } else if (low < 2 * kDay && smallest == kDay) {
    width = kDay;
  }
  // "0s" is printed from two seconds in the future on.
  if (low == 0)
    return Stamp{.kind = Stamp::Kind::kAge, .value = -2 * kSecond, .width = 3 * kSecond};
  return Stamp{.kind = Stamp::Kind::kAge, .value = low, .width = width};
}

std::optional<Stamp> ParseShortAge(std::string_view text) {
  auto age = ParseAge(text);
  if (!age) return {};
  switch (text.back()) {
    case 'y': age->width = std::max(age->width, kYear); break;
    case 'd': age->width = std::max(age->width, kDay); break;
    case 'h': age->width = std::max(age->width, kHour); break;
    case 'm': age->width = std::max(age->width, kMinute); break;
    default: break;
  }
  return age;
}

std::optional<Stamp> ParseLocalAge(std::string_view text) {
  auto age = ParseAge(text);
  if (age) age->kind = Stamp::Kind::kLocalAge;
  return age;
}

std::string FormatUtc(Micros time) {
  const CivilTime t = ToCivil(time);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04lld-%02u-%02uT%02u:%02u:%02u",
                static_cast<long long>(t.year), t.month, t.day, t.hour, t.minute, t.second);
  std::string formatted = text.data();
  if (t.fraction != 0) {
    std::snprintf(text.data(), text.size(), ".%06lld", static_cast<long long>(t.fraction));
    formatted += text.data();
    while (formatted.back() == '0') formatted.pop_back();
  }
  return formatted + "Z";
}

std::string FormatDuration(Micros duration) {
  if (duration < 0) return "-" + FormatDuration(-duration);
  const auto two = [](Micros big, const char* big_unit, Micros small, const char* small_unit) {
    std::string text = std::to_string(big) + big_unit;
    if (small != 0) text += " " + std::to_string(small) + small_unit;
    return text;
  };
  if (duration >= kDay) return two(duration / kDay, "d", duration % kDay / kHour, "h");
  if (duration >= kHour) return two(duration / kHour, "h", duration % kHour / kMinute, "m");
  if (duration >= kMinute) return two(duration / kMinute, "m", duration % kMinute / kSecond, "s");
  if (duration >= kSecond || duration == 0) return std::to_string(duration / kSecond) + "s";
  if (duration < kSecond / 10) return "<0.1s";
  return "0." + std::to_string(duration / (kSecond / 10)) + "s";
}

}  // namespace howdunit
