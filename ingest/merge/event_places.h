// Places of events in a list, found by what they say and when it began.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "ingest/merge/place_lists.h"
#include "ingest/merge/same_event.h"

namespace howdunit {

// There are many events of one pod that say the same at different moments. Hashes may agree by
// chance.
class EventPlaces {
 public:
  static constexpr std::size_t kNowhere = PlaceLists::kNowhere;

  explicit EventPlaces(std::size_t events) : lists_(2 * events) {}

  // `message`: EventKey's of one that is not cut.
  void Insert(std::uint64_t message, const Instant& first, std::size_t place) {
    lists_.Insert(message, place);
    lists_.Insert(IsExact(first) ? OfSlot(message, SlotOf(first)) : Inexact(message), place);
  }

  // The first place that `wanted` takes, of those whose first moment can be this one.
  template <typename Wanted>
  std::size_t Find(std::uint64_t message, const Instant& first, const Wanted& wanted) const {
    if (!IsExact(first)) return lists_.Find(message, wanted);
    const std::int64_t slot = SlotOf(first);
    return std::min({lists_.Find(Inexact(message), wanted),
                     lists_.Find(OfSlot(message, slot - 1), wanted),
                     lists_.Find(OfSlot(message, slot), wanted),
                     lists_.Find(OfSlot(message, slot + 1), wanted)});
  }

 private:
  // Moments that are known to the second or two, and can be the same, lie in one slot or in two
  // next to each other.
  static constexpr Micros kExact = 2 * kSecond;
  static constexpr Micros kSlot = 8 * kSecond;
  static_assert(kSlot >= kExact + kEventSlack);

  static bool IsExact(const Instant& instant) {
    return instant.known() && instant.latest - instant.earliest <= kExact;
  }
  static std::int64_t SlotOf(const Instant& instant) { return instant.earliest / kSlot; }
  static std::uint64_t OfSlot(std::uint64_t message, std::int64_t slot) {
    const std::uint64_t mixed = (message ^ static_cast<std::uint64_t>(slot)) * kHashFactor;
    return mixed ^ mixed >> 32U;
  }
  static std::uint64_t Inexact(std::uint64_t message) { return MixHash(message, "inexact"); }

  PlaceLists lists_;
};

}  // namespace howdunit
