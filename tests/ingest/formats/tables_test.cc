#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

TEST_CASE("nodes without their header are nodes, but not all nodes", "[unit]") {
  const auto out = ReadText(
      "k8s01   Ready                      <none>   41d   v1.29.3\n"
      "k8s03   NotReady,SchedulingDisabled   <none>   15m   v1.26.4\n");
  CHECK(out.formats == std::vector<std::string>{"get-nodes"});
  REQUIRE(out.All<NodeRecord>().size() == 2);
  CHECK(out.All<NodeRecord>()[1].name.str() == "k8s03");
  CHECK(out.All<CoverageRecord>().empty());
  CHECK(ReadText("k8s01   Ready   for work   15m   later\n").formats ==
        std::vector<std::string>{""});
}

TEST_CASE("get-pods: restarts with an age, and pods without a node", "[ingest]") {
  const auto out = ReadText(
      "NAMESPACE     NAME                READY   STATUS             RESTARTS       AGE     IP      "
      "     NODE     NOMINATED NODE   READINESS GATES\n"
      "kube-system   calico-node-7lq2p   1/1     Running            2 (3d1h ago)   41d     "
      "10.20.30.1   node-a   <none>           <none>\n"
      "openebs       store-rep-2-qv64j   0/1     Pending            0              4m23s   <none>  "
      "     <none>   <none>           <none>\n");
  const auto pods = out.All<PodRecord>();
  REQUIRE(pods.size() == 2);
  CHECK(pods[0].space == "kube-system");
  CHECK(pods[0].restarts == 2);
  CHECK(pods[0].ready == 1);
  CHECK(pods[0].total == 1);
  CHECK(pods[0].node == "node-a");
  CHECK(pods[0].created.stamp.value == 41 * kDay);
  CHECK(pods[0].created.stamp.width == kDay);
  CHECK(pods[0].source.line == 2);
  CHECK(pods[1].node_stated);
  CHECK(pods[1].node == "");
  CHECK(pods[1].ip == "");
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].topic == "pods");
  CHECK(coverage[0].space == "");
  CHECK(coverage[0].items == 2);
}

TEST_CASE("rows of a watch have ages of their own moments, which are not known", "[ingest]") {
  const auto pods = ReadText(
      "$ kubectl get pods -n shop -w\n"
      "NAME    READY   STATUS         RESTARTS   AGE\n"
      "web-0   0/1     ErrImagePull   0          40s\n"
      "web-0   1/1     Running        0          95s\n");
  REQUIRE(pods.All<PodRecord>().size() == 2);
  CHECK(pods.All<PodRecord>()[1].created.stamp.kind == Stamp::Kind::kNone);
  const auto events = ReadText(
      "$ kubectl get events -A --watch\n"
      "NAMESPACE   LAST SEEN   TYPE     REASON    OBJECT      MESSAGE\n"
      "shop        0s          Normal   Started   pod/web-0   Started it\n");
  REQUIRE(events.All<EventRecord>().size() == 1);
  CHECK(events.All<EventRecord>()[0].last.stamp.kind == Stamp::Kind::kNone);
  CHECK(events.All<EventRecord>()[0].first.stamp.kind == Stamp::Kind::kNone);
}

