#include "ingest/logs/journal_prefix.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "core/text.h"
#include "ingest/clock/zone_abbreviation.h"
#include "ingest/logs/log_layers.h"
#include "ingest/text/month_name.h"

namespace howdunit {
namespace {

constexpr std::int64_t kYearOfNoYear = 2000;

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
  // "<hostname>": what people put in its place.
  if (prefix.host.starts_with('<') && prefix.host.ends_with('>')) prefix.host = {};
  const std::size_t size = writer.size() - rest.size();
  if (!monotonic && writer.substr(0, size).ends_with(": ")) memo.Keep(writer, size, prefix);
  text = rest;
  return prefix;
}

}  // namespace howdunit
