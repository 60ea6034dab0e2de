#include "store/source_ids.h"

#include <functional>
#include <string_view>
#include <utility>

namespace howdunit {
namespace {

constexpr std::size_t kSlots = 1024;  // at first

std::size_t Hash(const Source& source) {
  // All sources of a document that is one line have the same place.
  return std::hash<std::string_view>()(source.text.str()) ^
         static_cast<std::size_t>(source.member * 1'000'003 + source.line) * 0x9E3779B97F4A7C15U;
}

// Same place, same text.
bool SameSource(const Source& one, const Source& other) {
  return one.line == other.line && one.member == other.member && one.line_end == other.line_end &&
         one.text == other.text && one.note == other.note;
}

}  // namespace

SourceIds::SourceIds() : slots_(kSlots) {}

std::int64_t& SourceIds::Of(const Source& source) {
  if (used_ * 2 >= slots_.size()) Grow();
  const std::size_t hash = Hash(source);
  Slot& slot = Find(source, hash);
  if (slot.source == nullptr) {
    slot = {&source, hash, 0};
    ++used_;
  }
  return slot.id;
}

SourceIds::Slot& SourceIds::Find(const Source& source, std::size_t hash) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].source != nullptr &&
         (slots_[at].hash != hash || !SameSource(*slots_[at].source, source))) {
    at = (at + 1) & mask;
  }
  return slots_[at];
}

void SourceIds::Grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
  for (const Slot& slot : old) {
    if (slot.source != nullptr) Find(*slot.source, slot.hash) = slot;
  }
}

}  // namespace howdunit
