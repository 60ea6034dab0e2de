// Failed CNI calls, put together from what signatures matched: rules ask for them a hundred times.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/record.h"

namespace howdunit {

// The same failure shows in events, in several lines of the kubelet and in the runtime's log: all
// are one, by node, pod, signature and operation.
struct CniFailure {
  Redacted node, space, pod;
  std::string signature, stage;
  std::string op;          // "add", "delete", "check"; "" if no text says
  std::string plugin;      // "" if no text says; the last by name if they differ
  std::int64_t count = 0;  // the greatest, not the sum
  // A first moment that a log states to the second is preferred to an event's age.
  std::optional<Micros> first_earliest, first_latest;
  std::optional<Micros> last_earliest, last_latest;
  std::string_view basis;
  std::int64_t source = 0;                 // of the first event, else of the first hit
  std::optional<std::int64_t> log_source;  // of the first log line
  std::int64_t last_source = 0;
};

class CniFailures {
 public:
  // Takes in a hit that has a stage. `source` and `last_source` are the ids of its lines.
  void Add(const SignatureRecord& hit, std::int64_t source, std::int64_t last_source);

  // By node, namespace, pod, signature and operation.
  std::vector<CniFailure> Sorted() const;

 private:
  struct Sum {
    CniFailure failure;
    std::optional<Micros> exact_first;  // to two seconds or better
    std::optional<Micros> rough_first_earliest, rough_first_latest;
    std::optional<std::int64_t> source, event_source;
  };
  std::unordered_map<std::string, Sum> sums_;  // by all that tells them apart
};

}  // namespace howdunit
