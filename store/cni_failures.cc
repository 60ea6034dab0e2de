#include "store/cni_failures.h"

#include <algorithm>
#include <functional>

namespace howdunit {
namespace {

// Nearer than this is known to the second.
constexpr Micros kExact = 2 * kSecond;

template <typename T>
void KeepLeast(std::optional<T>& least, const T& value) {
  if (!least || value < *least) least = value;
}

template <typename T>
void KeepGreatest(std::optional<T>& greatest, const T& value) {
  if (!greatest || *greatest < value) greatest = value;
}

// The first capture of that name, or "".
std::string_view Capture(const SignatureRecord& hit, std::string_view name) {
  for (const auto& [known, value] : hit.captures) {
    if (known == name) return value.str();
  }
  return {};
}

// Runtimes write "ADD" and "DEL", the kubelet "add" and "delete".
std::string_view Operation(const SignatureRecord& hit) {
  const std::string_view op = Capture(hit, "op");
  if (op == "ADD") return "add";
  return op == "DEL" ? "delete" : op;
}

}  // namespace

std::size_t CniFailures::KeyHash::operator()(const Key& key) const {
  std::size_t hash = 0;
  for (const std::string_view part : key) {
    hash = hash * 0x9E3779B97F4A7C15U + std::hash<std::string_view>()(part);
  }
  return hash;
}

void CniFailures::Add(const SignatureRecord& hit, std::int64_t source, std::int64_t last_source) {
  const std::string_view op = Operation(hit);
  Sum& sum = sums_[{hit.node.str(), hit.space.str(), hit.pod.str(), hit.signature, op}];
  CniFailure& failure = sum.failure;
  if (failure.hit == nullptr) failure.hit = &hit;
  failure.op = op;
  const std::string_view plugin = Capture(hit, "plugin");
  failure.plugin = std::max(failure.plugin, plugin);
  failure.count = std::max(failure.count, hit.count);
  if (const Instant& first = hit.first.instant; first.known()) {
    if (first.latest - first.earliest < kExact) {
      KeepLeast(sum.exact_first, first.earliest);
    } else {
      KeepLeast(sum.rough_first_earliest, first.earliest);
      KeepLeast(sum.rough_first_latest, first.latest);
    }
  }
  if (const Instant& last = hit.last.instant; last.known()) {
    KeepGreatest(failure.last_earliest, last.earliest);
    KeepGreatest(failure.last_latest, last.latest);
  }
  failure.basis = std::max(failure.basis, BasisName(hit.first.instant.basis));
  KeepLeast(sum.source, source);
  if (hit.origin == "event") KeepLeast(sum.event_source, source);
  if (hit.origin == "log") KeepLeast(failure.log_source, source);
  failure.last_source = std::max(failure.last_source, last_source);
}

std::vector<CniFailure> CniFailures::Sorted() const {
  std::vector<std::pair<Key, CniFailure>> sorted;
  for (const auto& [key, sum] : sums_) {
    CniFailure failure = sum.failure;
    const bool exact =
        sum.exact_first && *sum.exact_first <= sum.rough_first_latest.value_or(*sum.exact_first);
    failure.first_earliest = exact ? sum.exact_first : sum.rough_first_earliest;
    failure.first_latest = exact ? sum.exact_first : sum.rough_first_latest;
    failure.source = sum.event_source.value_or(*sum.source);
    sorted.emplace_back(key, failure);
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& one, const auto& other) { return one.first < other.first; });
  std::vector<CniFailure> failures;
  for (const auto& [key, failure] : sorted) failures.push_back(failure);
  return failures;
}

}  // namespace howdunit
