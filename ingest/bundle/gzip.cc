#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <vector>

#include "ingest/bundle/byte_stream.h"

namespace howdunit {
namespace {

constexpr std::size_t kInputBytes = 256U << 10U;

class GzipStream : public ByteStream {
 public:
  GzipStream(ByteStream& compressed, const Limits& limits)
      : compressed_(compressed), limits_(limits), input_(kInputBytes) {
    isal_inflate_init(&state_);
    StartMember();
  }

  std::size_t Read(char* buffer, std::size_t size) override {
    state_.next_out = static_cast<std::uint8_t*>(static_cast<void*>(buffer));
    state_.avail_out = static_cast<std::uint32_t>(std::min<std::size_t>(size, 1U << 30U));
    const std::uint32_t wanted = state_.avail_out;
    while (!done_ && state_.avail_out == wanted) Advance();
    const std::uint32_t got = wanted - state_.avail_out;
    produced_ += got;
    if (!done_) {
      if (std::string over = InflationProblem(produced_, consumed_, limits_); !over.empty()) {
        Stop(std::move(over));
      }
    }
    return got;
  }

 private:
  void StartMember() {
    isal_inflate_reset(&state_);
    // Header and trailer are read by ISA-L, which compares CRC and length.
    state_.crc_flag = ISAL_GZIP;
  }

  void Stop(std::string why) {
    done_ = true;
    problem = std::move(why);
  }

  bool FillInput() {
    if (state_.avail_in > 0) return true;
    const std::size_t got =
        compressed_.Read(static_cast<char*>(static_cast<void*>(input_.data())), input_.size());
    consumed_ += static_cast<std::int64_t>(got);
    state_.next_in = input_.data();
    state_.avail_in = static_cast<std::uint32_t>(got);
    return got > 0;
  }

  void Advance() {
    if (state_.block_state == ISAL_BLOCK_FINISH) {
      NextMember();
      return;
    }
    if (!FillInput()) {
      Stop(compressed_.problem.empty() ? "the gzip stream is cut off" : compressed_.problem);
      return;
    }
    const int result = isal_inflate(&state_);
    if (result == ISAL_INCORRECT_CHECKSUM) {
      Stop("the gzip checksum does not match: the data was changed or damaged");
    } else if (result < 0) {
      Stop("the gzip stream is damaged");
    }
  }

  // Another gzip member may follow; anything else is garbage that is reported.
  void NextMember() {
    if (!FillInput()) {
      done_ = true;
      if (!compressed_.problem.empty()) problem = compressed_.problem;
      return;
    }
    if (*state_.next_in != 0x1f) {
      const bool zeros = *state_.next_in == 0;  // tape padding
      Stop(zeros ? "" : "bytes that are no gzip follow the gzip stream");
      return;
    }
    std::uint8_t* const next_in = state_.next_in;
    const std::uint32_t avail_in = state_.avail_in;
    std::uint8_t* const next_out = state_.next_out;
    const std::uint32_t avail_out = state_.avail_out;
    StartMember();
    state_.next_in = next_in;
    state_.avail_in = avail_in;
    state_.next_out = next_out;
    state_.avail_out = avail_out;
  }

  ByteStream& compressed_;
  Limits limits_;
  std::vector<std::uint8_t> input_;
  inflate_state state_{};
  std::int64_t produced_ = 0;
  std::int64_t consumed_ = 0;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> MakeGzipStream(ByteStream& compressed, const Limits& limits) {
  return std::make_unique<GzipStream>(compressed, limits);
}

}  // namespace howdunit
