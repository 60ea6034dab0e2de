// The STATUS column of `kubectl get pods`.
#pragma once

#include "core/record.h"

namespace howdunit {

// What the status is computed from besides the record's phase and containers.
struct PodStatusFacts {
  std::string_view reason;   // status.reason: "Evicted", "NodeLost"
  bool deleting = false;     // deletionTimestamp is set
  bool initialized = false;  // condition Initialized=True
  bool ready = false;        // condition Ready=True
  bool gated = false;        // condition PodScheduled has reason SchedulingGated
};

// Sets status, ready, total and restarts as Kubernetes' printPod does
// (pkg/printers/internalversion/printers.go). REQUIRES: phase and containers.
void ComputePodStatus(const PodStatusFacts& facts, PodRecord& pod);

// When a pod that failed with a message of its own did: its containers ended then. Nothing if one
// did not end, or it is not stated when.
When EndOfContainers(const PodRecord& pod);

}  // namespace howdunit
