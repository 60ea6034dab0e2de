#include "store/cni_failures.h"

#include <algorithm>
#include <tuple>

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

std::string KeyOf(const SignatureRecord& hit, std::string_view op) {
  std::string key = hit.signature;
  for (const Redacted* text : {&hit.node, &hit.space, &hit.pod}) key += '\x1f' + text->str();
  return (key += '\x1f') += op;
}

}  // namespace

void CniFailures::Add(const SignatureRecord& hit, std::int64_t source, std::int64_t last_source) {
  const std::string_view op = Operation(hit);
  const auto [at, fresh] = sums_.try_emplace(KeyOf(hit, op));
  Sum& sum = at->second;
  CniFailure& failure = sum.failure;
  if (fresh) {
    failure.node = hit.node;
    failure.space = hit.space;
    failure.pod = hit.pod;
    failure.signature = hit.signature;
    failure.stage = hit.stage;
    failure.op = op;
  }
  const std::string_view plugin = Capture(hit, "plugin");
  if (plugin > failure.plugin) failure.plugin = plugin;
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
  std::vector<CniFailure> sorted;
  for (const auto& [key, sum] : sums_) {
    CniFailure& failure = sorted.emplace_back(sum.failure);
    const bool exact =
        sum.exact_first && *sum.exact_first <= sum.rough_first_latest.value_or(*sum.exact_first);
    failure.first_earliest = exact ? sum.exact_first : sum.rough_first_earliest;
    failure.first_latest = exact ? sum.exact_first : sum.rough_first_latest;
    failure.source = sum.event_source.value_or(*sum.source);
  }
  const auto order = [](const CniFailure& failure) {
    return std::tie(failure.node, failure.space, failure.pod, failure.signature, failure.op);
  };
  std::sort(sorted.begin(), sorted.end(), [&](const CniFailure& one, const CniFailure& other) {
    return order(one) < order(other);
  });
  return sorted;
}

}  // namespace howdunit
