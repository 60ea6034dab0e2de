// The ids of the rows of sources, by what makes two sources the same row.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/record.h"

namespace howdunit {

// A hash table in one piece: nearly every record has a source, and looks here first.
class SourceIds {
 public:
  // Whether the row of that id is this source's.
  using IsRow = std::function<bool(std::int64_t id, const Source& source)>;

  explicit SourceIds(IsRow is_row);

  // The id of a source, 0 when it is new: for the caller to fill in before the next call.
  // REQUIRES: `source` outlives this.
  std::uint32_t& Of(const Source& source) { return Find(source, &source); }
  // The same for one that does not: should it come again, its row is asked.
  std::uint32_t& OfPassing(const Source& source) { return Find(source, nullptr); }

 private:
  struct Slot {
    const Source* source = nullptr;  // null: none, or it is gone
    std::uint32_t hash = 0;          // texts are long, and elsewhere
    std::uint32_t id = 0;            // 0: the slot is free
  };

  std::uint32_t& Find(const Source& source, const Source* keep);
  bool Holds(const Slot& slot, const Source& source) const;
  void Grow();

  IsRow is_row_;
  std::vector<Slot> slots_;  // a power of two, at least a quarter of them free
  std::size_t used_ = 0;
};

}  // namespace howdunit
