#include "ingest/bundle/ahead_stream.h"

#include <algorithm>
#include <atomic>
#include <string>

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

// Numbered bytes in pieces of an odd size, then a problem.
class Numbers : public ByteStream {
 public:
  explicit Numbers(std::size_t size) : left_(size) {}
  std::size_t Read(char* buffer, std::size_t size) override {
    ++reads;
    const std::size_t count = std::min({size, left_, std::size_t{7001}});
    for (std::size_t i = 0; i < count; ++i) buffer[i] = static_cast<char>(next_++ % 251);
    left_ -= count;
    if (count == 0) problem = "it breaks off";
    return count;
  }
  std::atomic<int> reads = 0;

 private:
  std::size_t left_;
  std::size_t next_ = 0;
};

std::string ReadAll(ByteStream& stream, std::size_t step) {
  std::string text;
  std::string buffer(step, '\0');
  while (const std::size_t got = stream.Read(buffer.data(), buffer.size())) {
    text.append(buffer, 0, got);
  }
  return text;
}

TEST_CASE("ahead: gives the same bytes and the same problem", "[ingest]") {
  for (const std::size_t size : {0UL, 1UL, 512UL << 10U, 512UL << 12U, (5UL << 20U) + 3}) {
    Numbers plain(size);
    Numbers source(size);
    AheadStream ahead(source);
    INFO(size);
    CHECK(ReadAll(ahead, 100'003) == ReadAll(plain, 4096));
    CHECK(ahead.problem == "it breaks off");
    char more = 0;
    CHECK(ahead.Read(&more, 1) == 0);
  }
}

TEST_CASE("ahead: gives what is in memory where it is, between reads of any size", "[ingest]") {
  Numbers plain(3U << 20U);
  Numbers source(3U << 20U);
  AheadStream ahead(source);
  std::string text;
  std::string buffer(5, '\0');
  for (std::size_t step = 1;; ++step) {
    const bool copied = step % 3 != 0;
    const std::string_view next =
        copied ? std::string_view(buffer.data(), ahead.Read(buffer.data(), buffer.size()))
               : ahead.Next(buffer);
    if (next.empty()) break;
    text += next;
  }
  CHECK(text == ReadAll(plain, 4096));
  CHECK(ahead.problem == "it breaks off");
  CHECK(ahead.Next(buffer).empty());
}

TEST_CASE("ahead: can be left early, and holds no more than a few blocks", "[ingest]") {
  Numbers source(64U << 20U);
  {
    AheadStream ahead(source);
    char one = 0;
    CHECK(ahead.Read(&one, 1) == 1);
  }
  CHECK(source.reads < 1000);  // of some 9,600
}

}  // namespace
}  // namespace howdunit
