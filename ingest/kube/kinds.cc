#include "ingest/kube/kinds.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace howdunit {
namespace {

struct Kind {
  std::string_view name;
  std::string_view plural;
  std::string_view shortcut;
  bool cluster_scoped;
};

constexpr std::array kKinds = std::to_array<Kind>({
    {"Pod", "pods", "po", false},
    {"Node", "nodes", "no", true},
    {"Event", "events", "ev", false},
    {"Namespace", "namespaces", "ns", true},
    {"Deployment", "deployments", "deploy", false},
    {"DaemonSet", "daemonsets", "ds", false},
    {"ReplicaSet", "replicasets", "rs", false},
    {"ReplicationController", "replicationcontrollers", "rc", false},
    {"StatefulSet", "statefulsets", "sts", false},
    {"Job", "jobs", "", false},
    {"CronJob", "cronjobs", "cj", false},
    {"Service", "services", "svc", false},
    {"Endpoints", "endpoints", "ep", false},
    {"EndpointSlice", "endpointslices", "", false},
    {"Ingress", "ingresses", "ing", false},
    {"ConfigMap", "configmaps", "cm", false},
    {"Secret", "secrets", "", false},
    {"ServiceAccount", "serviceaccounts", "sa", false},
    {"PersistentVolume", "persistentvolumes", "pv", true},
    {"PersistentVolumeClaim", "persistentvolumeclaims", "pvc", false},
    {"StorageClass", "storageclasses", "sc", true},
    {"VolumeAttachment", "volumeattachments", "", true},
    {"PodDisruptionBudget", "poddisruptionbudgets", "pdb", false},
    {"HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa", false},
    {"NetworkPolicy", "networkpolicies", "netpol", false},
    {"Lease", "leases", "", false},
    {"ClusterRole", "clusterroles", "", true},
    {"ClusterRoleBinding", "clusterrolebindings", "", true},
    {"Role", "roles", "", false},
    {"RoleBinding", "rolebindings", "", false},
    {"CustomResourceDefinition", "customresourcedefinitions", "crd", true},
    {"APIService", "apiservices", "", true},
    {"CertificateSigningRequest", "certificatesigningrequests", "csr", true},
    {"IPPool", "ippools", "", true},
    {"FelixConfiguration", "felixconfigurations", "", true},
    {"ClusterInformation", "clusterinformations", "", true},
    {"BlockAffinity", "blockaffinities", "", true},
    {"IPAMBlock", "ipamblocks", "", true},
});

constexpr std::array kNodeKinds = std::to_array<std::string_view>(
    {"Route", "Interface", "SystemdUnit", "Process", "FileDigest", "KubeadmCertificate",
     "ContainerdConfig", "KubeletConfiguration", "Container", "Sandbox", "Image", "BGPPeerStatus",
     "CalicoNodeStatus"});

}  // namespace

std::string KindFromWord(std::string_view word) {
  const std::string lower = ToLower(word.substr(0, word.find('.')));
  for (const Kind& kind : kKinds) {
    if (lower == ToLower(kind.name) || lower == kind.plural || lower == kind.shortcut) {
      return std::string(kind.name);
    }
  }
  std::string name(word.substr(0, word.find('.')));
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') {
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
  }
  return name;
}

bool IsClusterScoped(std::string_view kind) {
  return std::any_of(kKinds.begin(), kKinds.end(),
                     [&](const Kind& known) { return known.name == kind && known.cluster_scoped; });
}

bool StandsOnNode(std::string_view kind) {
  return std::find(kNodeKinds.begin(), kNodeKinds.end(), kind) != kNodeKinds.end();
}

}  // namespace howdunit
