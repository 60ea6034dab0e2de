// Memory that is given back all at once: what the nodes of a text are kept in.
//
// Private to codec/.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace howdunit {

class Arena {
 public:
  // `expected`: about how many bytes will be taken.
  explicit Arena(std::size_t expected) : next_(std::clamp(expected, kLeast, kMost)) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  // A block of it serves this thread's next arena: objects of a list are read one after the other.
  ~Arena() {
    for (Block& block : blocks_) {
      if (block.size <= kMost && block.size > Spare().size) Spare() = std::move(block);
    }
  }

  // Not initialised; aligned for everything.
  char* Take(std::size_t bytes) {
    bytes = (bytes + kAlignment - 1) / kAlignment * kAlignment;
    if (bytes > left_) AddBlock(bytes);
    char* taken = at_;
    at_ += bytes;
    left_ -= bytes;
    return taken;
  }

  std::string_view Copy(std::string_view text) {
    if (text.empty()) return {};
    char* copy = Take(text.size());
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  template <typename T>
  std::span<const T> Copy(std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= kAlignment);
    if (values.empty()) return {};
    char* copy = Take(values.size_bytes());
    std::memcpy(copy, values.data(), values.size_bytes());
    return {static_cast<const T*>(static_cast<const void*>(copy)), values.size()};
  }

 private:
  static constexpr std::size_t kAlignment = alignof(std::max_align_t);
  static constexpr std::size_t kLeast = 1U << 10U;
  static constexpr std::size_t kMost = 1U << 20U;  // of a block that is not for one thing alone

  struct Block {
    std::unique_ptr<char[]> memory;
    std::size_t size = 0;
  };
  static Block& Spare() {
    thread_local Block spare;
    return spare;
  }

  void AddBlock(std::size_t bytes) {
    const std::size_t size = std::max(bytes, next_);
    if (Spare().size >= size) {
      blocks_.push_back(std::exchange(Spare(), {}));
    } else {
      next_ = std::min(2 * next_, kMost);
      blocks_.push_back({.memory = std::make_unique_for_overwrite<char[]>(size), .size = size});
    }
    at_ = blocks_.back().memory.get();
    left_ = blocks_.back().size;
  }

  std::vector<Block> blocks_;
  char* at_ = nullptr;
  std::size_t left_ = 0;
  std::size_t next_;
};

}  // namespace howdunit
