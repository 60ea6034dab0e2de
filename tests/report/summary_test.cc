// The executive summary, of whole bundles.

#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/analyze.h"

namespace howdunit::testing {
namespace {

// The review of a bundle of these texts, by name.
std::string ReviewOf(const std::vector<std::pair<std::string, std::string>>& texts) {
  const TempFolder bundle;
  const TempFolder output;
  for (const auto& [name, text] : texts) std::ofstream(bundle / name) << text;
  return Analyze({bundle.path().string()}, output.path().string()).pir;
}

// Pods that fail again and again, one on each node.
std::string CrashLoops(int nodes) {
  std::string list =
      "NAMESPACE   NAME     READY   STATUS             RESTARTS   AGE   IP         NODE   "
      "NOMINATED "
      "NODE   READINESS GATES\n";
  for (int i = 0; i < nodes; ++i) {
    const std::string number = std::to_string(100 + i);
    list += "shop        web-" + number + "  0/1     CrashLoopBackOff   7          12m   10.1.0." +
            number + " n" + number + "   <none>           <none>\n";
  }
  return list;
}

const std::string kElections =
    R"({"level":"info","ts":"2026-05-22T14:00:01.993Z","logger":"raft","caller":"etcdserver/zap_raft.go:77","msg":"a1a1a1a1a1a1a1a is starting a new election at term 11"}
{"level":"warn","ts":"2026-05-22T14:00:02.340Z","caller":"rafthttp/probing_status.go:68","msg":"prober detected unhealthy status","remote-peer-id":"b2b2b2b2b2b2b2b","rtt":"0s","error":"dial tcp 10.0.0.12:2380: connect: no route to host"}
{"level":"info","ts":"2026-05-22T14:00:03.993Z","logger":"raft","caller":"etcdserver/zap_raft.go:77","msg":"a1a1a1a1a1a1a1a is starting a new election at term 11"}
{"level":"info","ts":"2026-05-22T14:00:05.993Z","logger":"raft","caller":"etcdserver/zap_raft.go:77","msg":"a1a1a1a1a1a1a1a is starting a new election at term 11"}
)";

}  // namespace

TEST_CASE("summary: a cause that no symptom belongs to is told beside the incidents") {
  const std::string review = ReviewOf({{"pods.txt", CrashLoops(1)}, {"etcd.log", kElections}});
  CHECK(Contains(review, "No cause of it is confirmed or likely."));
  CHECK(Contains(review,
                 "Found beside that, and not known to explain any of it: etcd has no quorum: its "
                 "members elect in vain (confirmed)"));
  CHECK_FALSE(Contains(ReviewOf({{"pods.txt", CrashLoops(1)}}), "Found beside that"));
  // Alone, it is what happened.
  CHECK_FALSE(Contains(ReviewOf({{"etcd.log", kElections}}), "Found beside that"));
}

TEST_CASE("summary: without an incident, what is possible is named") {
  const std::string review = ReviewOf(
      {{"kubelet.log",
        "May 22 22:20:01 n1 kubelet[911]: E0522 22:20:01.336201     911 kubelet.go:2349] "
        "\"Container runtime network not ready\" networkReady=\"NetworkReady=false "
        "reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not "
        "initialized\"\n"}});
  CHECK(Contains(review, "# Review of evidence: nothing confirmed or likely"));
  CHECK(Contains(review,
                 "Nothing is confirmed or likely. Possible, and not shown: The container runtime "
                 "on n1 has no"));
  CHECK(Contains(review, "This was looked at:"));
  CHECK_FALSE(Contains(review, "No known failure pattern"));
}

TEST_CASE("summary: what is possible and belongs to no incident is named beside them") {
  const std::string review = ReviewOf(
      {{"pods.txt", CrashLoops(1)},
       {"kubelet.log",
        "May 22 22:20:01 k9 kubelet[911]: E0522 22:20:01.336201     911 kubelet.go:2349] "
        "\"Container runtime network not ready\" networkReady=\"NetworkReady=false "
        "reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not "
        "initialized\"\n"}});
  CHECK(
      Contains(review, "Possible beside that, and not shown: The container runtime on k9 has no"));
  CHECK_FALSE(Contains(ReviewOf({{"pods.txt", CrashLoops(1)}}), "Possible beside that"));
}

TEST_CASE("summary: of many incidents the first are told and the others counted") {
  const std::string few = ReviewOf({{"pods.txt", CrashLoops(3)}});
  CHECK(Contains(few, "**I3:**"));
  CHECK_FALSE(Contains(few, "more incidents"));
  const std::string many = ReviewOf({{"pods.txt", CrashLoops(90)}});
  CHECK(many.size() <= 60'000);
  CHECK(Contains(many, "**I3:**"));
  CHECK(Contains(many, "more incidents in pir.html."));
}

TEST_CASE("summary: what holds on several nodes is told of one, and named of the others") {
  std::string pods =
      "NAMESPACE   NAME    READY   STATUS             RESTARTS   AGE   IP         NODE   NOMINATED "
      "NODE   READINESS GATES\n";
  std::string events = "NAMESPACE   LAST SEEN   TYPE      REASON   OBJECT     MESSAGE\n";
  for (const char number : {'1', '2', '3'}) {
    pods += std::string("default     web-") + number +
            "   0/1     ImagePullBackOff   0          12m   10.1.0." + number + "   n" + number +
            "     <none>           <none>\n";
    events += std::string("default     1m          Warning   Failed   pod/web-") + number +
              "  Failed to pull image \"docker.io/team/web:1\": failed to pull and unpack image "
              "\"docker.io/team/web:1\": unexpected status code: 429 Too Many Requests - Server "
              "message: toomanyrequests: You have reached your pull rate limit.\n";
  }
  const std::string pir = ReviewOf({{"get-pods-wide.txt", pods}, {"get-events.txt", events}});
  INFO(pir);
  CHECK(Contains(
      pir,
      "# Post-incident review: The registry refuses images to n1 (and the same on 2 more nodes)"));
  CHECK(Contains(pir, "The same holds, step by step and as certainly, for n2 [E"));
  CHECK(Contains(pir,
                 "As in chain 1, step by step: The registry refuses images to n3 (confirmed) [E"));
  CHECK_FALSE(Contains(pir, "I2"));
}

TEST_CASE("looked at: a pod that runs and is not ready is not counted as well") {
  const std::string pir = ReviewOf({{"pods.txt",
                                     "NAMESPACE   NAME     READY   STATUS      RESTARTS   AGE\n"
                                     "shop        db-0     0/1     Running     0          5m\n"
                                     "shop        db-1     1/1     Running     0          25m\n"
                                     "shop        job-1    0/1     Completed   0          25m\n"}});
  INFO(pir);
  CHECK(Contains(pir,
                 "3 pods listed, 3 of them Running or completed (1 without all containers ready)"));
}

}  // namespace howdunit::testing
