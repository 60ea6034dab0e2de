// One object that several members show is one record with several views.

#include <map>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

BundleContents Ingest(const std::map<std::string, std::string>& texts) {
  const auto scanner = SignatureScanner::Create({});
  REQUIRE(scanner);
  return IngestTexts(texts, *scanner, {});
}

// Printed that long after the pod was created.
std::string Table(const std::string& status, const std::string& age) {
  return "NAMESPACE   NAME    READY   STATUS             RESTARTS   AGE\n"
         "shop        web-1   0/1     " +
         status + std::string(19 - status.size(), ' ') + "0          " + age + "\n";
}

const std::string kPod =
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-1\n  namespace: shop\n  uid: u1\n"
    "  creationTimestamp: \"2026-05-23T11:58:00Z\"\nspec:\n  nodeName: n1\n"
    "  containers: [{name: web}]\n";

std::vector<std::string> States(const BundleContents& contents) {
  std::vector<std::string> states;
  for (const ObjectView& view : contents.views) {
    states.push_back(view.state.str() + (view.newest ? " (newest)" : ""));
  }
  return states;
}

TEST_CASE("merge: the newer of two states is told first, whatever the files are called",
          "[ingest]") {
  for (const bool swapped : {false, true}) {
    const auto contents =
        Ingest({{"pod.yaml", kPod},
                {swapped ? "2.txt" : "1.txt", Table("Running", "2m5s")},
                {swapped ? "1.txt" : "2.txt", Table("CrashLoopBackOff", "9m5s")}});
    REQUIRE(contents.pods.size() == 1);
    CHECK(contents.pods[0].status.str() == "CrashLoopBackOff");
    CHECK(contents.pods[0].node.str() == "n1");
    CHECK(contents.views.size() == 3);
    const auto states = States(contents);
    CHECK(std::count(states.begin(), states.end(), "CrashLoopBackOff (newest)") == 1);
    CHECK(std::count(states.begin(), states.end(), "Running") == 1);
  }
}

TEST_CASE("merge: what stands further down in a session is newer", "[ingest]") {
  const auto contents = Ingest(
      {{"session.txt",
        "$ kubectl get nodes\nNAME   STATUS     ROLES    AGE   VERSION\n"
        "n1     NotReady   <none>   62s   v1.29.3\nn2     Ready      <none>   9d    v1.29.3\n"
        "$ kubectl get pods -n shop --watch\nNAME    READY   STATUS     RESTARTS   AGE\n"
        "web-1   0/1     Init:0/1   0          8s\nweb-1   0/1     Error      0          33s\n"
        "$ kubectl get nodes\nNAME   STATUS     ROLES    AGE    VERSION\n"
        "n1     Ready      <none>   3m1s   v1.29.3\nn2     NotReady   <none>   9d     v1.29.3\n"}});
  REQUIRE(contents.nodes.size() == 2);
  CHECK(contents.nodes[0].status.str() == "Ready");
  CHECK(contents.nodes[1].status.str() == "NotReady");
  REQUIRE(contents.pods.size() == 1);
  CHECK(contents.pods[0].status.str() == "Error");
  const auto states = States(contents);
  CHECK(std::count(states.begin(), states.end(), "Error (newest)") == 1);
  CHECK(std::count(states.begin(), states.end(), "Init:0/1") == 1);
}

TEST_CASE("merge: of a pod that stays Running, the newest count of containers and restarts holds",
          "[ingest]") {
  const auto pod_of = [](const std::string& first, const std::string& second) {
    const std::string header =
        "$ kubectl get pods -n shop\nNAME    READY   STATUS    RESTARTS   AGE\n";
    const auto contents = Ingest({{"session.txt", header + first + header + second}});
    REQUIRE(contents.pods.size() == 1);
    return std::to_string(*contents.pods[0].ready) + "/" + std::to_string(*contents.pods[0].total) +
           " " + std::to_string(*contents.pods[0].restarts);
  };
  CHECK(pod_of("web-1   0/1     Running   2          20m\n",
               "web-1   1/1     Running   2          51m\n") == "1/1 2");
  CHECK(pod_of("web-1   1/1     Running   2          20m\n",
               "web-1   0/1     Running   2          51m\n") == "0/1 2");
  CHECK(pod_of("web-1   1/1     Running   2          20m\n",
               "web-1   1/1     Running   3          51m\n") == "1/1 3");
}

