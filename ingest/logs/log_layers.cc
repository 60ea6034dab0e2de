#include "ingest/logs/log_layers.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

#include "core/text.h"
#include "ingest/clock/zone_abbreviation.h"

namespace howdunit {
namespace {

constexpr Micros kClose = 5 * kSecond;
constexpr std::int64_t kYearOfNoYear = 2000;

struct MonthName {
  std::string_view start;  // lower case
  unsigned month;
};

// Beginnings of month names in the languages that journals were seen in, besides
// English and "6月". Longer beginnings stand before shorter ones.
constexpr std::array kMonthNames = std::to_array<MonthName>({
    {"jan", 1},  {"ene", 1},  {"gen", 1},  {"янв", 1},  {"sty", 1},  {"fev", 2},  {"fév", 2},
    {"feb", 2},  {"фев", 2},  {"lut", 2},  {"mär", 3},  {"mar", 3},  {"mrz", 3},  {"maa", 3},
    {"mrt", 3},  {"мар", 3},  {"apr", 4},  {"avr", 4},  {"abr", 4},  {"апр", 4},  {"kwi", 4},
    {"mai", 5},  {"may", 5},  {"mag", 5},  {"mei", 5},  {"мая", 5},  {"май", 5},  {"maj", 5},
    {"juin", 6}, {"jun", 6},  {"giu", 6},  {"июн", 6},  {"cze", 6},  {"juil", 7}, {"jul", 7},
    {"lug", 7},  {"июл", 7},  {"lip", 7},  {"aoû", 8},  {"aug", 8},  {"ago", 8},  {"авг", 8},
    {"sie", 8},  {"sep", 9},  {"set", 9},  {"сен", 9},  {"wrz", 9},  {"oct", 10}, {"okt", 10},
    {"out", 10}, {"ott", 10}, {"окт", 10}, {"paź", 10}, {"nov", 11}, {"ноя", 11}, {"lis", 11},
    {"déc", 12}, {"dec", 12}, {"dez", 12}, {"dic", 12}, {"дек", 12}, {"gru", 12},
});

unsigned MonthOfAnyLanguage(std::string_view name) {
  if (const unsigned month = MonthFromName(name)) return month;
  std::size_t digits = 0;
  while (digits < name.size() && IsDigit(name[digits])) ++digits;
  if (digits > 0) {
    const std::string_view rest = name.substr(digits);
    if (rest != "月" && rest != "월") return 0;
    const auto month = ParseInt(name.substr(0, digits));
    return month && *month >= 1 && *month <= 12 ? static_cast<unsigned>(*month) : 0;
  }
  const std::string lower = ToLower(name);
  for (const MonthName& known : kMonthNames) {
    if (lower.starts_with(known.start)) return known.month;
  }
  return 0;
}

bool LooksLikeClock(std::string_view text) {
  return text.size() >= 8 && IsDigit(text[0]) && IsDigit(text[1]) && text[2] == ':' &&
         IsDigit(text[3]) && IsDigit(text[4]) && text[5] == ':' && IsDigit(text[6]);
}

std::string_view TakeWord(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

// " 6月 12 08:55:47": month in any language, day, clock.
std::optional<Stamp> TakeLocalizedStamp(std::string_view& text) {
  std::string_view rest = TrimLeft(text);
  const std::string_view name = TakeWord(rest);
  rest = TrimLeft(rest);
  std::string_view day_text = TakeWord(rest);
  if (day_text.ends_with('.')) day_text.remove_suffix(1);
  const auto day = ParseInt(day_text);
  if (name.empty() || name.size() > 16 || !day || *day < 1 || *day > 31) return {};
  if (!LooksLikeClock(rest)) return {};
  const unsigned month = MonthOfAnyLanguage(name);
  // The clock is read by the function that knows it, behind a date it knows.
  std::string known = "2000-01-01 " + std::string(rest.substr(0, rest.find(' ')));
  std::string_view clock = known;
  auto stamp = TakeRfc3339(clock);
  if (!stamp || !clock.empty()) return {};
  rest.remove_prefix(known.size() - 11);
  if (month == 0) {
    stamp = Stamp{};
  } else {
    stamp->kind = Stamp::Kind::kLocalNoYear;
    stamp->value += (DaysFromCivil(kYearOfNoYear, month, static_cast<unsigned>(*day)) -
                     DaysFromCivil(kYearOfNoYear, 1, 1)) *
                    kDay;
  }
  text = rest;
  return stamp;
}

std::optional<Stamp> TakeUnixStamp(std::string_view& text) {
  std::string_view rest = text;
  const std::string_view word = TakeWord(rest);
  const std::size_t dot = word.find('.');
  if (dot != 10 || word.size() != 17) return {};
  const auto seconds = ParseInt(word.substr(0, dot));
  const auto micros = ParseInt(word.substr(dot + 1));
  if (!AllDigits(word.substr(0, dot)) || !seconds || !micros) return {};
  text.remove_prefix(word.size());
  return Stamp{.kind = Stamp::Kind::kUtc, .value = *seconds * kSecond + *micros, .width = 1};
}

}  // namespace

std::optional<Stamp> TakeWeekdayStamp(std::string_view& text) {
  std::string_view rest = text;
  const std::string_view weekday = TakeWord(rest);
  if (weekday.empty() || weekday.size() > 16 || IsDigit(weekday.front())) return {};
  auto stamp = TakeRfc3339(rest);
  if (!stamp) return {};
  if (stamp->kind == Stamp::Kind::kLocal) {
    // " CST": what several zones share is passed over.
    if (!rest.starts_with(' ')) return {};
    std::string_view after = rest.substr(1);
    const std::string_view zone = TakeWord(after);
    if (zone.size() < 2 || zone.size() > 6) return {};
    rest.remove_prefix(1 + zone.size());
    // It may end a sentence.
    if (const auto offset = OffsetOfAbbreviation(zone.substr(0, zone.find('.')))) {
      stamp->kind = Stamp::Kind::kUtc;
      stamp->value -= *offset;
    }
  }
  text = rest;
  return stamp;
}

// "[12345.678901]", "[12345.678901 <    0.001234 >]": since boot, so no moment.
bool TakeMonotonicStamp(std::string_view& text) {
  const std::size_t end = text.find(']');
  if (end > 40) return false;  // also if it is not there
  std::string_view seconds = Trim(text.substr(1, end - 1));
  seconds = seconds.substr(0, seconds.find(' '));
  const std::size_t dot = seconds.find('.');
  if (dot == std::string_view::npos || !AllDigits(seconds.substr(0, dot)) ||
      !AllDigits(seconds.substr(dot + 1))) {
    return false;
  }
  text.remove_prefix(end + 1);
  return true;
}

std::optional<Stamp> TakeJournalStamp(std::string_view& text) {
  if (text.empty()) return {};
  if (text[0] == '[') return TakeMonotonicStamp(text) ? std::optional(Stamp{}) : std::nullopt;
  if (IsDigit(text[0])) {
    if (auto stamp = TakeRfc3339(text)) return stamp;
    if (auto stamp = TakeUnixStamp(text)) return stamp;
    return TakeLocalizedStamp(text);
  }
  if (auto stamp = TakeSyslogStamp(text)) return stamp;
  if (auto stamp = TakeLocalizedStamp(text)) return stamp;
  return TakeWeekdayStamp(text);
}

namespace {

// Who wrote the line before, as it stands behind the stamp: "node-b kubelet[911]: ". Lines of one
// writer follow each other.
struct WriterMemo {
  std::array<char, 96> text{};
  std::size_t size = 0;
  std::size_t host_size = 0, ident_at = 0, ident_size = 0;
  bool has_pid = false;

