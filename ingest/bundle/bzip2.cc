#include <bzlib.h>

#include <array>
#include <bit>
#include <cstdint>
#include <deque>
#include <future>
#include <optional>
#include <utility>

#include "ingest/bundle/byte_stream.h"

namespace howdunit {
namespace {

// A stream is "BZh", a digit (its blocks hold that many 100 kB), blocks, and its end. A block is
// its magic number, its checksum and its bits; the end is another magic number and a checksum of
// those of all blocks. Nothing of it but the beginning stands at whole bytes, and no block says how
// long it is: the next magic number ends it. That one stands in a block by chance is one in 2^48;
// such a block is said to be damaged.
constexpr std::uint64_t kBlockMagic = 0x314159265359;
constexpr std::uint64_t kEndMagic = 0x177245385090;
constexpr std::size_t kMagicBits = 48;
constexpr std::size_t kWindowBits = 56;  // whole bytes in which one stands that begins in the first
constexpr std::size_t kChecksumBits = 32;
constexpr std::size_t kHeaderBytes = 4;
constexpr std::size_t kBlockUnit = 100'000;  // bytes

constexpr std::size_t kInputBytes = 256U << 10U;

// Puts bits, the highest of a byte first, behind `size` bits of `bytes`.
void AppendBits(std::uint64_t value, std::size_t count, std::string& bytes, std::size_t& size) {
  for (; count > 0; ++size) {
    if (size % 8 == 0) bytes.push_back('\0');
    const std::uint64_t bit = value >> --count & 1U;
    bytes.back() =
        static_cast<char>(static_cast<unsigned char>(bytes.back()) | bit << (7 - size % 8));
  }
}

// What is read of a compressed stream, bit by bit, as far as it is needed.
class BitReader {
 public:
  explicit BitReader(ByteStream& source) : source_(source) {}

  // False if the stream ends before.
  bool Has(std::size_t begin, std::size_t count) {
    while (begin + count > bytes_.size() * 8) {
      const std::size_t old = bytes_.size();
      bytes_.resize(old + kInputBytes);
      const std::size_t got = source_.Read(bytes_.data() + old, kInputBytes);
      bytes_.resize(old + got);
      if (got == 0) return false;
    }
    return true;
  }

  // REQUIRES: Has(begin, count), at most 56.
  std::uint64_t At(std::size_t begin, std::size_t count) const {
    std::uint64_t value = 0;
    const std::size_t last = (begin + count - 1) / 8;
    for (std::size_t i = begin / 8; i <= last; ++i) value = value << 8U | Byte(i);
    return value >> (8 * (last + 1) - begin - count) & ((1ULL << count) - 1);
  }

  // Where the next magic number begins, from `begin` on and before `end`.
  std::optional<std::size_t> FindMagic(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin / 8; i * 8 < end && Has(i * 8, kWindowBits); ++i) {
      if (!kSecondBytes[Byte(i + 1)]) continue;
      const std::uint64_t window = At(i * 8, kWindowBits);
      for (std::size_t shift = 0; shift < 8; ++shift) {
        const std::uint64_t value = window >> (8 - shift) & ((1ULL << kMagicBits) - 1);
        if ((value == kBlockMagic || value == kEndMagic) && i * 8 + shift >= begin) {
          return i * 8 + shift;
        }
      }
    }
    return {};
  }

  // So many bytes from there on. REQUIRES: Has() them.
  void AppendBytes(std::size_t begin, std::size_t count, std::string& to) const {
    const std::size_t shift = begin % 8;
    std::size_t at = begin / 8;
    if (shift == 0) {
      to.append(bytes_, at, count);
      return;
    }
    for (const std::size_t last = at + count; at < last; ++at) {
      to.push_back(static_cast<char>(Byte(at) << shift | Byte(at + 1) >> (8 - shift)));
    }
  }

  // Lets go of the bytes before that bit; gives where it is now.
  std::size_t DropBefore(std::size_t bit) {
    bytes_.erase(0, bit / 8);
    return bit % 8;
  }

 private:
  std::uint64_t Byte(std::size_t at) const { return static_cast<unsigned char>(bytes_[at]); }

  // Of the bytes of a magic number that begins in the byte before, at any bit.
  static constexpr std::array<bool, 256> kSecondBytes = [] {
    std::array<bool, 256> known{};
    for (const std::uint64_t magic : {kBlockMagic, kEndMagic}) {
      for (std::size_t shift = 0; shift < 8; ++shift) {
        known[magic >> (kMagicBits - 16 + shift) & 0xFF] = true;
      }
    }
    return known;
  }();

  ByteStream& source_;
  std::string bytes_;
};

// A block as a stream by itself.
struct Block {
  std::string stream;
  std::size_t most = 0;      // bytes that most blocks give
  std::size_t consumed = 0;  // compressed
};

// Cuts streams into their blocks, and compares the checksums at their ends.
class BlockCutter {
 public:
  explicit BlockCutter(ByteStream& source) : source_(source), bits_(source) {}

  // Nothing at the end, and where something is wrong: see problem().
  std::optional<Block> Next() {
    while (problem_.empty()) {
      if (level_ == '\0' && !BeginStream()) break;
      const bool whole = bits_.Has(at_, kMagicBits + kChecksumBits);
      if (whole && bits_.At(at_, kMagicBits) == kBlockMagic) return CutBlock();
      if (!whole || !EndStream()) Stop();
    }
    return {};
  }
  const std::string& problem() const { return problem_; }

 private:
  void Stop() { problem_ = source_.problem.empty() ? kDamagedOrCut : source_.problem; }

  std::uint32_t ChecksumAt(std::size_t bit) const {
    return static_cast<std::uint32_t>(bits_.At(bit, kChecksumBits));
  }

