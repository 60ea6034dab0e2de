#include "ingest/signatures/gram_weights.h"

#include <algorithm>

#include "core/check.h"
#include "core/embedded.h"
#include "core/text.h"

namespace howdunit {

const std::vector<EmbeddedFile>& CommonGrams();  // common_grams.txt

namespace {

constexpr std::size_t kGram = 4;
constexpr unsigned kHashBits = 16;

// All digits are one.
std::uint32_t HashOf(std::string_view gram) {
  std::uint32_t value = 0;
  for (const char c : gram) value = value << 8U | static_cast<unsigned char>(IsDigit(c) ? '0' : c);
  return value * 0x9E3779B1U >> (32U - kHashBits);
}

}  // namespace

GramWeights::GramWeights() : exponents_(1U << kHashBits) {
  std::string_view text = CommonGrams().front().text;
  while (!text.empty()) {
    std::string_view line = TakeUntil(text, "\n");
    const auto exponent = ParseInt(TakeUntil(line, ":"));
    HOWDUNIT_CHECK(exponent && line.size() % kGram == 1);
    for (; line.size() > kGram; line.remove_prefix(kGram)) {
      std::uint8_t& known = exponents_[HashOf(line.substr(0, kGram))];
      known = std::max(known, static_cast<std::uint8_t>(*exponent));
    }
  }
}

std::uint32_t GramWeights::Of(std::string_view gram) const {
  const std::uint8_t exponent = exponents_[HashOf(gram)];
  return exponent == 0 ? 0 : 1U << exponent;
}

}  // namespace howdunit