TEST_CASE("a table out of which rows were left is read on, and not all there is", "[ingest]") {
  for (const std::string left_out : {"...\n", "[...]\n", "<snip>\n", "\xE2\x80\xA6\n",
                                     "...         ...     ...\n", "(output omitted)\n"}) {
    INFO(left_out);
    const auto pods = ReadText(
        "$ kubectl get pods -A\n"
        "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE\n"
        "shop        web-0   1/1     Running   0          24h\n" +
        left_out + "shop        web-7   1/1     Running   0          24h\n");
    CHECK(pods.All<PodRecord>().size() == 2);
    CHECK(pods.All<CoverageRecord>().empty());
    const auto nodes = ReadText(
        "NAME    STATUS   ROLES    AGE   VERSION\n"
        "k8s01   Ready    <none>   41d   v1.29.3\n" +
        left_out);
    CHECK(nodes.All<NodeRecord>().size() == 1);
    CHECK(nodes.All<CoverageRecord>().empty());
    const auto services = ReadText(
        "$ kubectl get svc -n shop\n"
        "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\n" +
        left_out + "web    ClusterIP   10.0.0.1     <none>        80/TCP    3d\n");
    CHECK(services.All<ObjectRecord>().size() == 1);
    CHECK(services.All<CoverageRecord>().empty());
    const auto events = ReadText(
        "$ kubectl get events -A\n"
        "NAMESPACE   LAST SEEN   TYPE     REASON    OBJECT      MESSAGE\n"
        "shop        5m          Normal   Started   pod/web-0   Started it\n" +
        left_out + "shop        9m          Normal   Pulled    pod/web-0   Pulled it\n");
    CHECK(events.All<EventRecord>().size() == 2);
    CHECK(events.All<CoverageRecord>().empty());
  }
  const auto rule = ReadText(
      "NAME    STATUS   ROLES    AGE   VERSION\n"
      "k8s01   Ready    <none>   41d   v1.29.3\n"
      "----------\n");
  CHECK(rule.All<CoverageRecord>().size() == 1);
}

TEST_CASE("get-pods: without a namespace column the command says which", "[ingest]") {
  const std::string table =
      "NAME        READY   STATUS        RESTARTS   AGE\r\n"
      "pod/web-0   0/1     Terminating   0          24h\r\n";
  auto out = ReadText("$ kubectl -n shop get pods\r\n" + table);
  REQUIRE(out.All<PodRecord>().size() == 1);
  CHECK(out.All<PodRecord>()[0].space == "shop");
  CHECK(out.All<PodRecord>()[0].name == "web-0");
  CHECK_FALSE(out.All<PodRecord>()[0].node_stated);
  REQUIRE(out.All<CoverageRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>()[0].space == "shop");

  out = ReadText(table);
  CHECK(out.All<PodRecord>()[0].space == "");
  CHECK(out.All<CoverageRecord>().empty());
}

TEST_CASE("get-pods: a filtered list covers nothing", "[ingest]") {
  const std::string table =
      "NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE\n"
      "shop        a      1/1     Running   0          24h\n";
  for (const char* command :
       {"kubectl get pods -A -l app=web", "kubectl get pods -A | grep web",
        "kubectl get pods -A --field-selector spec.nodeName=x", "kubectl get pod a -n shop"}) {
    INFO(command);
    const auto out = ReadText("$ " + std::string(command) + "\n" + table);
    CHECK(out.All<PodRecord>().size() == 1);
    CHECK(out.All<CoverageRecord>().empty());
  }
  CHECK(ReadText("$ kubectl get pods -A -o wide\n" + table).All<CoverageRecord>().size() == 1);
}

TEST_CASE("get-pods: rows without a header, and quoted ones, are read", "[ingest]") {
  auto pods =
      ReadText("shop   web-0   0/1   CrashLoopBackOff   12 (5m ago)   3h5m\n").All<PodRecord>();
  REQUIRE(pods.size() == 1);
  CHECK(pods[0].space == "shop");
  CHECK(pods[0].status == "CrashLoopBackOff");
  CHECK(pods[0].restarts == 12);
  pods = ReadText(
             "# NAME       READY   STATUS    RESTARTS   AGE    IP       NODE\n"
             "# nginx-lrs  0/1     Pending   0          107s   <none>   <none>\n")
             .All<PodRecord>();
  REQUIRE(pods.size() == 1);
  CHECK(pods[0].name == "nginx-lrs");
  CHECK(pods[0].node_stated);
}

