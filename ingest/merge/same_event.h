// When two events are one, which two members show or one member shows twice.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/record.h"

namespace howdunit {

// API times are cut to seconds, ages too.
inline constexpr Micros kEventSlack = 2 * kSecond;

// Whether both can be one moment; what is not known can be any.
bool CanBeSame(const Instant& a, const Instant& b);

// The message without what only some views show: what ends it where it was cut, and further lines
// (a field path, kubectl 1.35).
std::string_view MessageOf(const EventRecord& event);

// Whether they are of one object and type, as far as is stated.
bool SameKindOfEvent(const EventRecord& a, const EventRecord& b);

// The same event, seen at the same or at different moments of its life: it began at one moment, and
// the spans overlap. REQUIRES: their names and reasons are the same.
bool SameEvent(const EventRecord& a, const EventRecord& b);

// An instant, without how it is known.
class BareInstant {
 public:
  explicit BareInstant(const Instant& instant)
      : earliest_(instant.known() ? instant.earliest : 1),
        latest_(instant.known() ? instant.latest : 0) {}
  bool CanBe(const Instant& other) const {
    return CanBeSame(earliest_ > latest_ ? Instant{} : Instant{earliest_, latest_, Basis::kStated},
                     other);
  }

 private:
  Micros earliest_, latest_;
};

inline constexpr std::uint64_t kHashFactor = 0x9E3779B97F4A7C15;

std::uint64_t MixHash(std::uint64_t hash, std::string_view text);

// Hashes by which events that may be the same are found; they may agree by chance.
struct EventKey {
  explicit EventKey(const EventRecord& event);

  std::uint64_t name;     // and reason
  std::uint64_t message;  // and name and reason; of little use where the message is cut
};

}  // namespace howdunit