TEST_CASE("merge: a node is cordoned as the newest list says", "[ingest]") {
  const auto status_of = [](const std::string& first, const std::string& second) {
    const std::string header = "$ kubectl get nodes\nNAME   STATUS   ROLES    AGE   VERSION\n";
    const auto row = [](const std::string& status) {
      return "n1     " + status + "   <none>   9d   v1.29.3\n";
    };
    const auto contents = Ingest({{"session.txt", header + row(first) + header + row(second)}});
    REQUIRE(contents.nodes.size() == 1);
    CHECK(contents.nodes[0].unschedulable ==
          (contents.nodes[0].status.str() == "Ready,SchedulingDisabled"));
    return contents.nodes[0].status.str();
  };
  CHECK(status_of("Ready,SchedulingDisabled", "Ready") == "Ready");
  CHECK(status_of("Ready", "Ready,SchedulingDisabled") == "Ready,SchedulingDisabled");
}

TEST_CASE("merge: a description without containers does not hide what the pod waits for",
          "[ingest]") {
  const auto contents = Ingest(
      {{"session.txt",
        "$ kubectl get pods -n shop\nNAME    READY   STATUS              RESTARTS   AGE\n"
        "web-1   0/1     ContainerCreating   0          99s\n"
        "$ kubectl describe pod -n shop web-1\nName:                 web-1\n"
        "Namespace:            shop\nNode:                 n1/10.0.0.1\nStatus:               "
        "Pending\n"}});
  REQUIRE(contents.pods.size() == 1);
  CHECK(contents.pods[0].status.str() == "ContainerCreating");
  CHECK(contents.pods[0].node.str() == "n1");
}

TEST_CASE("merge: views that agree need no order", "[ingest]") {
  const auto contents = Ingest({{"pod.yaml", kPod},
                                {"1.txt", Table("Running", "2m5s")},
                                {"2.txt", Table("Running", "9m5s")}});
  REQUIRE(contents.pods.size() == 1);
  CHECK(contents.pods[0].status.str() == "Running");
}

TEST_CASE("merge: a pod made anew under its name is another pod", "[ingest]") {
  std::string anew = kPod;
  anew.replace(anew.find("u1"), 2, "u2");
  const auto contents = Ingest({{"1.yaml", kPod}, {"2.yaml", anew}});
  CHECK(contents.pods.size() == 2);
  CHECK(contents.views.empty());
}

TEST_CASE("merge: a table without namespaces shows the pod that a description names in full",
          "[ingest]") {
  const std::string table =
      "NAME                   READY   STATUS             RESTARTS   AGE\n"
      "shop-6bfc89db65-j9g9z  0/1     ImagePullBackOff   0          108s\n"
      "cache-0                1/1     Running            0          108s\n";
  const std::string described =
      "Name:         shop-6bfc89db65-j9g9z\nNamespace:    web\nPriority:     0\n"
      "Node:         n1/10.0.0.1\nStatus:       Pending\n";
  const std::string cache =
      "Name:         cache-0\nNamespace:    web\nPriority:     0\nStatus:       Running\n";
  const auto contents = Ingest({{"1.txt", table}, {"2.txt", described}, {"3.txt", cache}});
  REQUIRE(contents.pods.size() == 3);
  CHECK(contents.pods[0].space == "web");
  CHECK(contents.pods[0].node == "n1");
  CHECK(contents.pods[0].total == 1);
  // Another namespace may have a cache-0, too.
  CHECK(contents.pods[1].name == "cache-0");
  CHECK(contents.pods[1].space == "");
  // Of two that bear the name nobody knows which one the table shows.
  const auto two = Ingest({{"1.txt", table},
                           {"2.txt", described},
                           {"3.txt",
                            "Name:         shop-6bfc89db65-j9g9z\nNamespace:    test\n"
                            "Priority:     0\nStatus:       Pending\n"}});
  CHECK(two.pods.size() == 4);
}