TEST_CASE("get-pods: where a page made one blank of several, words are columns", "[ingest]") {
  const auto out = ReadText(
      "NAMESPACE NAME READY STATUS RESTARTS AGE IP NODE NOMINATED NODE READINESS GATES\n"
      "infra etcd-1 0/1 Running 7 (50s ago) 25m 10.1.2.3 n1 <none> <none>\n"
      "infra etcd-2 1/1 Running 0 35m 10.1.2.4 n2 <none> <none>\n");
  auto pods = out.All<PodRecord>();
  REQUIRE(pods.size() == 2);
  CHECK(pods[0].space == "infra");
  CHECK(pods[0].name == "etcd-1");
  CHECK(pods[0].ready == 0);
  CHECK(pods[0].restarts == 7);
  CHECK(pods[0].created.stamp.value == 25 * kMinute);
  CHECK(pods[0].node == "n1");
  CHECK(pods[1].node == "n2");
  CHECK(out.All<CoverageRecord>().size() == 1);
  pods = ReadText("infra etcd-1 0/1 Running 7 (50s ago) 25m\netcd-2 is 1/1 and well\n")
             .All<PodRecord>();
  REQUIRE(pods.size() == 1);
  CHECK(pods[0].restarts == 7);
  CHECK(ReadText("we saw 0/1 pods of 7 (50s ago)\n").All<PodRecord>().empty());
  CHECK(ReadText("NAME READY STATUS RESTARTS AGE\n").All<PodRecord>().empty());
}

TEST_CASE("get-pods: rows that end behind the restarts", "[ingest]") {
  const auto out = ReadText(
      "osd-2-75c89fc8d9-vw52p     0/1     Init:CrashLoopBackOff   113\n"
      "osd-1-5b69c6ff59-trzd7     1/1     Running                 0\n"
      "...\n");
  const auto pods = out.All<PodRecord>();
  REQUIRE(pods.size() == 2);
  CHECK(pods[0].status == "Init:CrashLoopBackOff");
  CHECK(pods[0].restarts == 113);
  CHECK(pods[1].name == "osd-1-5b69c6ff59-trzd7");
  CHECK(pods[1].created.stamp.kind == Stamp::Kind::kNone);
  CHECK(out.All<CoverageRecord>().empty());
  CHECK(ReadText("part   1/2   of   7\n").All<PodRecord>().empty());
}

TEST_CASE("get-nodes: before 1.8, without roles", "[ingest]") {
  const std::string rows =
      "k8s-2     NotReady                   5d        v1.7.0\n"
      "k8s-3     Ready,SchedulingDisabled   5d        v1.7.0\n";
  const auto out = ReadText("NAME      STATUS                     AGE       VERSION\n" + rows);
  CHECK(out.formats == std::vector<std::string>{"get-nodes"});
  const auto nodes = out.All<NodeRecord>();
  REQUIRE(nodes.size() == 2);
  CHECK(nodes[0].name == "k8s-2");
  CHECK(nodes[0].status == "NotReady");
  CHECK(nodes[0].roles.empty());
  CHECK(nodes[0].kubelet_version == "v1.7.0");
  CHECK(nodes[1].unschedulable == true);
  REQUIRE(out.All<CoverageRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>()[0].topic == "nodes");
  // Without versions only the command tells what they are.
  const std::string old = "NAME      STATUS     AGE\nk8s-2     NotReady   5d\n";
  CHECK(ReadText("$ kubectl get nodes\n" + old).All<NodeRecord>().size() == 1);
  CHECK(ReadText("$ kubectl get clusters\n" + old).All<NodeRecord>().empty());
  CHECK(ReadText(old).All<NodeRecord>().empty());
  CHECK(ReadText("NAME   STATUS   AGE   VERSION\nweb    Ready    5d    2.1\n")
            .All<NodeRecord>()
            .empty());
  CHECK(ReadText("NAME   STATUS   AGE   VERSION\nk8s-2  NotR\n").All<NodeRecord>().empty());
}

