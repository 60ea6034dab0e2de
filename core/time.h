// Moments, as the evidence writes them and as they are known.
//
// A Stamp is what a line says ("22:20:01, no year, no zone", "4m2s ago"); it
// needs the bundle's clock to become an Instant, a range of UTC that certainly
// holds the moment. Nothing here reads the clock of this machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace howdunit {

using Micros = std::int64_t;  // microseconds since 1970-01-01T00:00:00Z, or a duration

inline constexpr Micros kSecond = 1'000'000;
inline constexpr Micros kMinute = 60 * kSecond;
inline constexpr Micros kHour = 60 * kMinute;
inline constexpr Micros kDay = 24 * kHour;

// How a moment is known (stored as text, see BasisName).
enum class Basis {
  kNone,          // not known
  kStated,        // year and zone are written
  kZoneInferred,  // the zone was learnt from the bundle
  kYearInferred,  // the year was chosen from the capture time
  kAge,           // "4m2s ago", resolved against the moment of printing
  kMtime,         // a file's modification time
  kClaim,         // written inside a token or a certificate
};
std::string_view BasisName(Basis basis);  // "stated", "zone-inferred", …

// The moment lies in [earliest, latest]. Both are 0 if basis is kNone.
struct Instant {
  Micros earliest = 0;
  Micros latest = 0;
  Basis basis = Basis::kNone;

  bool known() const { return basis != Basis::kNone; }
  bool operator==(const Instant&) const = default;
};

// A moment as written. `value` and `width` span what the text can mean:
// "22:20:01" is one second wide, an age of "5m" too, "25m" is a minute.
struct Stamp {
  enum class Kind {
    kNone,
    kUtc,          // value: UTC
    kLocal,        // value: wall clock of an unknown zone, as if it were UTC
    kLocalNoYear,  // as kLocal, in the year 2000
    kAge,          // value: the shortest age the text can mean; width: to the longest
    kLocalAge,     // as kAge, but counted by the machine that printed it, not by the API server
  };
  Kind kind = Kind::kNone;
  Micros value = 0;
  Micros width = 0;
  Basis basis = Basis::kStated;  // of a kUtc stamp: kStated, kMtime or kClaim

  bool operator==(const Stamp&) const = default;
};

// A Stamp with the Instant it resolves to. Formats fill `stamp`; `instant` is
// filled once the bundle's clock is known (ingest/clock).
struct When {
  Stamp stamp;
  Instant instant;
};

// Days since 1970-01-01 of a date of the proleptic Gregorian calendar.
std::int64_t DaysFromCivil(std::int64_t year, unsigned month, unsigned day);

// Microseconds of a wall clock reading as if it were UTC; nothing if a field is
// out of range (second 60 is read as 59.999999).
std::optional<Micros> FromCivil(std::int64_t year, std::int64_t month, std::int64_t day,
                                std::int64_t hour, std::int64_t minute, std::int64_t second,
                                Micros fraction = 0);

struct CivilTime {
  std::int64_t year;
  unsigned month, day, hour, minute, second;
  Micros fraction;
};
CivilTime ToCivil(Micros time);

// A stamp at the front of `text`, which is advanced past it; nothing (and no
// advance) if there is none of that form.
//   RFC 3339: "2026-05-22T22:20:01.123456789+10:00"; 'T' may be a blank, the
//     offset may be "Z", "+1000", " +1000" or " UTC"; without one it is kLocal.
std::optional<Stamp> TakeRfc3339(std::string_view& text);
//   "Fri, 22 May 2026 22:20:01 +1000" (kubectl describe)
std::optional<Stamp> TakeRfc1123(std::string_view& text);
//   "May 22 22:20:01.123456", "May  2 …" (syslog, journald): kLocalNoYear
std::optional<Stamp> TakeSyslogStamp(std::string_view& text);
//   "0522 22:20:01.123456" (klog, after the level letter): kLocalNoYear
std::optional<Stamp> TakeKlogStamp(std::string_view& text);

// Month of an English name of three letters ("May"), 1 to 12; 0 if it is none.
unsigned MonthFromName(std::string_view name);

// Offset of "Z", "+10:00", "-0730", "+10" in microseconds.
std::optional<Micros> ParseOffset(std::string_view text);

// An age as kubectl prints it ("4m2s", "25m", "3d4h") with the width that its
// rounding leaves (Kubernetes' duration.HumanDuration truncates). Nothing for
// "<unknown>", "<invalid>" or anything else.
std::optional<Stamp> ParseAge(std::string_view text);

// The same of kubectl before 1.12, which may have cut it at its own unit (ShortHumanDuration): "5m"
// is up to six minutes, "3h" up to four hours.
std::optional<Stamp> ParseShortAge(std::string_view text);

// As ParseAge, counted by the clock of the machine that ran the command: `kubectl describe`,
// `kubectl events`, crictl. The ages of `kubectl get` are the API server's.
std::optional<Stamp> ParseLocalAge(std::string_view text);

// "2026-05-22T22:20:01Z", with a fraction where there is one.
std::string FormatUtc(Micros time);
// "3d 4h", "44m 12s", "15s", "0.5s": at most two units.
std::string FormatDuration(Micros duration);

}  // namespace howdunit
