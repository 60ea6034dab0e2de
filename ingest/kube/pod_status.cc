#include "ingest/kube/pod_status.h"

#include <string>

namespace howdunit {
namespace {

// "Error", or what stands in for it: the exit code.
std::string TerminatedReason(const ContainerState& container) {
  if (!container.reason.empty()) return container.reason.str();
  return "ExitCode:" + std::to_string(container.exit_code.value_or(0));
}

bool IsDone(const ContainerState& container) {
  return container.state == "terminated" && container.exit_code == 0;
}

// A sidecar: an init container that has started and keeps running.
bool IsSidecar(const ContainerState& container) {
  return container.state == "running" && container.ready.value_or(false);
}

// The first init container that is not through; "" if all are.
std::string InitStatus(const PodRecord& pod) {
  int index = 0;
  int all = 0;
  for (const ContainerState& container : pod.containers) all += container.init ? 1 : 0;
  for (const ContainerState& container : pod.containers) {
    // kubectl walks the statuses: what has none has not begun to matter.
    if (!container.init || container.state.empty()) continue;
    if (!IsDone(container) && !IsSidecar(container)) {
      if (container.state == "terminated") return "Init:" + TerminatedReason(container);
      if (container.state == "waiting" && !container.reason.empty() &&
          container.reason != "PodInitializing") {
        return "Init:" + container.reason.str();
      }
      return "Init:" + std::to_string(index) + "/" + std::to_string(all);
    }
    ++index;
  }
  return "";
}

void CountContainers(PodRecord& pod, bool initializing) {
  std::int64_t ready = 0;
  std::int64_t total = 0;
  std::int64_t restarts = 0;
  for (const ContainerState& container : pod.containers) {
    if (container.init == initializing) restarts += container.restarts.value_or(0);
    if (container.init) continue;
    ++total;
    if (container.state == "running" && container.ready.value_or(false)) ++ready;
  }
  pod.ready = initializing ? 0 : ready;
  pod.total = total;
  pod.restarts = restarts;
}

std::string ContainersStatus(const PodRecord& pod, std::string status, bool pod_ready) {
  bool running = false;
  for (std::size_t i = pod.containers.size(); i-- > 0;) {  // the first container decides
    const ContainerState& container = pod.containers[i];
    if (container.init) continue;
    if (container.state == "waiting" && !container.reason.empty()) {
      status = container.reason.str();
    } else if (container.state == "terminated") {
      status = TerminatedReason(container);
    } else if (container.state == "running" && container.ready.value_or(false)) {
      running = true;
    }
  }
  if (status == "Completed" && running) return pod_ready ? "Running" : "NotReady";
  return status;
}

}  // namespace

void ComputePodStatus(const PodStatusFacts& facts, PodRecord& pod) {
  std::string status = facts.reason.empty() ? pod.phase.str() : std::string(facts.reason);
  if (facts.gated) status = "SchedulingGated";
  const std::string init = InitStatus(pod);
  const bool initializing = !init.empty() && !facts.initialized;
  if (initializing) {
    status = init;
  } else {
    status = ContainersStatus(pod, std::move(status), facts.ready);
  }
  CountContainers(pod, initializing);
  if (facts.deleting) status = facts.reason == "NodeLost" ? "Unknown" : "Terminating";
  pod.status = Redact(status);
}

When EndOfContainers(const PodRecord& pod) {
  When end;
  for (const ContainerState& container : pod.containers) {
    if (container.init) continue;
    const Stamp& finished = container.finished.stamp;
    if (container.state.str() != "terminated" || finished.kind != Stamp::Kind::kUtc) return {};
    if (end.stamp.kind == Stamp::Kind::kNone || finished.value > end.stamp.value) {
      end = container.finished;
    }
  }
  return end;
}

}  // namespace howdunit
