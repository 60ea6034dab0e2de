#include "ingest/attribution/program_of_unit.h"

#include <algorithm>
#include <array>

namespace howdunit {
namespace {

// What snaps wrap around the name of a program: "microk8s.daemon-kubelite" (MicroK8s),
// "k8s.kubelet" (Canonical Kubernetes), "kubelet.daemon" (Charmed Kubernetes).
constexpr std::string_view kMicroK8s = "microk8s.daemon-";
constexpr std::string_view kCanonical = "k8s.";
constexpr std::string_view kCharmed = ".daemon";

// MicroK8s before 1.21 ran them apart, under names of its own.
struct OldName {
  std::string_view name, program;
};
constexpr std::array kOldNames = std::to_array<OldName>({
    {"apiserver", "kube-apiserver"},
    {"controller-manager", "kube-controller-manager"},
    {"scheduler", "kube-scheduler"},
    {"proxy", "kube-proxy"},
});

}  // namespace

std::string_view ProgramOfUnit(std::string_view unit) {
  if (unit.ends_with(".service")) unit.remove_suffix(8);
  if (unit.starts_with("snap.")) unit.remove_prefix(5);
  if (unit.starts_with(kMicroK8s) && unit.size() > kMicroK8s.size()) {
    unit.remove_prefix(kMicroK8s.size());
    const auto old = std::find_if(kOldNames.begin(), kOldNames.end(),
                                  [&](const OldName& one) { return one.name == unit; });
    return old == kOldNames.end() ? unit : old->program;
  }
  if (unit.starts_with(kCanonical) && unit.size() > kCanonical.size()) {
    return unit.substr(kCanonical.size());
  }
  if (unit.ends_with(kCharmed) && unit.size() > kCharmed.size()) {
    return unit.substr(0, unit.size() - kCharmed.size());
  }
  return unit;
}

}  // namespace howdunit
