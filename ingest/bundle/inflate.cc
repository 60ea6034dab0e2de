#include <algorithm>
#include <array>
#include <thread>

#include "ingest/bundle/byte_stream.h"

namespace howdunit {

std::string TakeHead(ByteStream& stream, std::size_t size) {
  std::array<char, 64U << 10U> step;  // what may come is often much less than `size`
  std::string head;
  while (head.size() < size) {
    const std::size_t got = stream.Read(step.data(), std::min(step.size(), size - head.size()));
    if (got == 0) break;
    head.append(step.data(), got);
  }
  return head;
}

Compression CompressionOf(std::string_view head) {
  struct Magic {
    std::string_view bytes;
    Compression compression;
  };
  constexpr std::array kMagic = std::to_array<Magic>({
      {std::string_view("\x1f\x8b", 2), Compression::kGzip},
      {std::string_view("\xfd"
                        "7zXZ\0",
                        6),
       Compression::kXz},
      {"BZh", Compression::kBzip2},
      {std::string_view("\x28\xb5\x2f\xfd", 4), Compression::kZstd},
  });
  for (const Magic& magic : kMagic) {
    if (!head.starts_with(magic.bytes)) continue;
    // "BZh" opens sentences, too: the block size and the first block's own magic follow.
    if (magic.compression == Compression::kBzip2 &&
        (head.size() < 10 || head[3] < '1' || head[3] > '9' || head.substr(4, 6) != "1AY&SY")) {
      continue;
    }
    return magic.compression;
  }
  return Compression::kNone;
}

std::unique_ptr<ByteStream> MakeInflatingStream(Compression compression, ByteStream& compressed,
                                                const Limits& limits) {
  switch (compression) {
    case Compression::kXz: return MakeXzStream(compressed, limits);
    case Compression::kBzip2: return MakeBzip2Stream(compressed, limits);
    case Compression::kZstd: return MakeZstdStream(compressed, limits);
    default: return MakeGzipStream(compressed, limits);
  }
}

unsigned InflatingThreads() {
  constexpr unsigned kMost = 8;
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMost);
}

std::string InflationProblem(std::int64_t produced, std::int64_t consumed, const Limits& limits) {
  if (produced > limits.bundle_bytes) {
    return "limit reached: more than " + std::to_string(limits.bundle_bytes) +
           " bytes when inflated";
  }
  if (produced > limits.ratio_free_bytes && produced / limits.ratio > consumed) {
    return "limit reached: inflates to more than " + std::to_string(limits.ratio) +
           " times its size";
  }
  return {};
}

}  // namespace howdunit
