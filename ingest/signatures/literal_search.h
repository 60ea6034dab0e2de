// Finds which of many strings occur in a text, in one pass over it.
//
// Where a string of at least 7 bytes occurs in a text, every fourth of its 4-grams starts at a
// multiple of 4 of the text, from its first, second, third or fourth on: of each four such
// sequences the rarest gram is in a bitmap. Every fourth 4-gram of the text is looked up in it, and
// only where the bit is set are strings compared. Log text rarely sets a bit.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace howdunit {

class GramWeights;

class LiteralSearch {
 public:
  static constexpr std::size_t kShortest = 7;

  struct Literal {
    std::string text;                 // at least kShortest bytes
    std::vector<std::string> beside;  // it counts where one of these occurs, too; none: everywhere
  };

  explicit LiteralSearch(std::vector<Literal> literals);

  // Sets `found` to the literals that occur in `text` and count, by their place in the list given
  // to the constructor: ascending, each once.
  void Find(std::string_view text, std::vector<std::size_t>& found) const;

  // Whether any of them occurs in `text` and counts.
  bool Occurs(std::string_view text) const;

 private:
  static constexpr unsigned kBits = 18;  // 32 KiB of bitmap: stays in the first-level cache

  // A 4-gram of a literal and where it stands in it.
  struct Place {
    std::uint32_t gram = 0;
    std::uint32_t literal = 0;
    std::uint32_t offset = 0;
  };

  static constexpr unsigned kBucketBits = 12;

  void Add(const GramWeights& weights, std::uint32_t literal, std::size_t first);
  unsigned MayStand(const char* gram) const;  // 0 if not
  template <typename Take>
  bool Compare(std::string_view text, std::size_t at, const Take& take) const;
  template <typename Take>
  bool Search(std::string_view text, const Take& take) const;

  std::vector<Literal> literals_;
  std::vector<std::uint8_t> bitmap_;
  std::vector<Place> places_;           // by the gram's hash
  std::vector<std::uint32_t> buckets_;  // where in places_ those of a hash begin
};

}  // namespace howdunit
