// Bytes that are appended behind and dropped in front: the part of a member that is in memory.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace howdunit {

class TextBuffer {
 public:
  TextBuffer();
  ~TextBuffer();  // its memory serves this thread's next buffer
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;

  std::string_view view() const { return {memory_.get() + begin_, end_ - begin_}; }
  std::size_t size() const { return end_ - begin_; }

  // Room for `size` bytes behind what is held, of which Added() says how many were written. May
  // move what is held.
  char* Room(std::size_t size);
  void Added(std::size_t size) { end_ += size; }

  void Append(std::string_view text);
  // REQUIRES: no more than is held.
  void DropFront(std::size_t size) { begin_ += size; }
  // Drops the NUL bytes from `from` on; whether there were any.
  bool DropNuls(std::size_t from);
  void Clear() { begin_ = end_ = 0; }

 private:
  struct Block {
    std::unique_ptr<char[]> memory;  // NOLINT(modernize-avoid-c-arrays): not filled with zeros
    std::size_t capacity = 0;
  };
  static Block& Spare();

  std::unique_ptr<char[]> memory_;  // NOLINT(modernize-avoid-c-arrays)
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace howdunit
