// Bytes of a file, plain or inflated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
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
  std::string problem;  // "" while all is well
};

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

// Inflates gzip (RFC 1952), several members after each other, by ISA-L. CRC and
// length of each are checked: a flipped bit is a problem, never silence.
// `compressed` outlives it. Stops at Limits::ratio and Limits::bundle_bytes.
std::unique_ptr<ByteStream> MakeGzipStream(FileStream& compressed, const Limits& limits);

}  // namespace howdunit
