#include "ingest/bundle/ahead_stream.h"

#include <algorithm>
#include <cstring>

#include "core/profile.h"

namespace howdunit {

AheadStream::AheadStream(ByteStream& source) : source_(source), thread_([this] { ReadSource(); }) {}

AheadStream::~AheadStream() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void AheadStream::ReadSource() {
  for (std::size_t next = 0;; ++next) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stop_ || next - freed_ < kBlocks; });
      if (stop_) return;
    }
    Block& block = blocks_[next % kBlocks];
    block.size = 0;
    bool ended = false;
    const Timed timed(Stage::kInflate);
    while (!ended && block.size < kBlockBytes) {
      const std::size_t got =
          source_.Read(block.bytes.data() + block.size, kBlockBytes - block.size);
      block.size += got;
      ended = got == 0;
    }
    timed.AddBytes(static_cast<std::int64_t>(block.size));
    {
      const std::lock_guard lock(mutex_);
      filled_ = next + 1;
      ended_ = ended;
      if (ended) source_problem_ = source_.problem;
    }
    changed_.notify_all();
    if (ended) return;
  }
}

// Gives the block back that was read, and takes the next one; false at the end.
bool AheadStream::NextBlock() {
  std::unique_lock lock(mutex_);
  if (rest_.data() != nullptr) freed_ = ++given_;
  rest_ = {};
  changed_.notify_all();
  changed_.wait(lock, [&] { return given_ < filled_ || ended_; });
  if (given_ == filled_) {
    problem = source_problem_;
    return false;
  }
  const Block& block = blocks_[given_ % kBlocks];
  rest_ = std::string_view(block.bytes.data(), block.size);
  return true;
}

std::string_view AheadStream::Next(std::span<char> /*room*/) {
  while (rest_.empty()) {
    if (!NextBlock()) return {};
  }
  const std::string_view all = rest_;
  rest_.remove_prefix(all.size());  // still given out: see NextBlock()
  return all;
}

std::size_t AheadStream::Read(char* buffer, std::size_t size) {
  while (rest_.empty()) {
    if (!NextBlock()) return 0;
  }
  const std::size_t count = std::min(size, rest_.size());
  std::memcpy(buffer, rest_.data(), count);
  rest_.remove_prefix(count);
  return count;
}

}  // namespace howdunit
