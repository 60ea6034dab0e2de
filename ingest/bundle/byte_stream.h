// Bytes of a file or of a part of one, plain or inflated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "codec/sha256.h"
#include "core/result.h"
#include "ingest/limits.h"

namespace howdunit {

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // The next bytes; 0 at the end or at a failure (see problem()).
  virtual std::size_t Read(char* buffer, std::size_t size) = 0;
  // As Read(), but where the bytes are if they are in memory already, and all of them; else in
  // `room`. Valid until the next read.
  virtual std::string_view Next(std::span<char> room) {
    return {room.data(), Read(room.data(), room.size())};
  }
  std::string problem;  // "" while all is well
};

// Up to `size` bytes off the front of a stream; fewer only at its end.
std::string TakeHead(ByteStream& stream, std::size_t size);

// A file, or standard input for "-". Hashes what it reads.
class FileStream : public ByteStream {
 public:
  static Result<std::unique_ptr<FileStream>> Open(const std::string& path);
  ~FileStream() override;
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;

  std::size_t Read(char* buffer, std::size_t size) override;

  // Gives bytes back: they are read again, but hashed once.
  void Unread(std::string_view bytes);

  // Of all bytes read. Call once, at the end.
  std::string FinishHash() { return hash_.Finish(); }
  std::int64_t bytes() const { return bytes_; }

 private:
  explicit FileStream(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
  std::string unread_;
  std::int64_t bytes_ = 0;
  Sha256 hash_;
};

enum class Compression { kNone, kGzip, kXz, kBzip2, kZstd };

// By the magic number.
Compression CompressionOf(std::string_view head);

// Inflates what `compressed`, which outlives it, gives; several streams after each other are one.
// Checksums are checked: a flipped bit is a problem, never silence. Stops at Limits::ratio and
// Limits::bundle_bytes. REQUIRES: not kNone.
std::unique_ptr<ByteStream> MakeInflatingStream(Compression compression, ByteStream& compressed,
                                                const Limits& limits);

// --- for MakeInflatingStream() only

// gzip (RFC 1952), by ISA-L.
std::unique_ptr<ByteStream> MakeGzipStream(ByteStream& compressed, const Limits& limits);
// xz, by liblzma: its blocks side by side, if there are several.
std::unique_ptr<ByteStream> MakeXzStream(ByteStream& compressed, const Limits& limits);
// bzip2, by libbz2: its blocks side by side.
std::unique_ptr<ByteStream> MakeBzip2Stream(ByteStream& compressed, const Limits& limits);
// Zstandard (RFC 8878), by libzstd.
std::unique_ptr<ByteStream> MakeZstdStream(ByteStream& compressed, const Limits& limits);

inline constexpr std::string_view kDamagedOrCut = "the compressed data is damaged or cut off";
inline constexpr std::string_view kTakesTooMuch =
    "limit reached: to inflate it would take too much memory";

// How many blocks of a stream may be inflated side by side.
unsigned InflatingThreads();

// "" while `produced` bytes from `consumed` ones are within the limits.
std::string InflationProblem(std::int64_t produced, std::int64_t consumed, const Limits& limits);

}  // namespace howdunit
