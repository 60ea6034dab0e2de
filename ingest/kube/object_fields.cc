#include "ingest/kube/object_fields.h"

#include <array>

namespace howdunit {
namespace {

using Paths = std::string_view;

constexpr std::array kCommon = std::to_array<Paths>({
    "metadata.deletionTimestamp",
    "metadata.deletionGracePeriodSeconds",
    "metadata.finalizers[]",
});

constexpr std::array kOther = std::to_array<Paths>({
    "status.phase",
    "status.state",
    "status.robustness",  // Longhorn
    "status.reason",
    "status.message",
    "status.conditions[].status",
    "status.conditions[].reason",
    "status.conditions[].message",
    // The Gateway API: of each gateway that a route is bound to, and of each port of a gateway.
    "status.parents[].conditions[].status",
    "status.parents[].conditions[].reason",
    "status.parents[].conditions[].message",
    "status.listeners[].conditions[].status",
    "status.listeners[].conditions[].reason",
    "status.listeners[].conditions[].message",
});

constexpr std::array kDaemonSet = std::to_array<Paths>({
    "metadata.generation",
    "status.observedGeneration",
    "status.desiredNumberScheduled",
    "status.currentNumberScheduled",
    "status.updatedNumberScheduled",
    "status.numberReady",
    "status.numberAvailable",
    "status.numberUnavailable",
    "status.numberMisscheduled",
    "spec.updateStrategy.type",
    "spec.template.metadata.annotations.kubectl.kubernetes.io/restartedAt",
    "spec.template.spec.serviceAccountName",
    "spec.template.spec.hostNetwork",
    "spec.template.spec.terminationGracePeriodSeconds",
    "spec.template.spec.nodeSelector.*",
    "spec.template.spec.containers[].image",
    "spec.template.spec.containers[].env[]",
    "spec.template.spec.initContainers[].image",
    "spec.template.spec.initContainers[].env[]",
    "spec.template.spec.volumes[].hostPath.path",
});

constexpr std::array kReplicated = std::to_array<Paths>({
    "metadata.generation",
    "status.observedGeneration",
    "spec.replicas",
    "status.replicas",
    "status.readyReplicas",
    "status.availableReplicas",
    "status.unavailableReplicas",
    "status.updatedReplicas",
    "status.currentReplicas",
    "status.conditions[].status",
    "status.conditions[].reason",
    "status.conditions[].message",
    "spec.strategy.type",
    "spec.serviceName",
    "metadata.ownerReferences[].kind",
    "spec.template.metadata.annotations.kubectl.kubernetes.io/restartedAt",
    "spec.template.spec.serviceAccountName",
    "spec.template.spec.nodeSelector.*",
    "spec.template.spec.containers[].image",
    "spec.template.spec.containers[].env[]",
    "spec.template.spec.volumes[].hostPath.path",
    "spec.template.spec.volumes[].persistentVolumeClaim.claimName",
});

constexpr std::array kJob = std::to_array<Paths>(
    {"spec.completions", "spec.backoffLimit", "status.active", "status.succeeded", "status.failed",
     "status.startTime", "status.completionTime", "status.conditions[].status",
     "status.conditions[].reason", "status.conditions[].message"});

constexpr std::array kServiceAccount = std::to_array<Paths>(
    {"secrets[].name", "automountServiceAccountToken", "metadata.ownerReferences[].kind"});

constexpr std::array kSecret =
    std::to_array<Paths>({"type", "metadata.annotations.kubernetes.io/service-account.name",
                          "metadata.annotations.kubernetes.io/service-account.uid"});

constexpr std::array kPdb = std::to_array<Paths>(
    {"spec.minAvailable", "spec.maxUnavailable", "status.currentHealthy", "status.desiredHealthy",
     "status.disruptionsAllowed", "status.expectedPods"});

constexpr std::array kVolume = std::to_array<Paths>(
    {"spec.capacity.storage", "spec.storageClassName", "spec.persistentVolumeReclaimPolicy",
     "spec.claimRef.namespace", "spec.claimRef.name", "spec.csi.driver", "spec.csi.volumeHandle",
     "spec.hostPath.path", "spec.local.path", "spec.iscsi.targetPortal", "status.phase",
     "status.reason", "status.message"});

constexpr std::array kClaim = std::to_array<Paths>(
    {"spec.volumeName", "spec.storageClassName", "spec.resources.requests.storage", "status.phase",
     "status.conditions[].status", "status.conditions[].reason", "status.conditions[].message",
     "metadata.annotations.volume.kubernetes.io/selected-node"});

constexpr std::array kLease =
    std::to_array<Paths>({"spec.holderIdentity", "spec.renewTime", "spec.acquireTime",
                          "spec.leaseTransitions", "spec.leaseDurationSeconds"});

constexpr std::array kNamespace =
    std::to_array<Paths>({"status.phase", "spec.finalizers[]", "status.conditions[].status",
                          "status.conditions[].reason", "status.conditions[].message"});

constexpr std::array kService =
    std::to_array<Paths>({"spec.type", "spec.clusterIP", "spec.selector.*", "spec.ports[].port",
                          "spec.ports[].targetPort"});

constexpr std::array kEndpoints = std::to_array<Paths>(
    {"subsets[].addresses[].ip", "subsets[].notReadyAddresses[].ip", "endpoints[].addresses[]",
     "endpoints[].conditions.ready", "endpoints[].nodeName"});

constexpr std::array kPool = std::to_array<Paths>(
    {"spec.cidr", "spec.blockSize", "spec.ipipMode", "spec.vxlanMode", "spec.natOutgoing",
     "spec.disabled", "spec.nodeSelector", "spec.allowedUses[]"});

constexpr std::array kBlock =
    std::to_array<Paths>({"spec.cidr", "spec.node", "spec.state", "spec.deleted", "spec.affinity"});

constexpr std::array kCalicoSettings = std::to_array<Paths>(
    {"spec.datastoreReady", "spec.calicoVersion", "spec.clusterGUID", "spec.clusterType",
     "spec.bpfEnabled", "spec.ipipEnabled", "spec.vxlanEnabled", "spec.logSeverityScreen"});

// Names of secrets only; the passwords stand in them.
constexpr std::array kBgp = std::to_array<Paths>(
    {"spec.asNumber", "spec.nodeToNodeMeshEnabled", "spec.nodeMeshPassword.secretKeyRef.name",
     "spec.password.secretKeyRef.name", "spec.peerIP", "spec.node"});

// calicoctl get node -o yaml: where Calico thinks a node is.
constexpr std::array kCalicoNode = std::to_array<Paths>(
    {"spec.bgp.ipv4Address", "spec.bgp.ipv6Address", "spec.bgp.ipv4IPIPTunnelAddr",
     "spec.bgp.asNumber", "spec.bgp.routeReflectorClusterID", "spec.ipv4VXLANTunnelAddr",
     "spec.orchRefs[].nodeName"});

constexpr std::array kWebhook = std::to_array<Paths>(
    {"webhooks[].failurePolicy", "webhooks[].timeoutSeconds",
     "webhooks[].clientConfig.service.namespace", "webhooks[].clientConfig.service.name"});

constexpr std::array kAttachment = std::to_array<Paths>(
    {"spec.attacher", "spec.nodeName", "spec.source.persistentVolumeName", "status.attached",
     "status.attachError.message", "status.detachError.message", "status.attachError.time"});

constexpr std::array kStorageClass =
    std::to_array<Paths>({"provisioner", "volumeBindingMode", "reclaimPolicy", kDefaultClassField});

// The file that --config of the kubelet names.
constexpr std::array kKubelet = std::to_array<Paths>({"cgroupDriver"});

// Files of kubeadm, and of kube-proxy's --config.
constexpr std::array kKubeadm =
    std::to_array<Paths>({"networking.podSubnet", "networking.serviceSubnet"});
constexpr std::array kKubeProxy = std::to_array<Paths>({"clusterCIDR"});

struct Row {
  std::string_view kind;
  std::span<const Paths> paths;
};

constexpr std::array kRows = std::to_array<Row>({
    {"DaemonSet", kDaemonSet},
    {"Deployment", kReplicated},
    {"ReplicaSet", kReplicated},
    {"ReplicationController", kReplicated},
    {"StatefulSet", kReplicated},
    {"Job", kJob},
    {"ServiceAccount", kServiceAccount},
    {"Secret", kSecret},
    {"ConfigMap", {}},
    {"PodDisruptionBudget", kPdb},
    {"PersistentVolume", kVolume},
    {"PersistentVolumeClaim", kClaim},
    {"Lease", kLease},
    {"Namespace", kNamespace},
    {"Service", kService},
    {"Endpoints", kEndpoints},
    {"EndpointSlice", kEndpoints},
    {"IPPool", kPool},
    {"IPAMBlock", kBlock},
    {"BlockAffinity", kBlock},
    {"ClusterInformation", kCalicoSettings},
    {"FelixConfiguration", kCalicoSettings},
    {"BGPConfiguration", kBgp},
    {"BGPPeer", kBgp},
    {"Node.projectcalico.org", kCalicoNode},
    {"CustomResourceDefinition", {}},
    {"ValidatingWebhookConfiguration", kWebhook},
    {"MutatingWebhookConfiguration", kWebhook},
    {"VolumeAttachment", kAttachment},
    {"StorageClass", kStorageClass},
    {"KubeletConfiguration", kKubelet},
    {"ClusterConfiguration", kKubeadm},
    {"KubeProxyConfiguration", kKubeProxy},
});

}  // namespace

std::span<const std::string_view> FieldPathsOf(std::string_view kind) {
  for (const Row& row : kRows) {
    if (row.kind == kind) return row.paths;
  }
  return kOther;
}

std::span<const std::string_view> CommonFieldPaths() { return kCommon; }

}  // namespace howdunit
