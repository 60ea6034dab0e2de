// What the path of a log says about whose log it is: the folder layouts of
// /var/log/pods, must-gather, `kubectl cluster-info dump` and microk8s inspect,
// and the names that people give to what they collect by hand.
#pragma once

#include <string>
#include <string_view>

namespace howdunit {

// Empty where the path does not say.
struct LogPlace {
  std::string node;
  std::string space, pod, pod_uid, container;
  std::string unit;  // "kubelet", "microk8s.daemon-kubelite"; of a log that is no container's
};

//   …/<ns>_<pod>_<uid>/<container>/<n>.log               /var/log/pods
//   …/<pod>_<ns>_<container>-<64 hex digits>.log         /var/log/containers
//   …/namespaces/<ns>/pods/<pod>/<container>/<container>/logs/current.log
//   …/<ns>/<pod>/logs.txt                                cluster-info dump
//   …/snap.microk8s.daemon-kubelite/journal.log          microk8s inspect
//   logs-<pod>.txt, logs-<container>-<node>.txt, kubelet-<node>.log
LogPlace ParseLogPath(std::string_view path);

// The program that a command shows the log of: "kubelet" of `journalctl -u
// kubelet`, "kubectl" for what kubectl itself complains about.
std::string UnitOfCommand(std::string_view command);

}  // namespace howdunit