  bool Holds(std::string_view rest) const {
    return size > 0 && rest.size() >= size && std::memcmp(rest.data(), text.data(), size) == 0;
  }
  void Keep(std::string_view rest, std::size_t bytes, const JournalPrefix& prefix) {
    size = bytes <= text.size() && !prefix.host.empty() ? bytes : 0;
    std::memcpy(text.data(), rest.data(), size);
    host_size = prefix.host.size();
    ident_at = static_cast<std::size_t>(prefix.ident.data() - rest.data());
    ident_size = prefix.ident.size();
    has_pid = prefix.has_pid;
  }
};

}  // namespace

std::optional<JournalPrefix> TakeJournalPrefix(std::string_view& text) {
  std::string_view rest = text;
  const bool monotonic = text.starts_with('[');
  const auto stamp = TakeJournalStamp(rest);
  if (!stamp || !rest.starts_with(' ')) return {};
  rest.remove_prefix(1);
  thread_local WriterMemo memo;
  if (!monotonic && memo.Holds(rest)) {
    text = rest.substr(memo.size);
    return JournalPrefix{.stamp = *stamp,
                         .host = rest.substr(0, memo.host_size),
                         .ident = rest.substr(memo.ident_at, memo.ident_size),
                         .has_pid = memo.has_pid};
  }
  const std::string_view writer = rest;
  JournalPrefix prefix{.stamp = *stamp, .host = {}, .ident = {}, .has_pid = false};
  prefix.host = TakeWord(rest);
  // klog's header behind the stamp of `kubectl logs --timestamps` names nobody.
  if (prefix.host.size() == 5 && IsKlogSeverity(prefix.host[0]) &&
      AllDigits(prefix.host.substr(1)) && LooksLikeClock(rest)) {
    return {};
  }
  // The ident may hold blanks ("(udev-worker)[12]", "rke2 server[7]") but not much.
  std::size_t colon = rest.find(": ");
  if (colon == std::string_view::npos && rest.ends_with(':')) colon = rest.size() - 1;
  if (prefix.host.ends_with(':')) {  // --no-hostname
    prefix.ident = prefix.host.substr(0, prefix.host.size() - 1);
    prefix.host = {};
  } else {
    if (colon > 80) return {};                       // or none
    prefix.ident = TrimLeft(rest.substr(0, colon));  // people align columns
    rest.remove_prefix(std::min(colon + 2, rest.size()));
  }
  const std::size_t bracket = prefix.ident.rfind('[');
  if (bracket != std::string_view::npos && prefix.ident.ends_with(']')) {
    prefix.has_pid = AllDigits(prefix.ident.substr(bracket + 1, prefix.ident.size() - bracket - 2));
    if (prefix.has_pid) prefix.ident = prefix.ident.substr(0, bracket);
  }
  // The kernel's own ring buffer begins alike, but names neither host nor process.
  const bool named = !prefix.host.empty() && (prefix.has_pid || prefix.ident == "kernel");
  if (monotonic && !named) return {};
  if (prefix.ident.ends_with(".service")) prefix.ident.remove_suffix(8);
  constexpr std::string_view kNever = "=\"{<";
  if (prefix.ident.empty() || std::any_of(prefix.ident.begin(), prefix.ident.end(), [&](char c) {
        return Contains(kNever, {&c, 1});
      })) {
    return {};
  }
  // "apiserver was unable to write: timeout": people left out whose line it is, and what looks like
  // a host begins a sentence.
  if (!prefix.host.empty() && !prefix.has_pid && Contains(prefix.ident, " ")) {
    text = writer;
    prefix.host = prefix.ident = {};
    return prefix;
  }
  const std::size_t size = writer.size() - rest.size();
  if (!monotonic && writer.substr(0, size).ends_with(": ")) memo.Keep(writer, size, prefix);
  text = rest;
  return prefix;
}

namespace {

// Programs that run on the node itself, in its zone.
bool IsNodeDaemon(std::string_view unit) {
  constexpr std::array kDaemons = std::to_array<std::string_view>(
      {"kubelet", "kubelite", "k3s", "rke2", "microshift", "hyperkube"});
  return std::any_of(kDaemons.begin(), kDaemons.end(),
                     [&](std::string_view daemon) { return Contains(unit, daemon); });
}

}  // namespace

void ReadJournalMessage(std::string_view message, LogLine& line) {
  line.message = message;
  std::string_view rest = message;
  if (const auto inner = TakeKlogHeader(rest)) {
    line.message = rest;
    if (Agree(*inner, line.stamp)) {
      line.stamp = *inner;
    } else {
      line.klog = *inner;
    }
  } else if (const auto stated = PeekLogfmtStamp(rest)) {
    if (stated->kind != Stamp::Kind::kUtc) return;
    if (line.stamp.kind == Stamp::Kind::kUtc) line.logfmt = rest;
    line.zone = ZoneBetween(line.stamp, *stated);
    if (line.zone || Agree(*stated, line.stamp)) line.stamp = *stated;
  }
}

std::optional<Micros> ZoneOf(const LogLine& line) {
  if (line.zone || line.klog.kind == Stamp::Kind::kNone) return line.zone;
  if (line.stamp.kind != Stamp::Kind::kUtc || !IsNodeDaemon(line.unit)) return {};
  return ZoneBetween(line.klog, line.stamp);
}

std::optional<Micros> OwnOffsetOf(const LogLine& line) {
  if (line.logfmt.empty()) return {};
  return PeekLogfmtOffset(line.logfmt);
}

std::optional<Stamp> TakeKlogHeader(std::string_view& text) {
  if (text.size() < kKlogHeaderLeast || !IsDigit(text[1]) || !IsKlogSeverity(text[0])) return {};
  std::string_view rest = text.substr(1);
  const auto stamp = TakeKlogStamp(rest);
  if (!stamp || !rest.starts_with(' ')) return {};
  const std::size_t end = rest.substr(0, kKlogHeaderMost).find("] ");
  if (end != std::string_view::npos) {
    text = rest.substr(end + 2);
  } else if (rest.ends_with(']')) {
    text = {};  // a message that is empty
  } else {
    return {};
  }
  return stamp;
}

namespace {

// "kubelet" of "kubelet[911]"
std::string_view WithoutPid(std::string_view ident) {
  const std::size_t bracket = ident.find('[');
  const bool pid = bracket != std::string_view::npos && ident.ends_with(']') &&
                   AllDigits(ident.substr(bracket + 1, ident.size() - bracket - 2));
  return pid ? ident.substr(0, bracket) : ident;
}

bool IsAddress(std::string_view word) {
  return word.find_first_not_of("0123456789abcdef.:") == std::string_view::npos &&
         word.find_first_of(".:") != std::string_view::npos;
}

}  // namespace

std::string_view TakeComponentWord(std::string_view& text) {
  std::string_view rest = text;
  std::string_view word = TakeWord(rest);
  if (word.empty() || word.size() > 48) return {};
  const bool ident = word.ends_with(':');
  if (ident) word = WithoutPid(word.substr(0, word.size() - 1));
  const bool address = ident && IsAddress(word);
  const bool name = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return IsAlnum(c) || c == '-' || c == '?';
  });
  std::string_view after = rest;
  if ((!name && !address) || !TakeKlogHeader(after)) return {};
  text = rest;
  return address ? std::string_view() : word;
}

