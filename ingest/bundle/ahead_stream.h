// A stream that a thread of its own reads ahead, so that inflating a bundle and understanding it
// go on at the same time.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "ingest/bundle/byte_stream.h"

namespace howdunit {

// Gives the same bytes, and at their end the same problem, as `source`, which outlives it and must
// be left alone until it is destroyed. A few blocks are read ahead and recycled, whatever the size.
class AheadStream : public ByteStream {
 public:
  explicit AheadStream(ByteStream& source);
  ~AheadStream() override;  // stops reading; what was read ahead is dropped
  AheadStream(const AheadStream&) = delete;
  AheadStream& operator=(const AheadStream&) = delete;

  std::size_t Read(char* buffer, std::size_t size) override;
  std::string_view Next(std::span<char> room) override;  // what is left of a block

 private:
  // Blocks that the second-level cache holds along with what reads them.
  static constexpr std::size_t kBlockBytes = 512U << 10U;
  static constexpr std::size_t kBlocks = 3;

  struct Block {
    std::vector<char> bytes = std::vector<char>(kBlockBytes);
    std::size_t size = 0;
  };

  void ReadSource();
  bool NextBlock();

  ByteStream& source_;
  std::array<Block, kBlocks> blocks_;
  std::string_view rest_;  // of the block that is given out, number given_
  std::size_t given_ = 0;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::size_t filled_ = 0;  // blocks filled so far …
  std::size_t freed_ = 0;   // … and given back
  bool ended_ = false;
  bool stop_ = false;
  std::string source_problem_;
  std::thread thread_;
};

}  // namespace howdunit
