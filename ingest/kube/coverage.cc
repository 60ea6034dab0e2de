#include "ingest/kube/coverage.h"

#include <utility>

namespace howdunit {

CoverageRecord CoverageOfList(const Source& source, std::string topic, const Redacted& space,
                              std::int64_t items) {
  return {.source = source,
          .topic = std::move(topic),
          .space = space,
          .name = {},
          .items = items,
          .first = {},
          .last = {}};
}

CoverageRecord CoverageOfPodEvents(const Source& source, const Redacted& space,
                                   const Redacted& name, std::int64_t items) {
  CoverageRecord coverage = CoverageOfList(source, "pod-events", space, items);
  coverage.name = name;
  return coverage;
}

}  // namespace howdunit