  // False if none follows; bytes that are no stream are garbage that is reported.
  bool BeginStream() {
    at_ = bits_.DropBefore((at_ + 7) / 8 * 8);
    if (!bits_.Has(0, 8)) {
      problem_ = source_.problem;
      return false;
    }
    if (bits_.At(0, 8) == 0) return false;  // tape padding
    if (!bits_.Has(0, kHeaderBytes * 8) || bits_.At(0, 24) != 0x425A68 || bits_.At(24, 8) < '1' ||
        bits_.At(24, 8) > '9') {
      problem_ = "bytes that are no bzip2 follow the bzip2 stream";
      return false;
    }
    level_ = static_cast<char>(bits_.At(24, 8));
    checksum_ = 0;
    at_ = kHeaderBytes * 8;
    return true;
  }

  // False if that is no end, or blocks are missing.
  bool EndStream() {
    if (bits_.At(at_, kMagicBits) != kEndMagic) return false;
    if (ChecksumAt(at_ + kMagicBits) != checksum_) return false;
    at_ += kMagicBits + kChecksumBits;
    level_ = '\0';
    return true;
  }

  std::optional<Block> CutBlock() {
    const std::size_t most = static_cast<std::size_t>(level_ - '0') * kBlockUnit;
    // What does not shrink grows by less than a fiftieth and its tables.
    const auto end = bits_.FindMagic(at_ + kMagicBits, at_ + 8 * (2 * most + kInputBytes));
    if (!end) {
      Stop();
      return {};
    }
    const std::uint32_t checksum = ChecksumAt(at_ + kMagicBits);
    checksum_ = std::rotl(checksum_, 1) ^ checksum;
    const std::size_t whole = (*end - at_) / 8;
    std::string stream = {'B', 'Z', 'h', level_};
    stream.reserve(whole + 2 * kHeaderBytes + (kMagicBits + kChecksumBits) / 8);
    bits_.AppendBytes(at_, whole, stream);
    std::size_t size = stream.size() * 8;
    const std::size_t rest = *end - at_ - whole * 8;
    if (rest > 0) AppendBits(bits_.At(*end - rest, rest), rest, stream, size);
    AppendBits(kEndMagic, kMagicBits, stream, size);
    AppendBits(checksum, kChecksumBits, stream, size);
    at_ = bits_.DropBefore(*end);
    return Block{.stream = std::move(stream), .most = most, .consumed = whole};
  }

  ByteStream& source_;
  BitReader bits_;
  std::size_t at_ = 0;  // the next bit
  char level_ = '\0';   // of the stream that has begun
  std::uint32_t checksum_ = 0;
  std::string problem_;
};

struct Inflated {
  std::string text;
  std::size_t consumed = 0;
  bool whole = false;
};

// At most 46 MB: a byte says no more than that another one comes 255 times.
Inflated Inflate(Block block) {
  Inflated inflated{.text = std::string(block.most + block.most / 8, '\0'),
                    .consumed = block.consumed};
  bz_stream state{};
  if (BZ2_bzDecompressInit(&state, 0, 0) != BZ_OK) return inflated;
  state.next_in = block.stream.data();
  state.avail_in = static_cast<unsigned>(block.stream.size());
  std::size_t filled = 0;
  int went = BZ_OK;
  while (went == BZ_OK) {
    if (filled == inflated.text.size()) inflated.text.resize(2 * filled);
    const std::size_t room = inflated.text.size() - filled;
    state.next_out = inflated.text.data() + filled;
    state.avail_out = static_cast<unsigned>(room);
    went = BZ2_bzDecompress(&state);
    filled += room - state.avail_out;
    if (went == BZ_OK && state.avail_out > 0) break;  // it wants more than there is
  }
  BZ2_bzDecompressEnd(&state);
  inflated.whole = went == BZ_STREAM_END;
  inflated.text.resize(inflated.whole ? filled : 0);
  return inflated;
}

class Bzip2Stream : public ByteStream {
 public:
  Bzip2Stream(ByteStream& compressed, const Limits& limits)
      : limits_(limits), cutter_(compressed) {}

  std::size_t Read(char* buffer, std::size_t size) override {
    while (read_ == block_.text.size()) {
      if (done_ || !NextBlock()) return 0;
    }
    const std::size_t got = block_.text.copy(buffer, size, read_);
    read_ += got;
    return got;
  }

 private:
  bool NextBlock() {
    while (waiting_.size() < threads_) {
      auto block = cutter_.Next();
      if (!block) break;
      waiting_.push_back(std::async(std::launch::async, Inflate, *std::move(block)));
    }
    if (waiting_.empty()) return Stop(cutter_.problem());
    block_ = waiting_.front().get();
    waiting_.pop_front();
    read_ = 0;
    if (!block_.whole) return Stop(std::string(kDamagedOrCut));
    produced_ += static_cast<std::int64_t>(block_.text.size());
    consumed_ += static_cast<std::int64_t>(block_.consumed);
    std::string over = InflationProblem(produced_, consumed_, limits_);
    if (!over.empty()) Stop(std::move(over));  // behind this block
    return true;
  }

  bool Stop(std::string why) {
    done_ = true;
    problem = std::move(why);
    return false;
  }

  Limits limits_;
  BlockCutter cutter_;
  std::size_t threads_ = InflatingThreads();
  std::deque<std::future<Inflated>> waiting_;
  Inflated block_;
  std::size_t read_ = 0;  // of the block
  std::int64_t produced_ = 0;
  std::int64_t consumed_ = 0;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> MakeBzip2Stream(ByteStream& compressed, const Limits& limits) {
  return std::make_unique<Bzip2Stream>(compressed, limits);
}

}  // namespace howdunit
