#include "ingest/text/text_buffer.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace howdunit {
namespace {

constexpr std::size_t kLeast = 512U << 10U;    // holds a chunk, the look-ahead and then some
constexpr std::size_t kMostSpare = 4U << 20U;  // what one giant line needed is given back

}  // namespace

TextBuffer::Block& TextBuffer::Spare() {
  thread_local Block spare;
  return spare;
}

TextBuffer::TextBuffer()
    : memory_(std::move(Spare().memory)), capacity_(std::exchange(Spare().capacity, 0)) {}

TextBuffer::~TextBuffer() {
  Block& spare = Spare();
  if (capacity_ <= spare.capacity || capacity_ > kMostSpare) return;
  spare = {.memory = std::move(memory_), .capacity = capacity_};
}

char* TextBuffer::Room(std::size_t size) {
  if (end_ + size > capacity_) {
    const std::size_t held = end_ - begin_;
    if (held + size <= capacity_ && held <= begin_) {
      std::memcpy(memory_.get(), memory_.get() + begin_, held);
    } else {
      // Twice as much, so that a line of any length is moved a few times only.
      const std::size_t capacity = std::max({kLeast, held + size, 2 * held});
      auto memory = std::make_unique_for_overwrite<char[]>(capacity);  // NOLINT
      if (held > 0) std::memcpy(memory.get(), memory_.get() + begin_, held);
      memory_ = std::move(memory);
      capacity_ = capacity;
    }
    begin_ = 0;
    end_ = held;
  }
  return memory_.get() + end_;
}

void TextBuffer::Append(std::string_view text) {
  if (text.empty()) return;
  std::memcpy(Room(text.size()), text.data(), text.size());
  Added(text.size());
}

bool TextBuffer::DropNuls(std::size_t from) {
  char* const first = memory_.get() + begin_ + from;
  char* const last = memory_.get() + end_;
  if (std::memchr(first, '\0', static_cast<std::size_t>(last - first)) == nullptr) return false;
  end_ = static_cast<std::size_t>(std::remove(first, last, '\0') - memory_.get());
  return true;
}

}  // namespace howdunit
