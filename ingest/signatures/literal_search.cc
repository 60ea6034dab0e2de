#include "ingest/signatures/literal_search.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <tuple>

#include "core/check.h"
#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::size_t kStride = 4;
constexpr std::size_t kGram = 4;

std::uint32_t LoadGram(const char* at) {
  std::uint32_t gram = 0;
  std::memcpy(&gram, at, kGram);
  return gram;
}

// How often bytes stand in log text, roughly: digits, blanks and the letters
// of hexadecimal numbers and common words are everywhere.
constexpr std::array<unsigned, 256> kFrequencies = [] {
  constexpr std::string_view kCommonFirst = "0123456789 eatosnirdclu:.-/=mphgbfyvwkxjqz";
  std::array<unsigned, 256> frequencies{};
  for (std::size_t rank = 0; rank < kCommonFirst.size(); ++rank) {
    frequencies[static_cast<unsigned char>(kCommonFirst[rank])] =
        static_cast<unsigned>(kCommonFirst.size() - rank);
  }
  return frequencies;
}();

// Words that fill the logs of Kubernetes whatever happens.
constexpr std::string_view kCommonWords =
    " kubernetes kubelet kube-system volume volumes for pod pods sandbox container containers"
    " containerd config configmap configuration failed error image images node nodes calico"
    " network networking service server serving space namespace projected token secret connection"
    " with from succeeded successfully request update updated updating status probe not found"
    " unable attached mount create created creating started starting info level message"
    " deployment policy ready ing tion ed to the of in on is id uid name type user client access"
    " http https:// endpoint endpoints workload dataplane datastore sync version executable"
    " execution external lease check resource kubeconfig change controller request response time"
    " timeout context logger msg= caller= component= watch watching warning list listing shutdown"
    " common host device devices read ready reading running work worker kube- kube-proxy coredns"
    " open opening assigned unassigned heartbeat pool pools file files serve verify verified"
    " latency update operationExecutor.VerifyControllerAttachedVolume started"
    " operationExecutor.MountVolume MountVolume.SetUp UnmountVolume.TearDown Observed startup"
    " duration observedRunningTime podStartSLOduration SyncLoop (PLEG): event Pulling Pulled"
    " Error syncing skipping Cleaned up orphaned paths still present machine back-off restarting"
    " Back-off eviction manager: Killing reconciler_common.go operation_generator.go"
    " kuberuntime_manager.go pod_workers.go prober.go pod_startup_latency_tracker.go"
    " remote_runtime.go kubelet_volumes.go scope.go reflector.go ";

// The grams of kCommonWords.
const std::vector<std::uint32_t>& CommonGrams() {
  static const std::vector<std::uint32_t> kGrams = [] {
    std::vector<std::uint32_t> grams;
    for (std::size_t at = 0; at + kGram <= kCommonWords.size(); ++at) {
      grams.push_back(LoadGram(kCommonWords.data() + at));
    }
    std::sort(grams.begin(), grams.end());
    return grams;
  }();
  return kGrams;
}

// Where to take the four 4-grams of a literal from: the 7 bytes that are rarest
// in logs, so that the bitmap seldom says "maybe".
std::size_t RarestWindow(std::string_view literal) {
  constexpr unsigned kCommonGram = 1000;  // weighs more than any letters
  const std::vector<std::uint32_t>& common = CommonGrams();
  std::vector<unsigned> costs(literal.size());  // of the gram that begins there
  for (std::size_t at = 0; at + kGram <= literal.size(); ++at) {
    if (std::binary_search(common.begin(), common.end(), LoadGram(literal.data() + at))) {
      costs[at] = kCommonGram;
    }
  }
  std::size_t best = 0;
  unsigned best_cost = ~0U;
  for (std::size_t at = 0; at + LiteralSearch::kShortest <= literal.size(); ++at) {
    unsigned cost = 0;
    for (const char c : literal.substr(at, LiteralSearch::kShortest)) {
      cost += kFrequencies[static_cast<unsigned char>(c)];
    }
    for (std::size_t k = 0; k < kStride; ++k) cost += costs[at + k];
    if (cost < best_cost) {
      best = at;
      best_cost = cost;
    }
  }
  return best;
}

bool HoldsAny(std::string_view text, const std::vector<std::string>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const std::string& part) { return Contains(text, part); });
}

std::uint32_t Hash(std::uint32_t gram) { return gram * 0x9E3779B1U; }

}  // namespace

LiteralSearch::LiteralSearch(std::vector<Literal> literals)
    : literals_(std::move(literals)),
      bitmap_((1U << kBits) / 8),
      buckets_((1U << kBucketBits) + 1) {
  for (std::uint32_t i = 0; i < literals_.size(); ++i) {
    const std::string& literal = literals_[i].text;
    HOWDUNIT_CHECK(literal.size() >= kShortest);
    const std::size_t window = RarestWindow(literal);
    for (std::size_t k = 0; k < kStride; ++k) {
      const std::uint32_t gram = LoadGram(literal.data() + window + k);
      places_.push_back({gram, i, static_cast<std::uint32_t>(window + k)});
      const std::uint32_t bit = Hash(gram) >> (32U - kBits);
      bitmap_[bit / 8] = static_cast<std::uint8_t>(bitmap_[bit / 8] | 1U << (bit % 8));
      ++buckets_[(Hash(gram) >> (32U - kBucketBits)) + 1];
    }
  }
  std::partial_sum(buckets_.begin(), buckets_.end(), buckets_.begin());
  const auto order = [](const Place& place) {
    return std::make_tuple(Hash(place.gram), place.literal, place.offset);
  };
  std::sort(places_.begin(), places_.end(),
            [&](const Place& a, const Place& b) { return order(a) < order(b); });
}

inline unsigned LiteralSearch::MayStand(const char* gram) const {
  const std::uint32_t bit = Hash(LoadGram(gram)) >> (32U - kBits);
  return bitmap_[bit / 8] >> (bit % 8) & 1U;
}

// Gives every literal that has the gram at `at` in its window and stands there; stops, with false,
// when `take` does.
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
