#include "store/source_ids.h"

#include <functional>
#include <string_view>
#include <utility>

namespace howdunit {
namespace {

constexpr std::size_t kSlots = 1024;  // at first

std::uint32_t Hash(const Source& source) {
  // All sources of a document that is one line have the same place.
  const std::size_t hash =
      std::hash<std::string_view>()(source.text.str()) ^
      static_cast<std::size_t>(source.member * 1'000'003 + source.line) * 0x9E3779B97F4A7C15U;
  return static_cast<std::uint32_t>(hash ^ hash >> 32U);
}

// Same place, same text.
bool SameSource(const Source& one, const Source& other) {
  return one.line == other.line && one.member == other.member && one.line_end == other.line_end &&
         one.text == other.text && one.note == other.note;
}

}  // namespace

SourceIds::SourceIds(IsRow is_row) : is_row_(std::move(is_row)), slots_(kSlots) {}

bool SourceIds::Holds(const Slot& slot, const Source& source) const {
  return slot.source != nullptr ? SameSource(*slot.source, source) : is_row_(slot.id, source);
}

std::uint32_t& SourceIds::Find(const Source& source, const Source* keep) {
  if ((used_ + 1) * 4 > slots_.size() * 3) Grow();
  const std::uint32_t hash = Hash(source);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].id != 0 && (slots_[at].hash != hash || !Holds(slots_[at], source))) {
    at = (at + 1) & mask;
  }
  if (slots_[at].id == 0) {
    slots_[at] = {.source = keep, .hash = hash, .id = 0};
    ++used_;
  }
  return slots_[at].id;
}

void SourceIds::Grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.id == 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].id != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace howdunit
