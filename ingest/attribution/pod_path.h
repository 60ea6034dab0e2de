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
//   calico-node-x2v9k.log, calico-node-x2v9k-cni.log, logs-kube-apiserver-<node>.txt
LogPlace ParseLogPath(std::string_view path);

// The name of what made a pod, as far as its own name tells: "calico-node" of
// "calico-node-x2v9k", "web" of "web-7d4b9c6f5d-x2v9k".
std::string_view WorkloadOfPod(std::string_view pod);

// Whether the API server made up the end of a pod's name ("web-7d4b9c6f5d-x2v9k"): no other pod of
// a cluster is called so.
bool HasGeneratedName(std::string_view pod);

}  // namespace howdunit
