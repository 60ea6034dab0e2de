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
  std::string_view group = {};  // of whom it is, or how that ends, if it is not Kubernetes' own
};

constexpr std::string_view kCalico = "projectcalico.org";
constexpr std::string_view kOpenShift = "openshift.io";

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
    {"PriorityClass", "priorityclasses", "pc", true},
    {"ComponentStatus", "componentstatuses", "cs", true},
    {"ResourceQuota", "resourcequotas", "quota", false},
    {"LimitRange", "limitranges", "limits", false},
    {"ClusterOperator", "clusteroperators", "co", true, kOpenShift},
    {"ClusterVersion", "clusterversions", "", true, kOpenShift},
    {"MachineConfigPool", "machineconfigpools", "mcp", true, kOpenShift},
    {"MachineConfig", "machineconfigs", "mc", true, kOpenShift},
    {"IPPool", "ippools", "", true, kCalico},
    {"FelixConfiguration", "felixconfigurations", "", true, kCalico},
    {"ClusterInformation", "clusterinformations", "", true, kCalico},
    {"BlockAffinity", "blockaffinities", "", true, kCalico},
    {"IPAMBlock", "ipamblocks", "", true, kCalico},
});

constexpr std::array kNodeKinds = std::to_array<std::string_view>(
    {"Route", "Interface", "SystemdUnit", "Process", "FileDigest", "KubeadmCertificate",
     "ContainerdConfig", "KubeletConfiguration", "Container", "Sandbox", "Image", "BGPPeerStatus",
     "CalicoNodeStatus", "Sysctl", "ResolvConf", "FileSystem", "TalosService", "ProgramFlags"});

// Groups of Kubernetes' own kinds; that of the oldest has no name.
constexpr std::array kGroups = std::to_array<std::string_view>(
    {"", "apps", "batch", "extensions", "policy", "autoscaling", "networking.k8s.io",
     "rbac.authorization.k8s.io", "storage.k8s.io", "events.k8s.io", "coordination.k8s.io",
     "discovery.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "certificates.k8s.io"});

// Others have kinds of these names, too: Longhorn its Node, Knative its Service.
bool IsGroupOf(const Kind& kind, std::string_view group) {
  if (group.empty()) return true;
  if (!kind.group.empty()) return group.ends_with(kind.group);
  return std::find(kGroups.begin(), kGroups.end(), group) != kGroups.end();
}

// "deployments.apps", "deployments.v1.apps", "pods.v1."
std::string_view GroupOfWord(std::string_view word) {
  TakeUntil(word, ".");
  std::string_view rest = word;
  const std::string_view version = TakeUntil(rest, ".");
  const bool is_version = version.size() > 1 && version[0] == 'v' && IsDigit(version[1]);
  return is_version ? rest : word;
}

}  // namespace

std::string KindFromWord(std::string_view word) {
  const std::string_view group = GroupOfWord(word);
  word = word.substr(0, word.find('.'));
  const std::string lower = ToLower(word);
  const auto known = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& kind) {
    return lower == ToLower(kind.name) || lower == kind.plural ||
           (!lower.empty() && lower == kind.shortcut);
  });
  if (known != kKinds.end() && IsGroupOf(*known, group)) return std::string(known->name);
  std::string name(word);
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') {
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
  }
  if (known != kKinds.end()) name.append(".").append(group);
  return name;
}

std::string KindOfApi(std::string_view kind, std::string_view api) {
  const std::size_t slash = api.find('/');
  const std::string_view group = api.substr(0, slash == std::string_view::npos ? 0 : slash);
  const auto known =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& one) { return one.name == kind; });
  std::string name(kind);
  if (known != kKinds.end() && !IsGroupOf(*known, group)) name.append(".").append(group);
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