std::optional<Stamp> PeekLogfmtStamp(std::string_view text) {
  for (const std::string_view key : {"time=", "ts=", "t="}) {
    if (!text.starts_with(key)) continue;
    text.remove_prefix(key.size());
    if (text.starts_with('"')) text.remove_prefix(1);
    return TakeRfc3339(text);
  }
  return {};
}

std::optional<Micros> PeekLogfmtOffset(std::string_view text) {
  const auto stated = PeekLogfmtStamp(text);
  if (!stated || stated->kind != Stamp::Kind::kUtc) return {};
  // The same reading without its offset is the wall clock.
  text = text.substr(0, text.find_first_of("Z+", text.find(':')));
  const std::size_t clock = text.find(':', text.find('T'));
  if (const std::size_t minus = text.find('-', clock); minus != std::string_view::npos) {
    text = text.substr(0, minus);
  }
  const auto wall = PeekLogfmtStamp(text);
  if (!wall || wall->kind != Stamp::Kind::kLocal) return {};
  return wall->value - stated->value;
}

std::optional<CriPrefix> TakeCriPrefix(std::string_view& text) {
  std::string_view rest = text;
  const auto stamp = TakeRfc3339(rest);
  if (!stamp) return {};
  for (const std::string_view stream : {" stdout ", " stderr "}) {
    if (!rest.starts_with(stream)) continue;
    rest.remove_prefix(stream.size());
    if (rest.empty() || (rest[0] != 'F' && rest[0] != 'P')) return {};
    CriPrefix prefix{
        .stamp = *stamp, .stream = stream.substr(1, stream.size() - 2), .partial = rest[0] == 'P'};
    const std::size_t blank = rest.find(' ');
    rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
    text = rest;
    return prefix;
  }
  return {};
}