TEST_CASE("get-nodes: without the version, which somebody cut away", "[ingest]") {
  const auto nodes = ReadText(
                         "NAME    STATUS     ROLES           AGE\n"
                         "k8s01   Ready      control-plane   10d\n"
                         "k8s03   NotReady   <none>          10d\n")
                         .All<NodeRecord>();
  REQUIRE(nodes.size() == 2);
  CHECK(nodes[1].name == "k8s03");
  CHECK(nodes[1].status == "NotReady");
}

TEST_CASE("get-nodes: a wide table with blanks in cells", "[ingest]") {
  const auto out = ReadText(
      "NAME    STATUS                     ROLES           AGE      VERSION   INTERNAL-IP   "
      "EXTERNAL-IP   OS-IMAGE                         KERNEL-VERSION   CONTAINER-RUNTIME\n"
      "k8s01   Ready,SchedulingDisabled   control-plane   2y209d   v1.29.5   172.26.0.33   <none>  "
      "      Debian GNU/Linux 12 (bookworm)   6.1.0-21-amd64   containerd://1.7.16\n"
      "k8s02   NotReady                   <none>          481d     v1.29.5   172.26.0.34   <none>  "
      "      Debian GNU/Linux 12 (bookworm)   6.1.0-21-amd64   containerd://1.7.16\n");
  const auto nodes = out.All<NodeRecord>();
  REQUIRE(nodes.size() == 2);
  CHECK(nodes[0].status == "Ready,SchedulingDisabled");
  CHECK(nodes[0].unschedulable == true);
  CHECK(nodes[0].roles == "control-plane");
  CHECK(nodes[0].os_image == "Debian GNU/Linux 12 (bookworm)");
  CHECK(nodes[1].roles == "");
  CHECK(nodes[1].runtime_version == "containerd://1.7.16");
  CHECK(out.All<CoverageRecord>().at(0).topic == "nodes");
}

TEST_CASE("get-events: a wide table tells count, first time and emitter", "[ingest]") {
  const auto out = ReadText(
      "NAMESPACE   LAST SEEN   TYPE      REASON          OBJECT       SUBOBJECT         SOURCE     "
      "                               MESSAGE             FIRST SEEN   COUNT   NAME\n"
      "openebs     4m2s        Warning   FailedKillPod   pod/rep-2                      kubelet, "
      "k8s02                            error   killing     44m          185     "
      "rep-2.18e9d834e066cf1b\n"
      "openebs     <unknown>   Normal    Scheduled       pod/rep-2                      "
      "default-scheduler, default-scheduler-vm   assigned to k8s02   <unknown>    1       "
      "rep-2.replayed\n"
      "default     10m         Normal    Starting        node/k8s02   spec.node{x}      kubelet, "
      "k8s02                            Starting kubelet.   10m          1       "
      "k8s02.18e9d834e066cf1b\n");
  const auto events = out.All<EventRecord>();
  REQUIRE(events.size() == 3);
  CHECK(events[0].message == "error   killing");
  CHECK(events[0].component == "kubelet");
  CHECK(events[0].host == "k8s02");
  CHECK(events[0].count == 185);
  CHECK(events[0].last.stamp.value == 4 * kMinute + 2 * kSecond);
  CHECK(events[0].first.stamp.value == 44 * kMinute);
  CHECK(FormatUtc(events[0].first_in_name.value) == "2026-11-20T19:40:48.098586Z");
  CHECK(events[1].host == "");
  CHECK(events[1].first.stamp.kind == Stamp::Kind::kNone);
  CHECK(events[1].first_in_name.kind == Stamp::Kind::kNone);
  CHECK(events[1].last.stamp.kind == Stamp::Kind::kNone);
  CHECK(events[2].kind == "Node");
  CHECK(events[2].space == "");
  CHECK(out.All<CoverageRecord>().at(0).topic == "events");
}

