// What streams have in common that a library inflates from one buffer into another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ingest/bundle/byte_stream.h"

namespace howdunit {

class InflatingStream : public ByteStream {
 public:
  InflatingStream(ByteStream& compressed, const Limits& limits)
      : compressed_(compressed), limits_(limits) {}

  std::size_t Read(char* buffer, std::size_t size) final;

 protected:
  enum class Went { kOn, kEnd, kWrong };

  // Takes from the front of `from` and fills the front of `into`, what it took and filled cut off
  // of them. `last`: behind `from` nothing follows. kWrong if the data is damaged or ends too
  // soon, or for what was put into `problem`.
  virtual Went Inflate(std::span<const char>& from, bool last, std::span<char>& into) = 0;

 private:
  ByteStream& compressed_;
  Limits limits_;
  std::vector<char> input_ = std::vector<char>(256U << 10U);
  std::span<const char> unread_;  // of input_
  bool last_ = false;
  std::int64_t produced_ = 0;
  std::int64_t consumed_ = 0;
  bool done_ = false;
};

}  // namespace howdunit
