#include "ingest/clock/capture.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ingest/clock/print_moment.h"
#include "ingest/clock/whose_clock.h"

namespace howdunit {
namespace {

// To hold both; how they are known stays.
void Widen(Instant& range, const Instant& more) {
  range.earliest = range.known() ? std::min(range.earliest, more.earliest) : more.earliest;
  range.latest = range.known() ? std::max(range.latest, more.latest) : more.latest;
}

class CaptureFinder {
 public:
  CaptureFinder(const std::vector<ReadMember>& members, const std::vector<BundleRoot>& roots,
                const ToInstant& to_instant)
      : members_(members), roots_(roots), to_instant_(to_instant) {}

  Capture Find() {
    if (!FromDates() && !FromNames() && !FromAges() && !FromStated()) FromFileTimes();
    return std::move(capture_);
  }

 private:
  void Set(const Instant& instant, const std::string& basis, const ReadMember* member) {
    capture_.instant = instant;
    capture_.basis = basis;
    capture_.member = member;
  }

  // A moment of capture that a member states.
  struct StatedCapture {
    Instant instant;
    const ReadMember* read;
  };

  // Whether a record tells by an age when it was printed.
  static bool IsByAge(const ClockRecord& clock) { return clock.when.stamp.basis == Basis::kAge; }

  // A local one with a year needs the node's zone.
  std::vector<StatedCapture> DatesPrinted(bool by_age) const {
    std::vector<StatedCapture> dates;
    for (const ReadMember& read : members_) {
      for (const auto& [clock, section] : read.records.Of<ClockRecord>()) {
        if (clock.kind != ClockRecord::Kind::kCapture || IsByAge(clock) != by_age) continue;
        const Instant instant = to_instant_(clock.when.stamp, WhoseClock(clock, read));
        const Micros most = kHour + (by_age ? kSecond : 0);
        if (!instant.known() || instant.latest - instant.earliest > most) continue;
        dates.push_back({instant, &read});
      }
    }
    return dates;
  }

  // Whether what the rest of the bundle states happened more than a day from then: the clock that
  // was read is wrong, or it was read another time.
  bool IsAloneInTime(const StatedCapture& date) const {
    const std::optional<Micros> newest = NewestHappeningBeside(*date.read, members_);
    return newest &&
           (*newest < date.instant.earliest - kDay || *newest > date.instant.latest + kDay);
  }

  // From the first to the last `date` that was printed. Where they are days apart, those that
  // nothing else in the bundle is near to do not count.
  bool FromDates() {
    std::vector<StatedCapture> dates = DatesPrinted(false);
    if (dates.empty()) return false;
    const auto span = [&] {
      Instant all = dates.front().instant;
      for (const auto& [instant, read] : dates) Widen(all, instant);
      all.basis = Basis::kStated;
      return all;
    };
    if (const Instant all = span(); all.latest - all.earliest > kDay) {
      std::vector<StatedCapture> near;
      std::copy_if(dates.begin(), dates.end(), std::back_inserter(near),
                   [&](const StatedCapture& date) { return !IsAloneInTime(date); });
      if (!near.empty()) dates = std::move(near);
    }
    Set(span(), "date output", dates.front().read);
    for (const auto& [instant, read] : dates) {
      Widen(capture_.dates_of.try_emplace(read, instant).first->second, instant);
    }
    return true;
  }

  // From the first to the last stamp in the names of archives. Gathering takes a while, and some
  // stamps are of its start: what was stated within the next hour belongs to it.
  bool FromNames() {
    Instant all;
    for (const BundleRoot& root : roots_) {
      const Instant instant = to_instant_(root.stamp, NodeOfRoot(root));
      if (!instant.known() || instant.latest - instant.earliest > kHour) continue;
      Widen(all, instant);
      all.basis = Basis::kStated;
    }
    if (!all.known()) return false;
    Micros newest = all.latest;
    for (const ReadMember& read : members_) {
      const auto stated = NewestStated(read);
      if (stated && *stated <= all.latest + kHour) newest = std::max(newest, *stated);
    }
    all.latest = newest;
    Set(all, "the archive's name", nullptr);
    return true;
  }

  // From the first to the last text that has such ages; those that only are less sharp say nothing
  // more. Where they are hours apart, or what is stated is, other texts may be of any time.
  bool FromAges() {
    std::vector<StatedCapture> ages = DatesPrinted(true);
    if (ages.empty()) return false;
    const auto width = [](const StatedCapture& one) {
      return one.instant.latest - one.instant.earliest;
    };
    std::stable_sort(ages.begin(), ages.end(), [&](const StatedCapture& a, const StatedCapture& b) {
      return width(a) < width(b);
    });
    Instant all = ages.front().instant;
    for (const auto& [instant, read] : ages) {
      const bool apart = instant.earliest > all.latest || instant.latest < all.earliest;
      if (apart) Widen(all, instant);
    }
    std::optional<Micros> newest;
    for (const ReadMember& read : members_) newest = std::max(newest, NewestStated(read));
    if (all.latest - all.earliest > 2 * kHour) return false;
    if (newest && *newest > all.latest + kHour) return false;
    if (newest) all.latest = std::max(all.latest, *newest);
    all.basis = Basis::kStated;
    capture_.may_be_later = capture_.by_age = true;
    Set(all, "since and ago of systemctl status", ages.front().read);
    return true;
  }

  // The node whose clock the name's stamp is of.
  std::string NodeOfRoot(const BundleRoot& root) const {
    if (!root.layout->one_node) return {};
    for (const ReadMember& read : members_) {
      if (RootOf(roots_, read.member.path.str()) == &root && !read.member.node.empty()) {
        return read.member.node.str();
      }
    }
    return root.host;
  }

  bool FromStated() {
    const ReadMember* member = nullptr;
    Micros newest = 0;
    std::optional<Micros> happening;
    for (const ReadMember& read : members_) {
      happening = std::max(happening, NewestHappening(read));
      const auto stated = NewestStated(read);
      if (stated && (member == nullptr || *stated > newest)) {
        newest = *stated;
        member = &read;
      }
    }
    if (member == nullptr) return false;
    capture_.may_be_later = true;
    capture_.only_lower_bound = !happening || *happening < newest - kHour;
    Set({.earliest = newest, .latest = newest, .basis = Basis::kStated},
        capture_.only_lower_bound ? "newest start that is stated: it may have been much later"
                                  : "newest stated stamp",
        member);
    return true;
  }

  void FromFileTimes() {
    const ReadMember* member = nullptr;
    Micros newest = 0;
    for (const ReadMember& read : members_) {
      const Stamp& modified = read.member.modified.stamp;
      if (modified.kind != Stamp::Kind::kUtc || modified.value <= 0) continue;
      if (member == nullptr || modified.value > newest) {
        newest = modified.value;
        member = &read;
      }
    }
    if (member == nullptr) return;
    Set({.earliest = newest, .latest = newest, .basis = Basis::kMtime},
        "newest file time in the archive", member);
  }

  const std::vector<ReadMember>& members_;
  const std::vector<BundleRoot>& roots_;
  const ToInstant& to_instant_;
  Capture capture_;
};

}  // namespace

Capture FindCaptureOf(const std::vector<ReadMember>& members, const std::vector<BundleRoot>& roots,
                      const ToInstant& to_instant) {
  return CaptureFinder(members, roots, to_instant).Find();
}

}  // namespace howdunit