TEST_CASE("get-events: one age is the last one, and a cut message says so", "[ingest]") {
  const auto events =
      ReadText(
          "$ kubectl get events -n shop\n"
          "LAST SEEN   TYPE      REASON   OBJECT                         MESSAGE\n"
          "25m         Warning   Failed   persistentvolumeclaim/data-0   line one...\n")
          .All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == "PersistentVolumeClaim");
  CHECK(events[0].space == "shop");
  CHECK(events[0].message_cut);
  CHECK(events[0].first.stamp.kind == Stamp::Kind::kNone);
  CHECK(events[0].last.stamp.width == kMinute);
}

TEST_CASE("get-events: ages that people left out leave the event without times", "[ingest]") {
  const auto events =
      ReadText(
          "LAST SEEN   TYPE      REASON      OBJECT      MESSAGE\n"
          "...         Warning   BackOff     pod/web-0   Back-off restarting failed container\n"
          "<unknown>   Normal    Scheduled   pod/web-0   Successfully assigned shop/web-0 to "
          "k8s02\n"
          "...         and so on\n")
          .All<EventRecord>();
  REQUIRE(events.size() == 2);
  CHECK(events[0].name == "web-0");
  CHECK(events[0].reason == "BackOff");
  CHECK(events[0].last.stamp.kind == Stamp::Kind::kNone);
  CHECK(events[0].first.stamp.kind == Stamp::Kind::kNone);
  CHECK(events[1].last.stamp.kind == Stamp::Kind::kNone);
}

TEST_CASE("get-events: the tables of kubectl up to 1.12", "[ingest]") {
  const auto out = ReadText(
      "$ kubectl get events -n shop\n"
      "LASTSEEN   FIRSTSEEN   COUNT     NAME                     KIND      SUBOBJECT              "
      "TYPE      REASON    SOURCE          MESSAGE\n"
      "5m         3h          45        web-0.18e9d834e066cf1b   Pod       spec.containers{web}   "
      "Warning   BackOff   kubelet, k8s02  Back-off restarting failed container\n"
      "5m         3h          45        k8s02.example.org        Node                             "
      "Normal    Starting  {kubelet k8s02} Starting kubelet.\n");
  const auto events = out.All<EventRecord>();
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == "Pod");
  CHECK(events[0].name == "web-0");
  CHECK(events[0].space == "shop");
  CHECK(events[0].component == "kubelet");
  CHECK(events[0].host == "k8s02");
  CHECK(events[0].count == 45);
  CHECK(events[0].last.stamp.value == 5 * kMinute);
  CHECK(events[0].last.stamp.width == kMinute);
  CHECK(events[0].first.stamp.width == kHour);
  CHECK(events[0].message == "Back-off restarting failed container");
  CHECK(events[1].kind == "Node");
  CHECK(events[1].name == "k8s02.example.org");
  CHECK(events[1].host == "k8s02");
  CHECK(out.All<CoverageRecord>().size() == 1);
}

TEST_CASE("get-events: kubectl events counts, and breaks lines inside messages", "[ingest]") {
  const auto events =
      ReadText(
          "LAST SEEN              TYPE      REASON          OBJECT      MESSAGE\n"
          "4m2s (x185 over 44m)   Warning   FailedKillPod   Pod/rep-2   error killing pod\n"
          "  caused by: unauthorized\n"
          "10m                    Normal    Pulled   Pod/rep-2   image present\n")
          .All<EventRecord>();
  REQUIRE(events.size() == 2);
  CHECK(events[0].count == 185);
  CHECK(events[0].first.stamp.value == 44 * kMinute);
  CHECK(events[0].message == "error killing pod\n  caused by: unauthorized");
  CHECK(events[1].reason == "Pulled");
  CHECK(events[1].first.stamp.value == 10 * kMinute);
}

