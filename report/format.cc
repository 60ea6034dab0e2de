#include "report/format.h"

#include <fmt/format.h>

#include <algorithm>

namespace howdunit::report {
namespace {

constexpr Micros kExact = 1 * kSecond;    // as exact as a log line
constexpr Micros kNarrow = 10 * kMinute;  // up to here "±" reads better than two stamps

struct Stamp {
  std::string day;
  std::string clock;
  std::string zone;  // "AEST"; empty for UTC
};

std::string After(const std::string& text) { return text.empty() ? "" : " " + text; }

Stamp Read(Micros time, const Zone* zone) {
  const Zone::Reading reading = zone == nullptr ? Zone::Reading{} : zone->At(time);
  const CivilTime t = ToCivil(time + reading.offset);
  return {fmt::format("{:04}-{:02}-{:02}", t.year, t.month, t.day),
          fmt::format("{:02}:{:02}:{:02}", t.hour, t.minute, t.second), reading.abbreviation};
}

// A moment and how far it may be off ("± 30s"; "" if it is exact).
struct Reading {
  Stamp middle;
  std::string error;
};

// The day and the zone are said once if they are the same.
std::string Join(const Reading& first, std::string_view between, const Reading& last) {
  std::string text = first.middle.day + " " + first.middle.clock + After(first.error);
  if (first.middle.zone != last.middle.zone) text += After(first.middle.zone);
  text += between;
  if (last.middle.day != first.middle.day) text += last.middle.day + " ";
  return text + last.middle.clock + After(last.error) + After(last.middle.zone);
}

bool IsWholeMinute(const Moment& moment) {
  const Micros width = *moment.latest - *moment.earliest;
  return *moment.earliest % kMinute == 0 && width <= kMinute && width >= kMinute - kSecond;
}

Reading ReadNarrow(const Moment& moment, const Zone* zone) {
  const Micros width = *moment.latest - *moment.earliest;
  if (width <= kExact) return {Read(*moment.earliest, zone), ""};
  if (IsWholeMinute(moment)) {
    // Said to the minute, as ls does: "00:15".
    Stamp minute = Read(*moment.earliest, zone);
    minute.clock.resize(minute.clock.size() - 3);
    return {minute, ""};
  }
  const Micros half = (width / 2 + kSecond - 1) / kSecond * kSecond;
  return {Read(*moment.earliest + width / 2, zone), "± " + FormatDuration(half)};
}

bool IsNarrow(const Moment& moment) { return *moment.latest - *moment.earliest <= kNarrow; }

}  // namespace

Micros ShownFirst(const Moment& moment) {
  if (!moment.known()) return INT64_MAX;
  const Micros width = *moment.latest - *moment.earliest;
  const bool first = width <= kExact || IsWholeMinute(moment) || !IsNarrow(moment);
  return first ? *moment.earliest : *moment.earliest + width / 2;
}

std::string Counted(std::int64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string FormatMoment(const Moment& moment, const Zone* zone) {
  if (!moment.known()) return "not stated";
  if (!IsNarrow(moment)) {
    return "between " +
           Join({Read(*moment.earliest, zone), ""}, " and ", {Read(*moment.latest, zone), ""});
  }
  const Reading reading = ReadNarrow(moment, zone);
  return reading.middle.day + " " + reading.middle.clock + After(reading.error) +
         After(reading.middle.zone);
}

std::string FormatWhen(const Moment& moment) {
  const std::string text = FormatMoment(moment);
  return moment.known() && IsNarrow(moment) ? "at " + text : text;
}

std::string FormatSpan(const Moment& first, const Moment& last, const Zone* zone) {
  if (!first.known() && last.known()) return "until " + FormatMoment(last, zone);
  if (!first.known() || !last.known() || *last.earliest <= *first.earliest) {
    return FormatMoment(first, zone);
  }
  if (FormatMoment(first, zone) == FormatMoment(last, zone)) return FormatMoment(first, zone);
  if (!IsNarrow(first) || !IsNarrow(last)) {
    return FormatMoment(first, zone) + " – " + FormatMoment(last, zone);
  }
  return Join(ReadNarrow(first, zone), " – ", ReadNarrow(last, zone));
}

std::string FormatDay(const Moment& moment) {
  return moment.known() ? Read(*moment.earliest, nullptr).day : "";
}

Micros ShortestDuration(const Moment& first, const Moment& last) {
  if (!first.known() || !last.known()) return 0;
  return std::max<Micros>(*last.earliest - *first.latest, 0);
}

std::string FormatLength(Micros duration) {
  const Micros unit = duration >= kNarrow ? kMinute : kSecond;
  return FormatDuration(duration / unit * unit);
}

std::string FormatCadence(std::int64_t count, const Moment& first, const Moment& last) {
  if (count < 2) return "";
  std::string text = fmt::format("{} times", count);
  const Micros duration = ShortestDuration(first, last);
  if (duration < kSecond) return text;
  text += " in " + FormatLength(duration);
  const Micros every = duration / (count - 1);
  if (every >= 10 * kSecond) {
    text += ", about every " + FormatDuration((every + kSecond / 2) / kSecond * kSecond);
  } else if (every >= kSecond) {
    text += fmt::format(", about every {:.1f}s",
                        static_cast<double>(every) / static_cast<double>(kSecond));
  }
  return text;
}

std::string FormatSkew(Micros least, Micros most) {
  const bool ahead = least > 0;
  const Micros nearer = ahead ? least : -most;
  const Micros farther = ahead ? most : -least;
  return FormatDuration(nearer) + " to " + FormatDuration(farther) +
         (ahead ? " ahead of" : " behind") + " the API server's clock";
}

std::string FormatOffset(std::int64_t seconds) {
  if (seconds == 0) return "UTC";
  const std::int64_t minutes = std::abs(seconds) / 60;
  return fmt::format("UTC{}{:02}:{:02}", seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace howdunit::report
