#include <zstd.h>
#include <zstd_errors.h>

#include "ingest/bundle/inflating_stream.h"

namespace howdunit {
namespace {

class ZstdStream : public InflatingStream {
 public:
  ZstdStream(ByteStream& compressed, const Limits& limits)
      : InflatingStream(compressed, limits), state_(ZSTD_createDStream(), ZSTD_freeDStream) {}

 private:
  Went Inflate(std::span<const char>& from, bool last, std::span<char>& into) override {
    // Between frames it may end; behind a whole one another may follow.
    if (last && from.empty() && between_frames_) return Went::kEnd;
    ZSTD_inBuffer input = {from.data(), from.size(), 0};
    ZSTD_outBuffer output = {into.data(), into.size(), 0};
    const std::size_t left = ZSTD_decompressStream(state_.get(), &output, &input);
    if (ZSTD_isError(left) != 0) {
      if (ZSTD_getErrorCode(left) == ZSTD_error_frameParameter_windowTooLarge) {
        problem = kTakesTooMuch;
      }
      return Went::kWrong;
    }
    if (last && input.size == 0 && output.pos == 0) return Went::kWrong;  // cut off
    between_frames_ = left == 0;
    from = from.subspan(input.pos);
    into = into.subspan(output.pos);
    return Went::kOn;
  }

  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> state_;
  bool between_frames_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> MakeZstdStream(ByteStream& compressed, const Limits& limits) {
  return std::make_unique<ZstdStream>(compressed, limits);
}

}  // namespace howdunit
