#include "ingest/clock/zone_abbreviation.h"

#include <algorithm>
#include <array>

namespace howdunit {
namespace {

struct Abbreviation {
  std::string_view name;
  Micros offset;
};

constexpr Micros kHalfHour = 30 * kMinute;

// Source: the time zone database, files of the continents, since Kubernetes is (2015).
constexpr std::array kAbbreviations = std::to_array<Abbreviation>({
    {"UTC", 0},
    {"GMT", 0},
    {"WET", 0},
    {"WEST", kHour},
    {"BST", kHour},
    {"CET", kHour},
    {"CEST", 2 * kHour},
    {"EET", 2 * kHour},
    {"EEST", 3 * kHour},
    {"SAST", 2 * kHour},
    {"MSK", 3 * kHour},
    {"PKT", 5 * kHour},
    {"WIB", 7 * kHour},
    {"WITA", 8 * kHour},
    {"HKT", 8 * kHour},
    {"SGT", 8 * kHour},
    {"WIT", 9 * kHour},
    {"JST", 9 * kHour},
    {"KST", 9 * kHour},
    {"AWST", 8 * kHour},
    {"ACST", 9 * kHour + kHalfHour},
    {"ACDT", 10 * kHour + kHalfHour},
    {"AEST", 10 * kHour},
    {"AEDT", 11 * kHour},
    {"NZST", 12 * kHour},
    {"NZDT", 13 * kHour},
    {"HST", -10 * kHour},
    {"AKST", -9 * kHour},
    {"AKDT", -8 * kHour},
    {"PDT", -7 * kHour},
    {"MST", -7 * kHour},
    {"MDT", -6 * kHour},
    {"EST", -5 * kHour},
    {"EDT", -4 * kHour},
});

// One row for each meaning, from the same source.
constexpr std::array kShared = std::to_array<Abbreviation>({
    {"IST", 5 * kHour + kHalfHour},  // India
    {"IST", 2 * kHour},              // Israel
    {"IST", kHour},                  // Ireland
    {"CST", 8 * kHour},              // China, Taiwan, Macau
    {"CST", -6 * kHour},             // America
    {"CST", -5 * kHour},             // Cuba
    {"CDT", -5 * kHour},             // America
    {"CDT", -4 * kHour},             // Cuba
    {"PST", 8 * kHour},              // Manila
    {"PST", -8 * kHour},             // America
});

}  // namespace

std::optional<Micros> OffsetOfAbbreviation(std::string_view abbreviation) {
  const auto known =
      std::find_if(kAbbreviations.begin(), kAbbreviations.end(),
                   [&](const Abbreviation& one) { return one.name == abbreviation; });
  if (known == kAbbreviations.end()) return {};
  return known->offset;
}

std::vector<Micros> MeaningsOf(std::string_view abbreviation) {
  std::vector<Micros> meanings;
  for (const Abbreviation& one : kShared) {
    if (one.name == abbreviation) meanings.push_back(one.offset);
  }
  return meanings;
}

}  // namespace howdunit
