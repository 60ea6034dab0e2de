// Lists of places in a list, each found by a hash.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace howdunit {

// All in one piece of memory: there are two or three for each event.
class PlaceLists {
 public:
  static constexpr std::size_t kNowhere = SIZE_MAX;

  explicit PlaceLists(std::size_t places) : buckets_(std::bit_floor(std::max(places, kFewest))) {
    links_.reserve(places);
  }

  // Places of one list ascend.
  void Insert(std::uint64_t key, std::size_t place) {
    Bucket& bucket = BucketOf(key);
    const auto added = static_cast<std::uint32_t>(links_.size());
    links_.push_back(
        {.tag = TagOf(key), .place = static_cast<std::uint32_t>(place), .next = kNone});
    if (bucket.first == kNone) {
      bucket.first = bucket.last = added;
    } else if (links_[bucket.last].place <= place) {
      links_[bucket.last].next = added;
      bucket.last = added;
    } else {
      std::uint32_t* at = &bucket.first;
      while (links_[*at].place <= place) at = &links_[*at].next;
      links_[added].next = *at;
      *at = added;
    }
  }

  // The first place of the list that `wanted` takes; kNowhere if there is none.
  template <typename Wanted>
  std::size_t Find(std::uint64_t key, const Wanted& wanted) const {
    for (std::uint32_t at = BucketOf(key).first; at != kNone; at = links_[at].next) {
      if (links_[at].tag == TagOf(key) && wanted(links_[at].place)) return links_[at].place;
    }
    return kNowhere;
  }

 private:
  static constexpr std::size_t kFewest = 16;
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Link {
    std::uint32_t tag, place, next;
  };
  struct Bucket {
    std::uint32_t first = kNone, last = kNone;
  };

  // Sizes are powers of two, and a key's low bits as good as any; those above them tell keys of
  // one bucket apart.
  static std::uint32_t TagOf(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32U); }
  Bucket& BucketOf(std::uint64_t key) { return buckets_[key & (buckets_.size() - 1)]; }
  const Bucket& BucketOf(std::uint64_t key) const { return buckets_[key & (buckets_.size() - 1)]; }

  std::vector<Bucket> buckets_;
  std::vector<Link> links_;
};

}  // namespace howdunit
