#include "ingest/clock/bundle_clock.h"

#include <algorithm>
#include <utility>

#include "ingest/clock/capture.h"
#include "ingest/clock/print_moment.h"
#include "ingest/clock/shared_zone.h"
#include "ingest/clock/twins.h"
#include "ingest/clock/whens.h"
#include "ingest/clock/whose_clock.h"
#include "ingest/clock/zone.h"

namespace howdunit {
namespace {

// The widest difference of two wall clocks: UTC-12 to UTC+14.
constexpr Micros kMostAhead = 14 * kHour;
constexpr Micros kMostBehind = 12 * kHour;

// Whether nothing but the output of `date` is in the member.
bool PrintsDate(const ReadMember& read) {
  return read.member.formats.size() == 1 && read.member.formats.front() == "date";
}

std::string BasisOfZone(const ClockRecord& clock, const ReadMember& read) {
  if (PrintsDate(read)) return "date output";
  const bool systemctl = clock.source.text.str().starts_with("Active: ");
  return systemctl ? "zone in systemctl status" : "offset in its log";
}

// Takes the exact moment in an event's name if the age beside it agrees.
void RefineFirst(EventRecord& event) {
  if (event.first_in_name.kind == Stamp::Kind::kNone || !event.first.instant.known()) return;
  constexpr Micros kSlack = 2 * kSecond;
  const Micros named = event.first_in_name.value;
  if (named < event.first.instant.earliest - kSlack ||
      named > event.first.instant.latest + kSlack) {
    return;
  }
  event.first.instant = {.earliest = named, .latest = named, .basis = Basis::kStated};
}

}  // namespace

class BundleClock::Resolver {
 public:
  Resolver(const ClockOptions& options, const std::vector<BundleRoot>& roots, Bundle& bundle,
           std::vector<ReadMember>& members)
      : options_(options), roots_(roots), bundle_(bundle), members_(members) {}

  void ResolveAll() {
    SettleSharedZones(members_);
    CollectZones();
    for (const auto& [node, clock] : ZonesOfTwins(members_)) AddZone(node, clock);
    if (!gatherer_) AddOnlyZone();
    FindCapture();
    InferClocks();
    AddOnlyZone();
    ResolveMembers();
  }

  void Resolve(EventRecord& event, std::size_t member) const {
    ResolveAllOf(event, member);
    RefineFirst(event);
  }
  void Resolve(PodRecord& pod, std::size_t member) const { ResolveAllOf(pod, member); }

  std::vector<NodeClock> Clocks() const {
    std::vector<NodeClock> clocks;
    for (const auto& [node, clock] : zones_) {
      if (node == kUtcClock || IsOfOneLog(node)) continue;
      clocks.push_back(clock);
      if (!clock.zone.empty() && bundle_.captured.known()) {
        // The offset at capture, for people; stamps are resolved by the zone.
        const Instant utc = LocalToUtc(clock.zone, bundle_.captured.earliest);
        if (utc.known()) clocks.back().offset = bundle_.captured.earliest - utc.earliest;
      }
    }
    return clocks;
  }

 private:
  void AddZone(const std::string& node, const NodeClock& clock) { zones_.try_emplace(node, clock); }

  // Offsets that the user or the bundle state. The first statement about a node
  // wins: members are sorted by path. What no node says is said by the machine
  // that gathered: a hint, no more.
  void CollectZones() {
    for (const auto& [node, zone] : options_.zones) {
      NodeClock clock{.node = Redact(node), .offset = 0, .basis = "--zone", .zone = zone};
      AddZone(node, clock);
    }
    for (const ReadMember& read : members_) {
      for (const auto& [clock, section] : read.records.Of<ClockRecord>()) {
        if (clock.kind == ClockRecord::Kind::kPrinter && !printer_) printer_ = clock.offset;
        if (clock.kind != ClockRecord::Kind::kZone) continue;
        const Redacted& node = clock.node.empty() ? read.member.node : clock.node;
        const NodeClock stated{.node = node,
                               .offset = clock.offset,
                               .basis = BasisOfZone(clock, read),
                               .member = read.member.path.str(),
                               .line = clock.source.line};
        if (!node.empty()) {
          AddZone(node.str(), stated);
        } else if (!gatherer_) {
          gatherer_ = stated;
        }
      }
    }
  }

  // One offset in the whole bundle is the cluster's, for nodes that say nothing.
  void AddOnlyZone() {
    if (zones_.contains("")) return;
    const NodeClock* only = gatherer_ ? &*gatherer_ : nullptr;
    for (const auto& [node, clock] : zones_) {
      if (node == kUtcClock || IsOfOneLog(node)) continue;
      if (gatherer_ && only == &*gatherer_ && clock.offset != only->offset) only = nullptr;
      if (only != nullptr && (clock.offset != only->offset || clock.zone != only->zone)) return;
      only = &clock;
    }
    if (only == nullptr) return;
    NodeClock all = *only;
    all.node = {};
    all.basis = "the only zone in the bundle";
    zones_.emplace("", all);
  }

