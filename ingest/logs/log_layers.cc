#include "ingest/logs/log_layers.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "core/text.h"
#include "ingest/text/address.h"

namespace howdunit {
namespace {

constexpr Micros kClose = 5 * kSecond;
constexpr std::int64_t kYearOfNoYear = 2000;

// Programs that run on the node itself, in its zone.
bool IsNodeDaemon(std::string_view unit) {
  constexpr std::array kDaemons = std::to_array<std::string_view>(
      {"kubelet", "kubelite", "k3s", "rke2", "microshift", "hyperkube"});
  return std::any_of(kDaemons.begin(), kDaemons.end(),
                     [&](std::string_view daemon) { return Contains(unit, daemon); });
}

// Whose output k0s passes on: `… msg="E0522 …" component=kube-apiserver stream=stderr`. Without a
// stream k0s speaks of the component itself.
std::string_view ProgramOfK0s(std::string_view unit, std::string_view message) {
  if (unit != "k0s") return {};
  constexpr std::string_view kComponent = " component=";
  const std::size_t at = message.rfind(kComponent);
  if (at == std::string_view::npos) return {};
  std::string_view rest = TrimRight(message.substr(at + kComponent.size()));
  const std::string_view program = TakeUntil(rest, " ");
  const bool fits =
      std::all_of(program.begin(), program.end(), [](char c) { return IsAlnum(c) || c == '-'; });
  return fits && (rest == "stream=stderr" || rest == "stream=stdout") ? program : "";
}

// As a journal writes it, which leaves the year out.
Stamp WithoutYear(Stamp stamp) {
  const CivilTime t = ToCivil(stamp.value);
  const auto moment =
      FromCivil(kYearOfNoYear, t.month, t.day, t.hour, t.minute, t.second, t.fraction);
  stamp.kind = moment ? Stamp::Kind::kLocalNoYear : Stamp::Kind::kNone;
  stamp.value = moment.value_or(0);
  return stamp;
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
    if (const auto program = ProgramOfK0s(line.unit, rest); !program.empty()) line.unit = program;
    if (stated->kind == Stamp::Kind::kLocal && Agree(WithoutYear(*stated), line.stamp)) {
      line.stamp = *stated;
    }
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

}  // namespace

std::string_view TakeComponentWord(std::string_view& text) {
  std::string_view rest = text;
  std::string_view word = TakeUntil(rest, " ");
  if (word.empty() || word.size() > 40) return {};
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
