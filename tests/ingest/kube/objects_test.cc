#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::MemorySink;
using testing::ReadText;

constexpr std::string_view kPods = R"(apiVersion: v1
items:
- apiVersion: v1
  kind: Pod
  metadata:
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: |
        {"env":[{"name":"DB_PASSWORD","value":"hunter2-applied"}]}
    creationTimestamp: "2026-11-20T19:41:59Z"
    deletionGracePeriodSeconds: 30
    deletionTimestamp: "2026-11-20T19:51:10Z"
    finalizers:
    - example.com/hold
    labels:
      app: store
    name: rep-2-kng49
    namespace: openebs
    ownerReferences:
    - apiVersion: apps/v1
      controller: true
      kind: ReplicaSet
      name: rep-2
    uid: 93d0c1b2-fed5-4608-8a42-02d0f0acef41
  spec:
    affinity:
      nodeAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          nodeSelectorTerms:
          - matchExpressions:
            - key: topology.jiva.openebs.io/nodeName
              operator: In
              values:
              - k8s01
      podAntiAffinity:
        preferredDuringSchedulingIgnoredDuringExecution:
        - podAffinityTerm:
            labelSelector:
              matchExpressions:
              - key: old
                operator: DoesNotExist
            topologyKey: zone
          weight: 1
        requiredDuringSchedulingIgnoredDuringExecution:
        - labelSelector:
            matchExpressions:
            - key: replica
              operator: In
              values:
              - a
              - b
            matchLabels:
              app: store
          topologyKey: kubernetes.io/hostname
    containers:
    - env:
      - name: DB_PASSWORD
        value: hunter2-env
      image: openebs/jiva:3.4.0
      name: store
    nodeName: k8s02
    nodeSelector:
      kubernetes.io/os: linux
    serviceAccountName: default
  status:
    conditions:
    - status: "True"
      type: Initialized
    containerStatuses:
    - image: openebs/jiva:3.4.0
      lastState: {}
      name: store
      ready: false
      restartCount: 1
      state:
        terminated:
          exitCode: 0
          finishedAt: "2026-11-20T19:50:41Z"
          reason: Completed
          startedAt: "2026-11-20T19:44:16Z"
    phase: Running
    podIP: 10.1.2.2
    startTime: "2026-11-20T19:44:14Z"
- apiVersion: v1
  kind: Pod
  metadata:
    name: rep-2-qv64j
    namespace: openebs
  spec:
    containers:
    - name: store
  status:
    conditions:
    - message: '0/3 nodes are available: 1 node(s) didn''t match pod anti-affinity
        rules.'
      reason: Unschedulable
      status: "False"
      type: PodScheduled
    phase: Pending
kind: List
metadata:
  resourceVersion: ""
)";

bool Holds(const Source& source, std::string_view text) {
  return source.text.str().find(text) != std::string::npos ||
         source.note.str().find(text) != std::string::npos;
}

TEST_CASE("pods: a terminating pod's fields are read with their lines", "[ingest]") {
  const auto out = ReadText(kPods);
  CHECK(out.formats == std::vector<std::string>{"kube-yaml"});
  const auto pods = out.All<PodRecord>();
  REQUIRE(pods.size() == 2);
  const PodRecord& pod = pods[0];
  CHECK(pod.name == "rep-2-kng49");
  CHECK(pod.space == "openebs");
  CHECK(pod.uid == "93d0c1b2-fed5-4608-8a42-02d0f0acef41");
  CHECK(pod.source.line == 16);
  CHECK(pod.source.text == "    name: rep-2-kng49");
  CHECK(pod.status == "Terminating");
  CHECK(pod.phase == "Running");
  CHECK(pod.ready == 0);
  CHECK(pod.total == 1);
  CHECK(pod.restarts == 1);
  CHECK(FormatUtc(pod.deletion.stamp.value) == "2026-11-20T19:51:10Z");
  CHECK(pod.grace_seconds == 30);
  CHECK(pod.finalizers.value() == "example.com/hold");
  CHECK(pod.status_source.line == 10);
  CHECK(pod.status_source.line_end == 11);
  CHECK(pod.status_source.text ==
        "    deletionGracePeriodSeconds: 30\n    deletionTimestamp: \"2026-11-20T19:51:10Z\"");
  CHECK(pod.controller_kind == "ReplicaSet");
  CHECK(pod.controller == "rep-2");
  CHECK(pod.node == "k8s02");
  CHECK(pod.node_affinity == "topology.jiva.openebs.io/nodeName in (k8s01)");
  REQUIRE(pod.affinity.size() == 2);
  CHECK(pod.affinity[0].required);
  CHECK(pod.affinity[0].anti);
  CHECK(pod.affinity[0].topology_key == "kubernetes.io/hostname");
  CHECK(pod.affinity[0].selector == "app=store,replica in (a,b)");
  CHECK(pod.affinity[1].selector == "!old");
  CHECK_FALSE(pod.affinity[1].required);
  REQUIRE(pod.containers.size() == 1);
  CHECK(pod.containers[0].state == "terminated");
  CHECK(pod.containers[0].reason == "Completed");
  CHECK(FormatUtc(pod.containers[0].finished.stamp.value) == "2026-11-20T19:50:41Z");
}