std::optional<Stamp> PeekJsonStamp(std::string_view text) {
  text = TrimRight(text);
  if (!text.starts_with("{\"") || !text.ends_with('}')) return {};
  for (const std::string_view key :
       {"\"ts\":", "\"time\":", "\"timestamp\":", "\"@timestamp\":", "\"stageTimestamp\":"}) {
    const std::size_t at = text.find(key);
    if (at == std::string_view::npos) continue;
    std::string_view value = TrimLeft(text.substr(at + key.size()));
    if (value.starts_with('"')) {
      value.remove_prefix(1);
      if (const auto stamp = TakeRfc3339(value)) return stamp;
      continue;
    }
    const std::size_t end = value.find_first_not_of("0123456789");
    const auto whole = ParseInt(value.substr(0, end));
    if (!whole) continue;
    // Seconds (zap) or milliseconds (klog's JSON) since the epoch.
    const bool millis = *whole > 100'000'000'000;
    if (*whole < 1'000'000'000 || *whole > 100'000'000'000'000) continue;
    return Stamp{.kind = Stamp::Kind::kUtc,
                 .value = millis ? *whole * 1000 : *whole * kSecond,
                 .width = millis ? 1000 : kSecond};
  }
  return Stamp{};
}

std::optional<PodName> PeekJsonPod(std::string_view text) {
  constexpr std::string_view kName = "\"pod\":{\"name\":\"";
  constexpr std::string_view kSpace = "\",\"namespace\":\"";
  if (!text.starts_with("{\"")) return {};
  const std::size_t at = text.find(kName);
  if (at == std::string_view::npos) return {};
  std::string_view rest = text.substr(at + kName.size());
  const std::string_view name = rest.substr(0, rest.find('"'));
  rest.remove_prefix(name.size());
  if (name.empty() || !rest.starts_with(kSpace)) return {};
  rest.remove_prefix(kSpace.size());
  const std::size_t end = rest.find("\"}");
  if (end == std::string_view::npos || end == 0) return {};
  return PodName{.space = rest.substr(0, end), .name = name};
}

std::optional<Micros> ZoneBetween(const Stamp& local, const Stamp& utc) {
  if (utc.kind != Stamp::Kind::kUtc) return {};
  Micros ahead = 0;
  if (local.kind == Stamp::Kind::kLocal) {
    ahead = local.value - utc.value;
  } else if (local.kind == Stamp::Kind::kLocalNoYear) {
    // The local date may be of the year next to UTC's.
    const std::int64_t year = ToCivil(utc.value).year;
    const CivilTime t = ToCivil(local.value);
    std::optional<Micros> nearest;
    for (const std::int64_t candidate : {year - 1, year, year + 1}) {
      const auto moment =
          FromCivil(candidate, t.month, t.day, t.hour, t.minute, t.second, t.fraction);
      if (!moment) continue;
      const Micros distance = *moment - utc.value;
      if (!nearest || std::abs(distance) < std::abs(*nearest)) nearest = distance;
    }
    if (!nearest) return {};
    ahead = *nearest;
  } else {
    return {};
  }
  constexpr Micros kQuarter = 15 * kMinute;
  const Micros quarters = (ahead + (ahead < 0 ? -kQuarter : kQuarter) / 2) / kQuarter;
  const Micros rounded = quarters * kQuarter;
  if (std::abs(ahead - rounded) > kMinute) return {};  // not the same moment
  if (rounded < -12 * kHour || rounded > 14 * kHour) return {};
  return rounded;
}

std::optional<Micros> StampDistance(const Stamp& a, const Stamp& b) {
  if (a.kind != b.kind || a.kind == Stamp::Kind::kNone) return {};
  Micros distance = b.value - a.value;
  if (a.kind == Stamp::Kind::kLocalNoYear) {
    if (distance > 183 * kDay) distance -= 366 * kDay;
    if (distance < -183 * kDay) distance += 366 * kDay;
  }
  return distance;
}

bool Agree(const Stamp& a, const Stamp& b) {
  const auto distance = StampDistance(a, b);
  return distance && std::abs(*distance) <= kClose;
}

}  // namespace howdunit
