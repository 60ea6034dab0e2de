#include <lzma.h>

#include "ingest/bundle/inflating_stream.h"

namespace howdunit {
namespace {

// `xz -T`, and so sosreport, writes blocks that say their size: these are inflated side by side,
// where that takes no more memory than this. One block takes 24 MiB and its compressed bytes.
constexpr std::uint64_t kThreadedBytes = 80U << 20U;
constexpr std::uint64_t kMostBytes = 256U << 20U;  // `xz -9` needs 65 MiB

class XzStream : public InflatingStream {
 public:
  XzStream(ByteStream& compressed, const Limits& limits) : InflatingStream(compressed, limits) {
    lzma_mt how{};
    how.flags = LZMA_CONCATENATED;
    how.threads = InflatingThreads();
    how.memlimit_threading = kThreadedBytes;
    how.memlimit_stop = kMostBytes;
    began_ = lzma_stream_decoder_mt(&state_, &how) == LZMA_OK;
  }
  ~XzStream() override { lzma_end(&state_); }
  XzStream(const XzStream&) = delete;
  XzStream& operator=(const XzStream&) = delete;

 private:
  Went Inflate(std::span<const char>& from, bool last, std::span<char>& into) override {
    if (!began_) return Went::kWrong;
    state_.next_in = static_cast<const std::uint8_t*>(static_cast<const void*>(from.data()));
    state_.avail_in = from.size();
    state_.next_out = static_cast<std::uint8_t*>(static_cast<void*>(into.data()));
    state_.avail_out = into.size();
    const lzma_ret result = lzma_code(&state_, last ? LZMA_FINISH : LZMA_RUN);
    from = from.last(state_.avail_in);
    into = into.last(state_.avail_out);
    // It says LZMA_BUF_ERROR where it needs more, which comes unless this was the last.
    if (result == LZMA_OK || (result == LZMA_BUF_ERROR && !last)) return Went::kOn;
    if (result == LZMA_MEMLIMIT_ERROR) problem = kTakesTooMuch;
    return result == LZMA_STREAM_END ? Went::kEnd : Went::kWrong;
  }

  lzma_stream state_ = LZMA_STREAM_INIT;
  bool began_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> MakeXzStream(ByteStream& compressed, const Limits& limits) {
  return std::make_unique<XzStream>(compressed, limits);
}

}  // namespace howdunit