  const NodeClock* ClockOf(const std::string& node) const {
    auto found = zones_.find(node);
    if (found == zones_.end()) found = zones_.find("");
    return found == zones_.end() ? nullptr : &found->second;
  }

  // A wall clock reading on `node` as a range of UTC.
  Instant FromLocal(const std::string& node, Micros local, Micros width) const {
    if (IsOfOneLog(node) && !zones_.contains(node)) return FromEither(node, local, width);
    const NodeClock* clock = ClockOf(node);
    if (clock == nullptr) {
      return {.earliest = local - kMostAhead,
              .latest = local + width + kMostBehind,
              .basis = Basis::kZoneInferred};
    }
    if (!clock->zone.empty()) {
      Instant instant = LocalToUtc(clock->zone, local);
      instant.latest += width;
      return instant;
    }
    return {.earliest = local - clock->offset,
            .latest = local - clock->offset + width,
            .basis = Basis::kZoneInferred};
  }

  // Of a log that may be a container's or its host's: from the one to the other.
  Instant FromEither(const std::string& log, Micros local, Micros width) const {
    const std::string host = HostOfLog(log);
    const NodeClock* clock = ClockOf(host);
    Instant instant = FromLocal(host, local, width);
    if (clock != nullptr && !clock->zone.empty()) return instant;  // the user says so
    instant.earliest = std::min(instant.earliest, local);
    instant.latest = std::max(instant.latest, local + width);
    return instant;
  }

  // How far a reading may lie behind the moment of capture: much, where that is only the newest
  // that is stated somewhere.
  Micros MostBehindCapture() const { return capture_.may_be_later ? 30 * kDay : 90 * kMinute; }

  // A reading without a year: the latest year in which it is not after the capture.
  Instant FromLocalNoYear(const std::string& node, Micros value, Micros width) const {
    if (!bundle_.captured.known()) return {};
    const CivilTime fields = ToCivil(value);
    const std::int64_t last = ToCivil(bundle_.captured.latest + kMostAhead).year;
    for (std::int64_t year = last; year > last - 5; --year) {
      const auto local = FromCivil(year, fields.month, fields.day, fields.hour, fields.minute,
                                   fields.second, fields.fraction);
      if (!local) continue;  // Feb 29
      Instant instant = FromLocal(node, *local, width);
      if (!instant.known()) continue;
      if (instant.earliest > bundle_.captured.latest + MostBehindCapture()) continue;
      instant.basis = Basis::kYearInferred;
      return instant;
    }
    return {};
  }

  // `printed`: what ages count back from.
  Instant ToInstant(const Stamp& stamp, const std::string& node, const Instant& printed) const {
    const Micros last = stamp.width > 0 ? stamp.width - 1 : 0;
    switch (stamp.kind) {
      case Stamp::Kind::kUtc:
        // Claims are exact to their second: the second is what they say.
        if (stamp.basis == Basis::kClaim) {
          return {.earliest = stamp.value, .latest = stamp.value, .basis = stamp.basis};
        }
        return {.earliest = stamp.value, .latest = stamp.value + last, .basis = stamp.basis};
      case Stamp::Kind::kLocal: return FromLocal(node, stamp.value, last);
      case Stamp::Kind::kLocalNoYear: return FromLocalNoYear(node, stamp.value, last);
      case Stamp::Kind::kAge:
      case Stamp::Kind::kLocalAge:
        if (!printed.known()) return {};
        return {.earliest = printed.earliest - stamp.value - last,
                .latest = printed.latest - stamp.value,
                .basis = Basis::kAge};
      case Stamp::Kind::kNone: break;
    }
    return {};
  }

  void FindCapture() {
    zones_.emplace(std::string(kUtcClock),
                   NodeClock{.node = {}, .offset = 0, .basis = "container"});
    if (options_.as_of) {
      bundle_.captured = {
          .earliest = *options_.as_of, .latest = *options_.as_of, .basis = Basis::kStated};
      bundle_.captured_basis = "--as-of";
      return;
    }
    capture_ = FindCaptureOf(members_, roots_, [this](const Stamp& stamp, const std::string& node) {
      return ToInstant(stamp, node, Instant{});
    });
    bundle_.captured = capture_.instant;
    bundle_.captured_basis = capture_.basis;
    bundle_.captured_member = capture_.member == nullptr ? "" : capture_.member->member.path.str();
  }