TEST_CASE("pods: a pending pod quotes why, over the folded lines", "[ingest]") {
  const PodRecord pod = ReadText(kPods).All<PodRecord>().at(1);
  CHECK(pod.status == "Pending");
  CHECK(pod.node_stated);
  CHECK(pod.node == "");
  CHECK(pod.finalizers.value() == "");
  CHECK(pod.unschedulable ==
        "0/3 nodes are available: 1 node(s) didn't match pod anti-affinity rules.");
  CHECK(Holds(pod.status_source, "didn''t match pod anti-affinity\n        rules.'"));
}

TEST_CASE("pods: the scope of a list is what is known of it", "[ingest]") {
  auto coverage = ReadText(kPods, "x/pods.yaml").All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].topic == "pods");
  CHECK(coverage[0].space == "openebs");
  CHECK(coverage[0].items == 2);
  coverage = ReadText(kPods, "x/get-pods-A.yaml").All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].space == "");
  coverage = ReadText("$ kubectl get pods -n openebs -o yaml\n" + std::string(kPods))
                 .All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].space == "openebs");
}

TEST_CASE("pods: a list that breaks off keeps what is whole and covers nothing", "[ingest]") {
  const std::string text(kPods);
  const auto out = ReadText(text.substr(0, text.find("    phase: Pending")), "get-pods-A.yaml");
  REQUIRE(out.All<PodRecord>().size() == 1);
  CHECK(out.All<PodRecord>()[0].name == "rep-2-kng49");
  CHECK(out.All<CoverageRecord>().empty());
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "the list breaks off: its last object is left out");
  for (std::size_t size = 0; size < text.size(); size += 11) ReadText(text.substr(0, size));
}

// Every text of every record, for searching.
std::string AllTexts(const MemorySink& out) {
  std::string all;
  const auto add = [&](const Source& source) {
    all += source.text.str() + "\n" + source.note.str() + "\n";
  };
  for (const PodRecord& pod : out.All<PodRecord>()) {
    add(pod.source);
    add(pod.status_source);
    for (const ContainerState& container : pod.containers) add(container.source);
    for (const AffinityTerm& term : pod.affinity) add(term.source);
  }
  for (const ObjectRecord& object : out.All<ObjectRecord>()) {
    add(object.source);
    for (const ObjectField& field : object.fields) {
      add(field.source);
      all += field.path.str() + "=" + field.value.str() + "\n";
    }
  }
  for (const CertificateRecord& record : out.All<CertificateRecord>()) add(record.source);
  for (const EventRecord& event : out.All<EventRecord>()) add(event.source);
  for (const ProblemRecord& problem : out.All<ProblemRecord>()) {
    add(problem.source);
    all += problem.reason + "\n";
  }
  return all;
}

TEST_CASE("objects: no secret leaves, in any layout", "[ingest]") {
  const std::vector<std::string> texts = {
      std::string(kPods),
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  namespace: n\ndata:\n"
      "  password: aHVudGVyMi1kYXRh\nstringData:\n  k: hunter2-string\ntype: Opaque\n",
      R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"n"},)"
      R"("data":{"password":"aHVudGVyMi1kYXRh"},"stringData":{"k":"hunter2-string"},"type":"Opaque"})",
      "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: n}\n"
      "data: {password: aHVudGVyMi1kYXRh}\nstringData: {k: hunter2-string}\n",
      R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"n"},"spec":{"containers":)"
      R"([{"name":"c","env":[{"name":"CALICO_TOKEN","value":"hunter2-env"}]}]},"status":{"phase":"Running"}})",
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  app.ini: hunter2-config\n",
      "apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: d\nspec:\n  template:\n    spec:\n"
      "      containers:\n      - name: c\n        env:\n        - name: CALICO_AUTH\n"
      "          value: hunter2-auth\n        - {name: CNI_X, value: fine, extra: hunter2-extra}\n",
      "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"data\": {\"a\": \"hunter2-cut",
  };
  for (const std::string& text : texts) {
    INFO(text);
    const std::string all = AllTexts(ReadText(text));
    CHECK(all.find("hunter2") == std::string::npos);
    CHECK(all.find("aHVudGVyMi1kYXRh") == std::string::npos);
  }
}

