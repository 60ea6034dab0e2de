#include "ingest/clock/shared_zone.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "ingest/clock/print_moment.h"
#include "ingest/clock/zone_abbreviation.h"

namespace howdunit {
namespace {

constexpr Micros kSameTime = 30 * kMinute;  // the meanings of an abbreviation are an hour apart

// What kubectl printed on some machine.
struct Printed {
  Micros offset = 0;
  Micros newest = 0;  // moment that it states

  bool operator<(const Printed& other) const {
    return offset != other.offset ? offset < other.offset : newest < other.newest;
  }
};

std::set<Printed> CollectPrinted(const std::vector<ReadMember>& members) {
  std::set<Printed> all;
  for (const ReadMember& read : members) {
    for (const auto& [clock, section] : read.records.Of<ClockRecord>()) {
      if (clock.kind != ClockRecord::Kind::kPrinter) continue;
      if (const auto newest = NewestHappening(read)) all.insert({clock.offset, *newest});
    }
  }
  return all;
}

// The offset of `local`, a reading in a zone of that name; nothing if no or several meanings fit.
std::optional<Micros> OffsetOf(std::string_view zone, Micros local,
                               const std::set<Printed>& printed) {
  std::set<Micros> fit;
  for (const Micros meaning : MeaningsOf(zone)) {
    const bool shown = std::any_of(printed.begin(), printed.end(), [&](const Printed& one) {
      const Micros apart = local - meaning - one.newest;
      return one.offset == meaning && apart <= kSameTime && -apart <= kSameTime;
    });
    if (shown) fit.insert(meaning);
  }
  if (fit.size() != 1) return {};
  return *fit.begin();
}

}  // namespace

void SettleSharedZones(std::vector<ReadMember>& members) {
  const std::set<Printed> printed = CollectPrinted(members);
  if (printed.empty()) return;
  for (ReadMember& read : members) {
    if (!read.member.node.empty()) continue;
    auto& clocks = read.records.Of<ClockRecord>();
    for (auto at = clocks.begin(); at != clocks.end(); ++at) {
      ClockRecord& capture = at->record;
      Stamp& stamp = capture.when.stamp;
      if (capture.shared_zone.empty() || !capture.node.empty()) continue;
      const auto offset = OffsetOf(capture.shared_zone.str(), stamp.value, printed);
      if (!offset) continue;
      stamp.kind = Stamp::Kind::kUtc;
      stamp.value -= *offset;
      ClockRecord zone{.source = capture.source,
                       .kind = ClockRecord::Kind::kZone,
                       .when = {},
                       .offset = *offset,
                       .node = {}};
      clocks.insert(std::next(at), {std::move(zone), at->section});
    }
  }
}

}  // namespace howdunit