TEST_CASE("merge: the address tells which pod a table without namespaces shows", "[ingest]") {
  const auto row = [](const std::string& ip) {
    return "NAME      READY   STATUS    RESTARTS   AGE    IP         NODE   NOMINATED NODE\n"
           "cache-0   1/1     Running   0          108s   " +
           ip + "   n1     <none>\n";
  };
  const std::string described =
      "Name:         cache-0\nNamespace:    web\nPriority:     0\n"
      "Status:       Running\nIP:           10.1.2.3\n";
  CHECK(Ingest({{"1.txt", row("10.1.2.3")}, {"2.txt", described}}).pods.size() == 1);
  CHECK(Ingest({{"1.txt", row("10.1.2.4")}, {"2.txt", described}}).pods.size() == 2);
}

TEST_CASE("merge: commands of one session ask for one namespace", "[ingest]") {
  const std::string rows =
      "NAME      READY   STATUS    RESTARTS   AGE\ncache-0   1/1     Running   0          5m\n";
  const std::string described =
      "Name:         cache-0\nNamespace:    web\nPriority:     0\nStatus:       Running\n";
  const std::string get = "$ kubectl get po\n" + rows;
  const auto count = [](const std::string& text) {
    return Ingest({{"post.txt", text}}).pods.size();
  };
  CHECK(count(get + "$ kubectl describe po cache-0\n" + described) == 1);
  CHECK(count("$ kubectl describe po cache-0\n" + described + get) == 1);
  CHECK(count("$ kubectl get po -n web|cat\n" + rows + "$ kubectl describe po cache-0 -n web\n" +
              described) == 1);
  // Of another namespace, or perhaps.
  CHECK(count(get + "$ kubectl describe po cache-0 -n web\n" + described) == 2);
  CHECK(count(get + "$ kubectl describe po -A\n" + described) == 2);
  CHECK(count(get + described) == 2);
  CHECK(count(get + "$ kubectl config set-context --current --namespace=web\n" +
              "$ kubectl describe po cache-0\n" + described) == 2);
  const std::string other = "Name:         cache-0\nNamespace:    test\nPriority:     0\n";
  CHECK(count(get + "$ kubectl describe po cache-0\n" + described +
              "$ kubectl describe po cache-0\n" + other) == 3);
  const auto apart =
      Ingest({{"1.txt", get}, {"2.txt", "$ kubectl describe po cache-0\n" + described}});
  CHECK(apart.pods.size() == 2);
}

TEST_CASE("merge: a node's condition and the word of a table are one state", "[ingest]") {
  const auto contents = Ingest(
      {{"node.yaml",
        "apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n  uid: u\nstatus:\n  conditions:\n"
        "  - {type: Ready, status: \"False\", reason: KubeletNotReady}\n"},
       {"nodes.txt",
        "NAME   STATUS                        ROLES    AGE   VERSION\n"
        "n1     NotReady,SchedulingDisabled   <none>   15m   v1.26.4\n"}});
  const auto states = States(contents);
  REQUIRE(states.size() == 2);
  CHECK(states[0].starts_with("NotReady"));
  CHECK(states[1].starts_with("NotReady"));
}

TEST_CASE("merge: an age is kept as it was printed where nothing says when that was", "[ingest]") {
  const std::string table =
      "NAME        AGE     SIGNERNAME                        CONDITION\n"
      "csr-4xk2m   3h12m   kubernetes.io/kubelet-serving     Approved\n";
  const auto age = [](const BundleContents& contents) {
    REQUIRE(contents.objects.size() == 1);
    return testing::FieldOf(contents.objects[0], "AGE");
  };
  CHECK(age(Ingest({{"csr.txt", table}})) == "3h12m");
  CHECK(age(Ingest({{"csr.txt", table}, {"date.txt", "Fri May 22 22:20:01 UTC 2026\n"}})).empty());
}

}  // namespace
}  // namespace howdunit
