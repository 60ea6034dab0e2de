// Objects as kubectl prints them. Codes: Cluster::Append().
#pragma once

#include "cluster.h"

namespace bench {

struct EventKind {
  int weight;
  std::string_view reason, type, message;  // the message is quoted once, as JSON and YAML want it
};

inline constexpr std::array kEvents = std::to_array<EventKind>({
    {30, "FailedKillPod", "Warning",
     R"(error killing pod: failed to \"KillPodSandbox\" for \"%U\" with KillPodSandboxError: \"rpc error: code = Unknown desc = failed to destroy network for sandbox \\\"%x\\\": plugin type=\\\"calico\\\" failed (delete): error getting ClusterInformation: connection is unauthorized: Unauthorized\")"},
    {20, "Pulled", "Normal", R"(Container image \"%G\" already present on machine)"},
    {15, "Created", "Normal", "Created container %A"},
    {15, "Started", "Normal", "Started container %A"},
    {10, "Scheduled", "Normal", "Successfully assigned %N/%P to %n"},
    {10, "BackOff", "Warning", "Back-off restarting failed container %A in pod %P_%N(%U)"},
    {10, "Unhealthy", "Warning",
     R"(Readiness probe failed: Get \"http://%I:8080/healthz\": dial tcp %I:8080: connect: connection refused)"},
    {5, "FailedMount", "Warning",
     R"(MountVolume.SetUp failed for volume \"config\" : configmap \"config-%s\" not found)"},
});

// %1 reason, %2 type, %3 message: put in before the codes.
inline constexpr std::string_view kEventYaml =
    R"(- apiVersion: v1
  count: %d
  eventTime: null
  firstTimestamp: "%Z"
  involvedObject:
    apiVersion: v1
    kind: Pod
    name: %P
    namespace: %N
    resourceVersion: "%L"
    uid: %U
  kind: Event
  lastTimestamp: "%Z"
  message: "%3"
  metadata:
    creationTimestamp: "%Z"
    name: %P.%h
    namespace: %N
    resourceVersion: "%L"
    uid: %u
  reason: %1
  reportingComponent: kubelet
  reportingInstance: %n
  source:
    component: kubelet
    host: %n
  type: %2
)";

inline constexpr std::string_view kEventJson =
    R"(        {
            "apiVersion": "v1",
            "count": %d,
            "eventTime": null,
            "firstTimestamp": "%Z",
            "involvedObject": {
                "apiVersion": "v1",
                "kind": "Pod",
                "name": "%P",
                "namespace": "%N",
                "resourceVersion": "%L",
                "uid": "%U"
            },
            "kind": "Event",
            "lastTimestamp": "%Z",
            "message": "%3",
            "metadata": {
                "creationTimestamp": "%Z",
                "name": "%P.%h",
                "namespace": "%N",
                "resourceVersion": "%L",
                "uid": "%u"
            },
            "reason": "%1",
            "reportingComponent": "kubelet",
            "reportingInstance": "%n",
            "source": {
                "component": "kubelet",
                "host": "%n"
            },
            "type": "%2"
        })";

inline constexpr std::string_view kDescribedPod =
    R"(Name:             %P
Namespace:        %N
Priority:         0
Service Account:  %A
Node:             %n/10.0.0.11
Start Time:       Sat, 23 May 2026 %H +0000
Labels:           app.kubernetes.io/name=%A
                  pod-template-hash=%s
Annotations:      cni.projectcalico.org/containerID: %C
                  cni.projectcalico.org/podIP: %I/32
Status:           Running
IP:               %I
Containers:
  %A:
    Container ID:   containerd://%C
    Image:          %G
    Image ID:       registry.example/%N/%A@sha256:%x
    Port:           8080/TCP
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
    Ready:          False
    Restart Count:  %d
    Limits:
      cpu:     500m
      memory:  512Mi
Conditions:
  Type              Status
  Initialized       True
  Ready             False
  ContainersReady   False
  PodScheduled      True
Events:
  Type     Reason         Age                  From     Message
  ----     ------         ----                 ----     -------
  Warning  FailedKillPod  15m (x%d over 20h)   kubelet  error killing pod: failed to "KillPodSandbox" for "%U" with KillPodSandboxError: "rpc error: code = Unknown desc = failed to destroy network for sandbox \"%x\": plugin type=\"calico\" failed (delete): error getting ClusterInformation: connection is unauthorized: Unauthorized"


)";

}  // namespace bench