std::string FieldOf(const ObjectRecord& object, std::string_view path) {
  for (const ObjectField& field : object.fields) {
    if (field.path.str() == path) return field.value.str();
  }
  return "(absent)";
}

TEST_CASE("objects: of a Secret the names of its keys are kept", "[ingest]") {
  const auto objects = ReadText(
                           "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n"
                           "data:\n  tls.key: eA==\n  ca.crt: eA==\ntype: Opaque\n")
                           .All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(FieldOf(objects[0], "data.keys") == "tls.key,ca.crt");
  CHECK(FieldOf(objects[0], "type") == "Opaque");
}

TEST_CASE("objects: a daemonset keeps counts, images, mounts and Calico's settings", "[ingest]") {
  const auto objects =
      ReadText(
          "apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: calico-node\n"
          "  namespace: kube-system\n  finalizers:\n  - a\n  - b\nspec:\n  template:\n    spec:\n"
          "      containers:\n      - env:\n        - name: CALICO_IPV4POOL_CIDR\n"
          "          value: 10.1.0.0/16\n        image: docker.io/calico/node:v3.26.4\n"
          "        name: calico-node\n      volumes:\n      - hostPath:\n"
          "          path: /etc/cni/net.d\n        name: cni-net-dir\nstatus:\n  numberReady: 2\n")
          .All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].api == "apps/v1");
  CHECK(FieldOf(objects[0], "status.numberReady") == "2");
  CHECK(FieldOf(objects[0], "metadata.finalizers") == "a,b");
  CHECK(FieldOf(objects[0], "spec.template.spec.containers[calico-node].image") ==
        "docker.io/calico/node:v3.26.4");
  CHECK(
      FieldOf(objects[0], "spec.template.spec.containers[calico-node].env[CALICO_IPV4POOL_CIDR]") ==
      "10.1.0.0/16");
  CHECK(FieldOf(objects[0], "spec.template.spec.volumes[cni-net-dir].hostPath.path") ==
        "/etc/cni/net.d");
  for (const ObjectField& field : objects[0].fields) {
    if (field.path == "status.numberReady") CHECK(field.source.line == 23);
  }
}

TEST_CASE("objects: a service account under deletion, a lease and a volume", "[ingest]") {
  const auto out = ReadText(
      "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: calico-cni-plugin\n"
      "  namespace: kube-system\n  uid: 5f8d\n  deletionTimestamp: \"2026-11-20T19:51:10Z\"\n"
      "---\napiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata:\n  name: k8s01\n"
      "  namespace: kube-node-lease\nspec:\n  holderIdentity: k8s01\n"
      "  renewTime: \"2026-11-20T19:55:06.293671Z\"\n"
      "---\napiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: pv\nspec:\n"
      "  nodeAffinity:\n    required:\n      nodeSelectorTerms:\n      - matchExpressions:\n"
      "        - key: kubernetes.io/hostname\n          operator: In\n          values:\n"
      "          - k8s03\n");
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 3);
  CHECK(objects[0].uid == "5f8d");
  CHECK(FormatUtc(objects[0].deletion.stamp.value) == "2026-11-20T19:51:10Z");
  CHECK(FieldOf(objects[1], "spec.renewTime") == "2026-11-20T19:55:06.293671Z");
  CHECK(FieldOf(objects[2], "spec.nodeAffinity") == "kubernetes.io/hostname in (k8s03)");
  REQUIRE(out.All<ClockRecord>().size() == 1);
  CHECK(FormatUtc(out.All<ClockRecord>()[0].when.stamp.value) == "2026-11-20T19:55:06.293671Z");
}

TEST_CASE("objects: the access rules of Calico are kept, with their subjects", "[ingest]") {
  const auto objects =
      ReadText(
          "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n"
          "  name: calico-cni-plugin\nrules:\n- apiGroups:\n  - crd.projectcalico.org\n"
          "  resources:\n  - clusterinformations\n  - ippools\n  verbs:\n  - get\n")
          .All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(FieldOf(objects[0], "rules[0]") ==
        "get clusterinformations,ippools of crd.projectcalico.org");
}

TEST_CASE("objects: the cluster's certificate is read from its config map", "[ingest]") {
  const auto out = ReadText(
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kube-root-ca.crt\n  namespace: shop\n"
      "data:\n  ca.crt: |\n    -----BEGIN CERTIFICATE-----\n    broken\n"
      "    -----END CERTIFICATE-----\n");
  CHECK(out.All<ObjectRecord>().size() == 1);
  CHECK(out.All<CertificateRecord>().size() + out.All<ProblemRecord>().size() == 1);
}

TEST_CASE("objects: a kubeconfig is not read as an object", "[ingest]") {
  CHECK(ReadText("apiVersion: v1\nkind: Config\nclusters: []\n").All<ObjectRecord>().empty());
}

}  // namespace
}  // namespace howdunit
