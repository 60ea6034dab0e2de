// `systemctl status UNIT`:
//
//   ● kubelet.service - kubelet: The Kubernetes Node Agent
//        Loaded: loaded (/lib/systemd/system/kubelet.service; enabled; vendor preset: enabled)
//        Active: activating (auto-restart) (Result: exit-code) since Tue 2024-10-01 11:33:47 CEST;
//        5s ago
//      Main PID: 1893 (code=exited, status=1/FAILURE)
//        CGroup: /system.slice/kubelet.service
//                └─1893 /usr/bin/kubelet
//
// Source: systemd, src/systemctl/systemctl-show.c. What is "since" and "ago" together tells when
// that was printed, to the last unit of the age (src/basic/time-util.c,
// format_timestamp_relative_full); and the zone of the machine, where only one has the
// abbreviation. The unit becomes an object of kind SystemdUnit with the fields "active"
// ("activating (auto-restart)"), "result" and "exit". Behind a blank line, which people leave out,
// its journal follows, which is another format's.

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"
#include "ingest/clock/zone_abbreviation.h"
#include "ingest/format.h"
#include "ingest/logs/journal_prefix.h"
#include "ingest/logs/log_layers.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

// The dot in front of the name: green, white, red, or what is left of it in another encoding.
std::string_view WithoutDot(std::string_view line) {
  line = TrimLeft(line);
  for (const std::string_view dot : {"●", "○", "×", "↻", "*", "x"}) {
    if (line.starts_with(dot) && line.substr(dot.size()).starts_with(' ')) {
      return TrimLeft(line.substr(dot.size()));
    }
  }
  return line;
}

// "kubelet.service" of "● kubelet.service - The Kubernetes Node Agent"
std::string_view UnitOf(std::string_view line) {
  line = WithoutDot(line);
  const std::string_view unit = line.substr(0, line.find(' '));
  constexpr std::array kTypes =
      std::to_array<std::string_view>({".service", ".socket", ".timer", ".mount"});
  for (const std::string_view type : kTypes) {
    if (unit.size() > type.size() && unit.ends_with(type)) return unit;
  }
  return {};
}

bool Claims(const Head& head) {
  if (UnitOf(head.FirstLine()).empty()) return false;
  std::string_view rest = head.text;
  TakeUntil(rest, "\n");
  return TrimLeft(TakeUntil(rest, "\n")).starts_with("Loaded:");
}

// "(Result: exit-code)" gives "exit-code".
std::string_view Between(std::string_view text, std::string_view open, std::string_view close) {
  const std::size_t at = text.find(open);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + open.size());
  return text.substr(0, text.find(close));
}

bool IsJournalLine(std::string_view text) {
  const auto prefix = TakeJournalPrefix(text);
  return prefix && prefix->has_pid;
}

struct Age {
  Micros least = 0;
  Micros width = 0;  // of its last unit: what is less is cut off
};

struct AgeUnit {
  std::string_view name;
  Micros size;
};
constexpr std::array kAgeUnits = std::to_array<AgeUnit>({
    {"ms", kSecond / 1000},
    {"s", kSecond},
    {"min", kMinute},
    {"h", kHour},
    {"day", kDay},
    {"days", kDay},
    {"week", 7 * kDay},
    {"weeks", 7 * kDay},
});

// "1 day 23h ago", "4min 3s ago", "2 weeks 3 days ago"; none in months: they differ.
std::optional<Age> ParseAgo(std::string_view text) {
  text = Trim(text);
  if (!text.ends_with(" ago")) return {};
  text.remove_suffix(4);
  Age age;
  while (!text.empty()) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto count = ParseInt(text.substr(0, digits));
    text = TrimLeft(text.substr(digits));
    const std::string_view name = TakeUntil(text, " ");
    const auto unit = std::find_if(kAgeUnits.begin(), kAgeUnits.end(),
                                   [&](const AgeUnit& one) { return one.name == name; });
    constexpr std::int64_t kMost = 1000;
    if (!count || *count > kMost || unit == kAgeUnits.end()) return {};
    if (age.width != 0 && unit->size >= age.width) return {};
    age.least += *count * unit->size;
    age.width = unit->size;
  }
  if (age.width == 0) return {};
  return age;
}

// "… since Tue 2024-10-01 11:33:47 CEST; 5s ago"
void TellMoment(const ReadContext& context, std::string_view state, const Source& source) {
  constexpr std::string_view kSince = " since ";
  const std::size_t at = state.find(kSince);
  if (at == std::string_view::npos) return;
  std::string_view ago = state.substr(at + kSince.size());
  const std::string_view since = TakeUntil(ago, ";");
  std::string_view rest = since;
  const auto stamp = TakeWeekdayStamp(rest);
  if (!stamp || !rest.empty()) return;
  if (const auto age = ParseAgo(ago); age && age->width <= kHour) {
    ClockRecord printed;
    printed.source = source;
    printed.kind = ClockRecord::Kind::kCapture;
    printed.node = Redact(context.hints.node);
    printed.when.stamp = *stamp;
    printed.when.stamp.value += age->least;
    printed.when.stamp.width = age->width + kSecond;  // of the beginning, too, parts were cut off
    printed.when.stamp.basis = Basis::kAge;
    context.out.Add(std::move(printed));
  }
  const auto offset = OffsetOfAbbreviation(since.substr(since.rfind(' ') + 1));
  if (!offset || *offset == 0) return;  // UTC is printed where somebody asked for it, too
  ClockRecord zone;
  zone.source = source;
  zone.kind = ClockRecord::Kind::kZone;
  zone.offset = *offset;
  zone.node = Redact(context.hints.node);
  context.out.Add(std::move(zone));
}

void Read(const ReadContext& context) {
  const auto first = context.in.Next();
  if (!first) return;
  ObjectRecord record;
  record.source = Quote(first->number, first->text);
  record.kind = "SystemdUnit";
  record.name = Redact(UnitOf(first->text));
  const auto add = [&](std::string_view path, std::string_view value, const Source& source) {
    if (value.empty()) return;
    record.fields.push_back({.path = Redact(path), .value = Redact(value), .source = source});
  };
  while (const auto line = context.in.Peek()) {
    const std::string_view text = Trim(line->text);
    if (text.empty() || !UnitOf(line->text).empty() || IsJournalLine(text)) break;
    const Source source = Quote(line->number, text);
    if (text.starts_with("Active: ")) {
      const std::string_view state = text.substr(8);
      const std::size_t end = std::min(state.find(" (Result"), state.find(" since "));
      add("active", Trim(state.substr(0, end)), source);
      add("result", Between(state, "(Result: ", ")"), source);
      TellMoment(context, state, source);
    } else if (text.starts_with("Main PID: ")) {
      add("exit", Between(text, "status=", ")"), source);
    }
    context.in.Next();
  }
  context.out.Add(std::move(record));
}

}  // namespace

extern const Format kSystemctlStatus = {
    .name = "systemctl-status",
    .title = "systemctl status: a unit's state and how its program ended",
    .sample = R"(● kubelet.service - kubelet: The Kubernetes Node Agent
     Loaded: loaded (/lib/systemd/system/kubelet.service; enabled; vendor preset: enabled)
     Active: activating (auto-restart) (Result: exit-code) since Tue 2024-10-01 11:33:47 CEST; 5s ago
   Main PID: 1893 (code=exited, status=1/FAILURE)
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
