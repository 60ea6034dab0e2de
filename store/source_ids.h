// The ids of the rows of sources, by what makes two sources the same row.
#pragma once

#include <cstdint>
#include <vector>

#include "core/record.h"

namespace howdunit {

// A hash table in one piece: nearly every record has a source, and looks here first.
class SourceIds {
 public:
  SourceIds();

  // The id of a source, 0 when it is new: for the caller to fill in before the next call.
  // REQUIRES: `source` outlives this.
  std::int64_t& Of(const Source& source);

 private:
  struct Slot {
    const Source* source = nullptr;
    std::size_t hash = 0;  // texts are long, and elsewhere
    std::int64_t id = 0;
  };

  // Where `source` is, or would be.
  Slot& Find(const Source& source, std::size_t hash);
  void Grow();

  std::vector<Slot> slots_;  // a power of two, at least half of them free
  std::size_t used_ = 0;
};

}  // namespace howdunit