TEST_CASE("get-events: the output of a watch has no header", "[ingest]") {
  const auto out = ReadText(
      "kube-system   0s          Normal    Created                   pod/kube-proxy-ds24f          "
      "          Created container kube-proxy\n"
      "default       0s          Normal    Starting                  "
      "node/lke74013-115226-6332129f84dd\n");
  const auto events = out.All<EventRecord>();
  REQUIRE(events.size() == 2);
  CHECK(events[0].name == "kube-proxy-ds24f");
  CHECK(events[1].message == "");
  CHECK(out.All<CoverageRecord>().empty());
}

TEST_CASE("get-table: get all gives every row its kind", "[ingest]") {
  const auto out = ReadText(
      "NAMESPACE   NAME      READY   STATUS    RESTARTS   AGE\n"
      "shop        pod/a-0   1/1     Running   0          13m\n\n"
      "NAMESPACE     NAME                         DESIRED   CURRENT   READY   UP-TO-DATE   "
      "AVAILABLE   NODE SELECTOR            AGE\n"
      "kube-system   daemonset.apps/calico-node   3         3         2       3            2       "
      "    kubernetes.io/os=linux   13m\n");
  CHECK(out.formats == std::vector<std::string>{"get-pods", "get-table"});
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].kind == "DaemonSet");
  CHECK(objects[0].api == "apps");
  CHECK(objects[0].name == "calico-node");
  CHECK(objects[0].fields.at(2).path == "READY");
  CHECK(objects[0].fields.at(2).value == "2");
  CHECK(out.All<CoverageRecord>().at(1).topic == "objects/DaemonSet");
}

TEST_CASE("get-table: volumes, claims and classes are told by their columns", "[ingest]") {
  const auto kind_of = [](const std::string& header, const std::string& row) {
    const auto objects = ReadText(header + "\n" + row + "\n").All<ObjectRecord>();
    REQUIRE(objects.size() == 1);
    return objects[0].kind.str();
  };
  CHECK(kind_of("NAME    CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS   CLAIM       "
                "STORAGECLASS   REASON   AGE",
                "pvc-1   3Gi        RWO            Delete           Bound    shop/data   fast      "
                "              9d") == "PersistentVolume");
  CHECK(kind_of("NAME   STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE",
                "data   Bound    pvc-1    3Gi        RWO            fast           9d") ==
        "PersistentVolumeClaim");
  CHECK(kind_of("NAME   PROVISIONER     RECLAIMPOLICY   VOLUMEBINDINGMODE   AGE",
                "fast   csi.local.org   Delete          Immediate           9d") == "StorageClass");
}

TEST_CASE("get-table: a table that names no kind is what only its columns are", "[ingest]") {
  const auto kind = [](const std::string& table) {
    const auto objects = ReadText(table).All<ObjectRecord>();
    REQUIRE(objects.size() == 1);
    return std::string(objects[0].kind.str());
  };
  CHECK(kind("NAME        AGE   SIGNERNAME                      REQUESTOR         "
             "REQUESTEDDURATION   CONDITION\n"
             "csr-7q2vd   12m   kubernetes.io/kubelet-serving   system:node:w2   <none>            "
             "  Pending\n") == "CertificateSigningRequest");
  CHECK(kind("NAME                 ADDRESSTYPE   PORTS   ENDPOINTS                 AGE\n"
             "kubernetes           IPv4          6443    10.0.0.11,10.0.0.12       41d\n") ==
        "EndpointSlice");
  CHECK(kind("NAME         ENDPOINTS                         AGE\n"
             "kubernetes   10.0.0.11:6443,10.0.0.12:6443     41d\n") == "Endpoints");
  CHECK(kind("NAME           POD-SELECTOR   AGE\n"
             "default-deny   <none>         3d\n") == "NetworkPolicy");
  CHECK(kind("NAME   REFERENCE        TARGETS         MINPODS   MAXPODS   REPLICAS   AGE\n"
             "web    Deployment/web   <unknown>/80%   1         10        1          5d\n") ==
        "HorizontalPodAutoscaler");
}

