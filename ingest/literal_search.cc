#include "ingest/literal_search.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "core/check.h"

namespace howdunit {
namespace {

constexpr std::size_t kStride = 4;
constexpr std::size_t kGram = 4;

std::uint32_t LoadGram(const char* at) {
  std::uint32_t gram = 0;
  std::memcpy(&gram, at, kGram);
  return gram;
}

// How often a byte stands in log text, roughly: digits, blanks and the letters
// of hexadecimal numbers and common words are everywhere.
unsigned Frequency(char c) {
  constexpr std::string_view kCommonFirst = "0123456789 eatosnirdclu:.-/=mphgbfyvwkxjqz";
  const std::size_t rank = kCommonFirst.find(c);
  return rank == std::string_view::npos ? 0 : static_cast<unsigned>(kCommonFirst.size() - rank);
}

// Where to take the four 4-grams of a literal from: the 7 bytes that are rarest
// in logs, so that the bitmap seldom says "maybe".
std::size_t RarestWindow(std::string_view literal) {
  std::size_t best = 0;
  unsigned best_cost = ~0U;
  for (std::size_t at = 0; at + LiteralSearch::kShortest <= literal.size(); ++at) {
    unsigned cost = 0;
    for (const char c : literal.substr(at, LiteralSearch::kShortest)) cost += Frequency(c);
    if (cost < best_cost) {
      best = at;
      best_cost = cost;
    }
  }
  return best;
}

}  // namespace

LiteralSearch::LiteralSearch(std::vector<std::string> literals)
    : literals_(std::move(literals)), bitmap_((1U << kBits) / 64) {
  for (std::uint32_t i = 0; i < literals_.size(); ++i) {
    const std::string& literal = literals_[i];
    HOWDUNIT_CHECK(literal.size() >= kShortest);
    const std::size_t window = RarestWindow(literal);
    for (std::size_t k = 0; k < kStride; ++k) {
      const std::uint32_t gram = LoadGram(literal.data() + window + k);
      places_.push_back({gram, i, static_cast<std::uint32_t>(window + k)});
      const std::uint32_t bit = gram * 0x9E3779B1U >> (32U - kBits);
      bitmap_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
  }
  std::sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
    return std::tie(a.gram, a.literal, a.offset) < std::tie(b.gram, b.literal, b.offset);
  });
}

// Calls `visit` with the index of every literal found, some more than once,
// until it returns true; returns whether it did.
template <typename Visitor>
bool LiteralSearch::Scan(std::string_view text, Visitor visit) const {
  if (text.size() < kShortest || literals_.empty()) return false;
  const std::size_t last = text.size() - kGram;
  for (std::size_t at = 0; at <= last; at += kStride) {
    const std::uint32_t gram = LoadGram(text.data() + at);
    const std::uint32_t bit = gram * 0x9E3779B1U >> (32U - kBits);
    if ((bitmap_[bit / 64] >> (bit % 64) & 1U) == 0) continue;
    auto place = std::lower_bound(places_.begin(), places_.end(), gram,
                                  [](const Place& p, std::uint32_t g) { return p.gram < g; });
    for (; place != places_.end() && place->gram == gram; ++place) {
      const std::string& literal = literals_[place->literal];
      if (place->offset > at || text.size() - (at - place->offset) < literal.size()) continue;
      if (text.substr(at - place->offset, literal.size()) != literal) continue;
      if (visit(place->literal)) return true;
    }
  }
  return false;
}

bool LiteralSearch::Any(std::string_view text) const {
  return Scan(text, [](std::size_t) { return true; });
}

std::vector<std::size_t> LiteralSearch::Find(std::string_view text) const {
  std::vector<std::size_t> found;
  Scan(text, [&](std::size_t literal) {
    found.push_back(literal);
    return false;
  });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace howdunit