  // A log without zone that, read in some zone, ends in the last minutes before the capture is in
  // that zone: in any other it would end hours away from it. Tried are UTC and the gatherer's.
  void InferClocks() {
    if (!bundle_.captured.known()) return;
    // One that is less sharp would fit more than one zone.
    if (capture_.by_age && bundle_.captured.latest - bundle_.captured.earliest > kMinute) return;
    struct End {
      Micros newest;
      const ReadMember* member;
      std::int64_t line;
    };
    std::map<std::string, End> ends;
    for (const ReadMember& read : members_) {
      for (const auto& [log, section] : read.records.Of<CoverageRecord>()) {
        const std::string node = WhoseClock(log, read);
        if (node.empty() || node == kUtcClock || zones_.contains(node)) continue;
        const auto moment = LocalMoment(log.last.stamp);
        if (!moment) continue;
        const auto [end, fresh] = ends.try_emplace(node, End{*moment, &read, log.source.line});
        if (!fresh && *moment > end->second.newest) end->second = {*moment, &read, log.source.line};
      }
    }
    for (const auto& [node, end] : ends) {
      const NodeClock* host = ClockOf(HostOfLog(node));
      for (const Micros offset :
           {Micros{0}, gatherer_ ? gatherer_->offset : Micros{0},
            host != nullptr ? host->offset : Micros{0}, printer_.value_or(0)}) {
        const Micros newest = end.newest - offset;
        const bool before = newest <= bundle_.captured.latest + kMinute * 3 / 2;
        const bool near = newest >= bundle_.captured.earliest - kMinute * 15;
        if (!before || !near) continue;
        AddZone(node, NodeClock{.node = Redact(node),
                                .offset = offset,
                                .basis = "its log, read in this zone, ends at the capture",
                                .member = end.member->member.path.str(),
                                .line = end.line});
      }
    }
  }

  // A wall clock reading, in the year of the capture if it has none.
  std::optional<Micros> LocalMoment(const Stamp& stamp) const {
    if (stamp.kind == Stamp::Kind::kLocal) return stamp.value;
    if (stamp.kind != Stamp::Kind::kLocalNoYear) return {};
    return InYearOf(stamp.value, bundle_.captured.latest);
  }

  // A reading without a year, in the year of `moment`.
  static std::optional<Micros> InYearOf(Micros value, Micros moment) {
    const CivilTime fields = ToCivil(value);
    return FromCivil(ToCivil(moment).year, fields.month, fields.day, fields.hour, fields.minute,
                     fields.second, fields.fraction);
  }

  void ResolveMembers() {
    const PrintMoments moments(members_);
    for (ReadMember& read : members_) {
      const auto own = capture_.dates_of.find(&read);
      const PrintMoment& printed = printed_.emplace_back(
          moments.Of(read, own == capture_.dates_of.end() ? Instant{} : own->second,
                     capture_.only_lower_bound ? Instant{} : bundle_.captured));
      read.member.printed = printed.instant;
      read.member.printed_basis = printed.basis;
      read.records.ForEachKind([&](auto& list) {
        for (auto& [record, section] : list) {
          const std::string node = WhoseClock(record, read);
          ForEachWhen(record, [&](When& when) { Resolve(when, node, printed); });
        }
      });
    }
  }

  template <typename Kind>
  void ResolveAllOf(Kind& record, std::size_t member) const {
    const std::string node = WhoseClock(members_[member]);
    ForEachWhen(record, [&](When& when) { Resolve(when, node, printed_[member]); });
  }

  // A moment of `node`, in a text that was printed then.
  void Resolve(When& when, const std::string& node, const PrintMoment& printed) const {
    const bool local = when.stamp.kind == Stamp::Kind::kLocalAge;
    when.instant = ToInstant(when.stamp, node, local ? printed.local : printed.instant);
  }

  const ClockOptions& options_;
  const std::vector<BundleRoot>& roots_;
  Bundle& bundle_;
  std::vector<ReadMember>& members_;
  std::map<std::string, NodeClock> zones_;
  std::optional<NodeClock> gatherer_;  // of the machine that gathered
  std::optional<Micros> printer_;      // ahead of UTC; of a machine on which kubectl ran
  Capture capture_;
  std::vector<PrintMoment> printed_;  // of each member
};

BundleClock::BundleClock(const ClockOptions& options, const std::vector<BundleRoot>& roots,
                         Bundle& bundle, std::vector<ReadMember>& members)
    : resolver_(std::make_unique<Resolver>(options, roots, bundle, members)) {
  resolver_->ResolveAll();
}

BundleClock::~BundleClock() = default;

std::vector<NodeClock> BundleClock::Clocks() const { return resolver_->Clocks(); }

void BundleClock::Resolve(EventRecord& event, std::size_t member) const {
  resolver_->Resolve(event, member);
}

void BundleClock::Resolve(PodRecord& pod, std::size_t member) const {
  resolver_->Resolve(pod, member);
}

}  // namespace howdunit
