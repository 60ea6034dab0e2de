// Compressed streams of several blocks, which are inflated side by side.

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "ingest/bundle/byte_stream.h"
#include "support/pack.h"

namespace howdunit {
namespace {

using testing::Pack;

// Gives a text in pieces, as a slow source would.
class Pieces : public ByteStream {
 public:
  Pieces(std::string text, std::size_t piece) : text_(std::move(text)), piece_(piece) {}

  std::size_t Read(char* buffer, std::size_t size) override {
    const std::size_t got = text_.copy(buffer, std::min(size, piece_), at_);
    at_ += got;
    return got;
  }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

struct Inflated {
  std::string text, problem;
  bool operator==(const Inflated&) const = default;
};

Inflated Inflate(const std::string& bytes, std::size_t piece = 1U << 20U) {
  Pieces source(bytes, piece);
  const auto stream = MakeInflatingStream(CompressionOf(bytes), source, Limits{});
  Inflated inflated;
  std::string buffer(70'001, '\0');
  while (const std::size_t got = stream->Read(buffer.data(), buffer.size())) {
    inflated.text.append(buffer, 0, got);
  }
  inflated.problem = stream->problem;
  return inflated;
}

std::string Noise(std::size_t size, unsigned seed) {
  std::string text;
  while (text.size() < size) {
    seed = seed * 1103515245U + 12345U;
    text += static_cast<char>('a' + (seed >> 16U) % 26);
  }
  return text;
}

std::string Packed(const std::string& text, const std::string& filter) {
  return Pack({{"x", text}}, "raw", filter);
}

const std::string kFilters[] = {"gzip", "xz", "bzip2", "zstd"};

TEST_CASE("inflate: a text of many blocks is the same, however its bytes come", "[ingest]") {
  // bzip2's blocks hold 900,000 bytes; of runs they hold far more.
  const std::string texts[] = {"x", Noise(3'500'000, 1), std::string(9'000'000, 'r'),
                               Noise(899'000, 2) + std::string(400'000, 'r') + Noise(950'000, 3)};
  for (const std::string& filter : kFilters) {
    for (const std::string& text : texts) {
      INFO(filter << " " << text.size());
      const std::string bytes = Packed(text, filter);
      CHECK((Inflate(bytes) == Inflated{text, ""}));
      CHECK((Inflate(bytes, 777) == Inflated{text, ""}));
    }
  }
}

TEST_CASE("inflate: streams behind each other are one, an empty one among them", "[ingest]") {
  for (const std::string& filter : kFilters) {
    INFO(filter);
    const std::string all = Packed(Noise(1'000'000, 1), filter) + Packed("", filter) +
                            Packed("two", filter) + Packed(Noise(5, 3), filter);
    CHECK((Inflate(all) == Inflated{Noise(1'000'000, 1) + "two" + Noise(5, 3), ""}));
  }
}

TEST_CASE("inflate: what is damaged or cut off is told, and blocks before it stay", "[ingest]") {
  const std::string text = Noise(3'500'000, 7);
  for (const std::string filter : {"bzip2", "xz", "gzip"}) {
    INFO(filter);
    const std::string whole = Packed(text, filter);
    std::string flipped = whole;
    flipped[whole.size() / 2] = static_cast<char>(flipped[whole.size() / 2] ^ 0x10);
    const std::string cases[] = {flipped, whole.substr(0, whole.size() / 2),
                                 whole.substr(0, whole.size() - 3)};
    for (const std::string& bytes : cases) {
      const Inflated inflated = Inflate(bytes);
      CHECK(inflated.problem != "");
      if (&bytes != cases) CHECK(inflated.text.size() >= 800'000);
      CHECK(inflated.text.size() <= text.size());
      if (filter == "bzip2") CHECK(text.starts_with(inflated.text));
    }
  }
}

TEST_CASE("inflate: a bzip2 stream whose checksum is not that of its blocks is told", "[ingest]") {
  const std::string one = Packed(Noise(1000, 1), "bzip2");
  std::string changed = one;
  changed[changed.size() - 2] = static_cast<char>(changed[changed.size() - 2] ^ 0x40);
  const Inflated inflated = Inflate(changed);
  CHECK(inflated.text == Noise(1000, 1));
  CHECK(inflated.problem == "the compressed data is damaged or cut off");
}

TEST_CASE("inflate: what would take too much memory is refused, and told", "[ingest]") {
  // `xz --lzma2=dict=1GiB`
  const std::string_view hex =
      "fd377a585a000004e6d6b44602002101240000005e1fc7f901000568656c6c6f0a000000a56097f1"
      "94f6fde000011e06c12fa41d1fb6f37d010000000004595a";
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  CHECK(
      (Inflate(bytes) == Inflated{"", "limit reached: to inflate it would take too much memory"}));
}

TEST_CASE("inflate: what follows a stream and is none is told, padding is not", "[ingest]") {
  const std::string one = Packed("text", "bzip2");
  CHECK((Inflate(one + std::string(512, '\0')) == Inflated{"text", ""}));
  CHECK((Inflate(one + "BZIP?") ==
         Inflated{"text", "bytes that are no bzip2 follow the bzip2 stream"}));
}

}  // namespace
}  // namespace howdunit