TEST_CASE("get-table: OpenShift's operators and pools, with and without their command",
          "[ingest]") {
  const std::string operators =
      "NAME      VERSION   AVAILABLE   PROGRESSING   DEGRADED   SINCE   MESSAGE\n"
      "console   4.16.3    False       False         True       8m12s   Route: Get \"https://c\": "
      "EOF\n"
      "dns       4.16.3    True        False         False      15h     \n";
  for (const std::string command : {"", "$ oc get co\n", "$ oc get clusteroperators\n"}) {
    INFO(command);
    const auto out = ReadText(command + operators);
    const auto found = out.All<ObjectRecord>();
    REQUIRE(found.size() == 2);
    CHECK(found[0].kind == "ClusterOperator");
    CHECK(found[0].name == "console");
    CHECK(FieldOf(found[0], "AVAILABLE") == "False");
    CHECK(FieldOf(found[0], "DEGRADED") == "True");
    CHECK(FieldOf(found[0], "SINCE") == "8m12s");
    CHECK(FieldOf(found[0], "MESSAGE") == "Route: Get \"https://c\": EOF");
    CHECK(found[0].created.stamp.kind == Stamp::Kind::kNone);
    CHECK(FieldOf(found[1], "MESSAGE") == "");
    REQUIRE(out.All<CoverageRecord>().size() == 1);
    CHECK(out.All<CoverageRecord>()[0].topic == "objects/ClusterOperator");
  }
  const std::string pools =
      "NAME     CONFIG              UPDATED   UPDATING   DEGRADED   MACHINECOUNT   AGE\n"
      "master                       False     True       True       3              61m\n"
      "worker   rendered-worker-1   True      False      False      2              61m\n";
  for (const std::string command : {"", "$ oc get mcp\n"}) {
    const auto found = ReadText(command + pools).All<ObjectRecord>();
    REQUIRE(found.size() == 2);
    CHECK(found[0].kind == "MachineConfigPool");
    CHECK(FieldOf(found[0], "CONFIG") == "");
    CHECK(FieldOf(found[0], "UPDATED") == "False");
    CHECK(FieldOf(found[1], "CONFIG") == "rendered-worker-1");
  }
  const auto version = ReadText(
                           "NAME      VERSION   AVAILABLE   PROGRESSING   SINCE   STATUS\n"
                           "version   4.16.3    True        False         15h     fine\n")
                           .All<ObjectRecord>();
  REQUIRE(version.size() == 1);
  CHECK(version[0].kind == "ClusterVersion");
  CHECK(ReadText("NAME      VERSION   AVAILABLE   PROGRESSING   DEGRADED   SINCE   MESSAGE\n"
                 "this is no row of it   at all\n")
            .All<ObjectRecord>()
            .empty());
}

TEST_CASE("kubectl-message: failures are problems, and nothing found is a coverage", "[ingest]") {
  auto out = ReadText(
      "$ kubectl get nodes\nThe connection to the server 10.0.0.100:6443 was refused - "
      "did you specify the right host or port?\r\n");
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "kubectl could not reach the server");
  out = ReadText("$ kubectl get pods -n shop\nNo resources found in shop namespace.\n");
  REQUIRE(out.All<CoverageRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>()[0].topic == "pods");
  CHECK(out.All<CoverageRecord>()[0].space == "shop");
  CHECK(out.All<CoverageRecord>()[0].items == 0);
  CHECK(ReadText("No resources found\n").All<CoverageRecord>().empty());
}

TEST_CASE("kubectl-version: client and server are told apart", "[ingest]") {
  const auto objects =
      ReadText("clientVersion:\n  gitVersion: v1.27.16\nserverVersion:\n  gitVersion: v1.26.4\n")
          .All<ObjectRecord>();
  REQUIRE(objects.size() == 2);
  CHECK(objects[1].name == "server");
  CHECK(objects[1].fields.at(0).value == "v1.26.4");
}

}  // namespace
}  // namespace howdunit
