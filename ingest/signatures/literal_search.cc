#include "ingest/signatures/literal_search.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <tuple>

#include "core/check.h"
#include "ingest/signatures/gram_weights.h"

namespace howdunit {
namespace {

constexpr std::size_t kStride = 4;
constexpr std::size_t kGram = 4;

std::uint32_t LoadGram(const char* at) {
  std::uint32_t gram = 0;
  std::memcpy(&gram, at, kGram);
  return gram;
}

bool HoldsAny(std::string_view text, const std::vector<std::string>& parts) {
  // Twice as fast as std::string_view::find(), which compares at each of the first letters.
  return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
    return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
  });
}

std::uint32_t Hash(std::uint32_t gram) { return gram * 0x9E3779B1U; }

}  // namespace

LiteralSearch::LiteralSearch(std::vector<Literal> literals)
    : literals_(std::move(literals)),
      bitmap_((1U << kBits) / 8),
      buckets_((1U << kBucketBits) + 1) {
  static const GramWeights kWeights;
  for (std::uint32_t i = 0; i < literals_.size(); ++i) {
    HOWDUNIT_CHECK(literals_[i].text.size() >= kShortest);
    for (std::size_t k = 0; k < kStride; ++k) Add(kWeights, i, k);
  }
  std::partial_sum(buckets_.begin(), buckets_.end(), buckets_.begin());
  const auto order = [](const Place& place) {
    return std::make_tuple(Hash(place.gram), place.literal, place.offset);
  };
  std::sort(places_.begin(), places_.end(),
            [&](const Place& a, const Place& b) { return order(a) < order(b); });
}

// Wherever the literal begins in a text, one of its grams at `first` and each kStride behind it is
// looked at: the rarest, for the bitmap to say "maybe" seldom, or one that has its bit already.
void LiteralSearch::Add(const GramWeights& weights, std::uint32_t literal, std::size_t first) {
  const std::string& text = literals_[literal].text;
  std::size_t best = first;
  std::uint32_t least = UINT32_MAX;
  for (std::size_t at = first; at + kGram <= text.size(); at += kStride) {
    const std::uint32_t weight =
        2 * weights.Of({text.data() + at, kGram}) + (MayStand(text.data() + at) != 0 ? 0 : 1);
    if (weight < least) {
      best = at;
      least = weight;
    }
  }
  const std::uint32_t gram = LoadGram(text.data() + best);
  places_.push_back({gram, literal, static_cast<std::uint32_t>(best)});
  const std::uint32_t bit = Hash(gram) >> (32U - kBits);
  bitmap_[bit / 8] = static_cast<std::uint8_t>(bitmap_[bit / 8] | 1U << (bit % 8));
  ++buckets_[(Hash(gram) >> (32U - kBucketBits)) + 1];
}

inline unsigned LiteralSearch::MayStand(const char* gram) const {
  constexpr std::array<std::uint8_t, 8> kMasks = {1, 2, 4, 8, 16, 32, 64, 128};
  const std::uint32_t bit = Hash(LoadGram(gram)) >> (32U - kBits);
  return bitmap_[bit / 8] & kMasks[bit % 8];  // a shift by a variable takes longer
}

// Gives every literal that is known by the gram at `at` and stands there; stops, with false, when
// `take` does.
template <typename Take>
inline bool LiteralSearch::Compare(std::string_view text, std::size_t at, const Take& take) const {
  const std::uint32_t gram = LoadGram(text.data() + at);
  const std::uint32_t bucket = Hash(gram) >> (32U - kBucketBits);
  for (std::uint32_t i = buckets_[bucket]; i < buckets_[bucket + 1]; ++i) {
    const Place& place = places_[i];
    if (place.gram != gram || place.offset > at) continue;
    const auto& [literal, beside] = literals_[place.literal];
    const std::size_t begin = at - place.offset;
    if (text.size() - begin < literal.size()) continue;
    if (std::memcmp(text.data() + begin, literal.data(), literal.size()) != 0) continue;
    if (!beside.empty() && !HoldsAny(text, beside)) continue;
    if (!take(place.literal)) return false;
  }
  return true;
}

// As Compare(), everywhere in the text; a literal may be given more than once.
template <typename Take>
inline bool LiteralSearch::Search(std::string_view text, const Take& take) const {
  if (text.size() < kShortest || literals_.empty()) return true;
  const char* const data = text.data();
  const std::size_t last = text.size() - kGram;
  std::size_t at = 0;
  // Four grams at once: hardly ever does one of them say "maybe".
  for (; at + 3 * kStride <= last; at += 4 * kStride) {
    const unsigned any = MayStand(data + at) | MayStand(data + at + kStride) |
                         MayStand(data + at + 2 * kStride) | MayStand(data + at + 3 * kStride);
    if (any == 0) continue;
    for (std::size_t k = 0; k < 4; ++k) {
      const std::size_t here = at + k * kStride;
      if (MayStand(data + here) != 0 && !Compare(text, here, take)) return false;
    }
  }
  for (; at <= last; at += kStride) {
    if (MayStand(data + at) != 0 && !Compare(text, at, take)) return false;
  }
  return true;
}

void LiteralSearch::Find(std::string_view text, std::vector<std::size_t>& found) const {
  found.clear();
  Search(text, [&](std::size_t literal) {
    found.push_back(literal);
    return true;
  });
  if (found.size() < 2) return;
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
}

bool LiteralSearch::Occurs(std::string_view text) const {
  return !Search(text, [](std::size_t /*literal*/) { return false; });
}

}  // namespace howdunit
