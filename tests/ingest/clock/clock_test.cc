// Times of whole bundles: what stamps, ages and zones resolve to.

#include <algorithm>
#include <map>
#include <optional>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/clock/zone.h"
#include "ingest/ingest.h"

namespace howdunit {
namespace {

const Signature kFault{.id = "fault",
                       .title = "a fault",
                       .literals = {"something failed"},
                       .pattern = "something failed"};

BundleContents Ingest(const std::map<std::string, std::string>& texts,
                      const ClockOptions& clock = {}) {
  const auto scanner = SignatureScanner::Create({kFault});
  REQUIRE(scanner);
  IngestOptions options;
  options.clock = clock;
  return IngestTexts(texts, *scanner, options);
}

std::string Range(const Instant& instant) {
  if (!instant.known()) return "unknown";
  const std::string earliest = FormatUtc(instant.earliest - instant.earliest % kSecond);
  const std::string latest = FormatUtc(instant.latest - instant.latest % kSecond);
  return earliest == latest ? earliest : earliest + " to " + latest;
}

// When the only line that fails did so.
std::string FaultIn(const BundleContents& contents) {
  REQUIRE(contents.hits.size() == 1);
  return Range(contents.hits[0].first.instant);
}

std::string Journal(const std::string& stamp) {
  return stamp + " n1 kubelet[9]: something failed\n";
}

Micros At(std::string_view text) { return TakeRfc3339(text)->value; }

TEST_CASE("clock: a `date` output is the moment of capture", "[ingest]") {
  const auto contents = Ingest({{"date.txt", "Sat May 23 02:46:03 UTC 2026\n"}});
  CHECK(Range(contents.bundle.captured) == "2026-05-23T02:46:03Z");
  CHECK(contents.bundle.captured_basis == "date output");
  CHECK(contents.bundle.captured_member == "date.txt");
}

// `systemctl status` of a unit.
std::string Unit(const std::string& since) {
  return "● kubelet.service - kubelet\n     Loaded: loaded (/lib/systemd/x; enabled)\n"
         "     Active: active (running) since " +
         since + "\n\n";
}

TEST_CASE("clock: since and ago of systemctl status tell when it was printed", "[ingest]") {
  const auto captured = [](const std::map<std::string, std::string>& texts) {
    const BundleContents contents = Ingest(texts);
    return Range(contents.bundle.captured) + ", " + contents.bundle.captured_basis;
  };
  const std::string basis = ", since and ago of systemctl status";
  CHECK(captured({{"u.txt", Unit("Wed 2026-06-10 09:01:56 JST; 4min 3s ago")}}) ==
        "2026-06-10T00:05:59Z to 2026-06-10T00:06:00Z" + basis);
  CHECK(captured({{"u.txt", Unit("Wed 2026-06-10 09:01:56 JST; 1 day 23h ago")}}) ==
        "2026-06-11T23:01:56Z to 2026-06-12T00:01:56Z" + basis);
  // The sharper one, where they agree.
  CHECK(captured({{"u.txt", Unit("Wed 2026-06-10 09:01:56 UTC; 2h 1min ago") +
                                Unit("Wed 2026-06-10 11:02:51 UTC; 5s ago")}}) ==
        "2026-06-10T11:02:56Z to 2026-06-10T11:02:57Z" + basis);
  // What was printed at the same time is a little newer.
  CHECK(captured({{"u.txt", Unit("Wed 2026-06-10 11:02:51 UTC; 5s ago")},
                  {"k.log", Journal("2026-06-10T11:20:00+0000")}}) ==
        "2026-06-10T11:02:56Z to 2026-06-10T11:20:00Z" + basis);
  // In days, without a zone that is known, cut, hours apart, or long before the rest.
  for (const std::string since :
       {"Wed 2026-06-10 09:01:56 UTC; 3 days ago", "Wed 2026-06-10 09:01:56 CST; 5s ago",
        "Wed 2026-06-10 09:01:56 UTC; 1 month 2 days ago", "Wed 2026-06-10 09:01:56 UTC; 5s",
        "Wed 2026-06-10 09:01:56 UTC; 5s 4min ago", "Wed 2026-06-10 09:01"}) {
    INFO(since);
    CHECK(captured({{"u.txt", Unit(since)}}) == "unknown, ");
  }
  CHECK(captured({{"u.txt", Unit("Wed 2026-06-10 09:01:56 UTC; 5s ago")},
                  {"v.txt", Unit("Wed 2026-06-10 19:01:56 UTC; 5s ago")}}) == "unknown, ");
  CHECK(captured({{"u.txt", Unit("Wed 2026-06-10 09:01:56 UTC; 5s ago")},
                  {"k.log", Journal("2026-06-10T21:20:00+0000")}}) ==
        "2026-06-10T21:20:00Z, newest stated stamp");
  CHECK(captured({{"u.txt", Unit("Wed 2026-06-10 09:01:56 UTC; 5s ago")},
                  {"date.txt", "Wed Jun 10 09:30:00 UTC 2026\n"}}) ==
        "2026-06-10T09:30:00Z, date output");
}

TEST_CASE("clock: the zone in systemctl status is its node's", "[ingest]") {
  const BundleContents contents =
      Ingest({{"n1/u.txt", Unit("Wed 2026-06-10 09:01:56 JST; 4min 3s ago")},
              {"n1/k.log", Journal("Jun 10 09:03:00")}});
  const auto own = std::find_if(contents.clocks.begin(), contents.clocks.end(),
                                [](const NodeClock& clock) { return clock.node == "n1"; });
  REQUIRE(own != contents.clocks.end());
  CHECK(own->offset == 9 * kHour);
  CHECK(own->basis == "zone in systemctl status");
  CHECK(FaultIn(contents) == "2026-06-10T00:03:00Z");
}

// What kubectl describe printed on a machine whose clock is `offset` ahead of UTC.
std::string NodeRenewedAt(const std::string& wall_clock, const std::string& offset) {
  return "Name:               n2\nRoles:              <none>\n"
         "CreationTimestamp:  Mon, 02 Mar 2026 11:30:00 " +
         offset + "\nTaints:             <none>\nUnschedulable:      false\nLease:\n" +
         "  HolderIdentity:  n2\n  RenewTime:       " + wall_clock + " " + offset + "\n";
}

TEST_CASE("clock: an abbreviation that zones share is what kubectl's offset says it is",
          "[ingest]") {
  const auto captured = [](const std::string& date, const std::string& node,
                           const std::string& path = "date.txt") {
    return Ingest({{path, date + "\n"}, {"nodes.txt", node}});
  };
  const std::string india = NodeRenewedAt("Tue, 03 Mar 2026 11:44:56", "+0530");
  const auto ist = captured("Tue Mar  3 11:45:02 IST 2026", india);
  CHECK(ist.bundle.captured_basis == "date output");
  CHECK(Range(ist.bundle.captured) == "2026-03-03T06:15:02Z");
  REQUIRE(ist.clocks.size() >= 1);
  CHECK(ist.clocks[0].offset == 5 * kHour + 30 * kMinute);

  const auto cdt =
      captured("Wed Aug  5 17:30:02 CDT 2026", NodeRenewedAt("Wed, 05 Aug 2026 17:29:56", "-0500"));
  CHECK(Range(cdt.bundle.captured) == "2026-08-05T22:30:02Z");

  // Another clock: kubectl ran in Dublin or Jerusalem, hours later.
  for (const char* offset : {"+0100", "+0200", "-0500"}) {
    const auto other = captured("Tue Mar  3 11:45:02 IST 2026",
                                NodeRenewedAt("Tue, 03 Mar 2026 09:44:56", offset));
    CHECK(other.bundle.captured_basis != "date output");
  }
  // What a node printed is of its own clock.
  CHECK(captured("Tue Mar  3 11:45:02 IST 2026", india, "n2/date.txt").bundle.captured_basis !=
        "date output");
}

TEST_CASE("clock: a node whose clock is months off does not widen the capture", "[ingest]") {
  const std::string list =
      "Name:               n2\n"
      "Roles:              <none>\n"
      "CreationTimestamp:  Mon, 02 Mar 2026 11:30:00 +0000\n"
      "Conditions:\n"
      "  Type    Status   LastHeartbeatTime                 LastTransitionTime                "
      "Reason"
      "             Message\n"
      "  Ready   Unknown  Thu, 12 Nov 2026 08:57:13 +0000   Thu, 12 Nov 2026 08:58:13 +0000   "
      "NodeStatusUnknown  Kubelet stopped posting node status.\n";
  const auto wrong = Ingest({{"n1/date.txt", "Thu Nov 12 09:20:01 UTC 2026\n"},
                             {"n2/date.txt", "Sun Oct  5 06:20:14 UTC 2025\n"},
                             {"nodes.txt", list}});
  CHECK(Range(wrong.bundle.captured) == "2026-11-12T09:20:01Z");
  // Nothing tells which one is right.
  const auto open = Ingest({{"n1/date.txt", "Thu Nov 12 09:20:01 UTC 2026\n"},
                            {"n2/date.txt", "Sun Oct  5 06:20:14 UTC 2025\n"}});
  CHECK(Range(open.bundle.captured) == "2025-10-05T06:20:14Z to 2026-11-12T09:20:01Z");
}

TEST_CASE("clock: without one, the newest stated stamp is", "[ingest]") {
  const auto contents = Ingest({{"a.log",
                                 "2026-05-23T02:46:03+0000 n1 kubelet[9]: up\n"
                                 "2026-05-23T02:47:09+0000 n1 kubelet[9]: ok\n"}});
  CHECK(Range(contents.bundle.captured) == "2026-05-23T02:47:09Z");
  CHECK(contents.bundle.captured_basis == "newest stated stamp");
}

// A described pod that started at 08:00, with an event four minutes old.
constexpr const char* kPod =
    "Name:         web-0\n"
    "Namespace:    shop\n"
    "Priority:     0\n"
    "Node:         n1/10.0.0.1\n"
    "Start Time:   Mon, 18 May 2026 08:00:00 +0000\n"
    "Status:       Running\n"
    "Events:\n"
    "  Type     Reason   Age   From     Message\n"
    "  ----     ------   ----  ----     -------\n"
    "  Warning  BackOff  4m2s  kubelet  Back-off\n";

TEST_CASE("clock: a pod's start tells only what the capture is not before", "[ingest]") {
  const auto alone = Ingest({{"pod.txt", kPod}});
  CHECK(Range(alone.bundle.captured) == "2026-05-18T08:00:00Z");
  CHECK(Contains(alone.bundle.captured_basis, "may have been much later"));
  REQUIRE(alone.events.size() == 1);
  CHECK(Range(alone.events[0].last.instant) == "unknown");
  // A log that ends soon before is one that goes on.
  const auto beside =
      Ingest({{"pod.txt", kPod}, {"kubelet.log", "2026-05-18T07:30:00+0000 n1 kubelet[9]: up\n"}});
  CHECK(beside.bundle.captured_basis == "newest stated stamp");
  CHECK(Range(beside.events[0].last.instant) == "2026-05-18T07:55:57Z to 2026-05-18T07:55:58Z");
  const auto long_before =
      Ingest({{"pod.txt", kPod}, {"kubelet.log", "2026-05-18T06:30:00+0000 n1 kubelet[9]: up\n"}});
  CHECK(Range(long_before.events[0].last.instant) == "unknown");
}

TEST_CASE("clock: --as-of is stated by the user and wins", "[ingest]") {
  const auto contents = Ingest({{"date.txt", "Sat May 23 02:46:03 UTC 2026\n"}},
                               {.as_of = At("2026-06-01T00:00:00Z"), .zones = {}});
  CHECK(Range(contents.bundle.captured) == "2026-06-01T00:00:00Z");
  CHECK(contents.bundle.captured_basis == "--as-of");
}

TEST_CASE("clock: a stamp without zone is a range as wide as the Earth", "[ingest]") {
  const auto contents =
      Ingest({{"date.txt", "2026-05-23T12:00:00Z\n"}, {"n1.log", Journal("May 23 10:00:00")}});
  CHECK(FaultIn(contents) == "2026-05-22T20:00:00Z to 2026-05-23T22:00:00Z");
}

TEST_CASE("clock: a log that, read as UTC, ends at the capture is in UTC", "[ingest]") {
  const auto near =
      Ingest({{"date.txt", "2026-05-23T12:00:00Z\n"}, {"n1.log", Journal("May 23 11:58:00")}});
  CHECK(FaultIn(near) == "2026-05-23T11:58:00Z");
  REQUIRE(near.clocks.size() >= 1);
  CHECK(near.clocks[0].offset == 0);
  const auto after =
      Ingest({{"date.txt", "2026-05-23T12:00:00Z\n"}, {"n1.log", Journal("May 23 21:58:00")}});
  CHECK(FaultIn(after) != "2026-05-23T21:58:00Z");
}

TEST_CASE("clock: the zone of the machine that gathered is a hint for nodes, no more", "[ingest]") {
  const std::string gathered = "2026-05-23T22:00:00+10:00\n";
  const auto utc = Ingest({{"date.txt", gathered}, {"n1.log", Journal("May 23 11:58:00")}});
  CHECK(FaultIn(utc) == "2026-05-23T11:58:00Z");
  const auto same = Ingest({{"date.txt", gathered}, {"n1.log", Journal("May 23 21:58:00")}});
  CHECK(FaultIn(same) == "2026-05-23T11:58:00Z");
}

TEST_CASE("clock: a log without host may be a container's: its own end tells", "[ingest]") {
  const std::string tokyo = "May 23 20:58:00 n1 kubelet[9]: up\n";
  const auto klog = [](const std::string& stamp) {
    return "E" + stamp + ".000000       1 attach.go:9] something failed\n";
  };
  // The node is in UTC+9, for its log ends at the capture then.
  const std::map<std::string, std::string> texts = {{"date.txt", "2026-05-23T21:00:00+09:00\n"},
                                                    {"n1/kubelet.log", tokyo}};
  const auto with = [&](const std::string& name, const std::string& stamp) {
    auto all = texts;
    all[name] = klog(stamp);
    return FaultIn(Ingest(all));
  };
  CHECK(with("kcm.log", "0523 11:58:00") == "2026-05-23T11:58:00Z");
  CHECK(with("n1/kube-apiserver.log", "0523 11:58:00") == "2026-05-23T11:58:00Z");
  // Hours before: a container's, or its host's.
  CHECK(with("kcm.log", "0523 08:00:00") == "2026-05-22T23:00:00Z to 2026-05-23T08:00:00Z");
  // The kubelet runs on its host.
  CHECK(with("n1/kubelet.2.log", "0523 17:00:00") == "2026-05-23T08:00:00Z");
}

TEST_CASE("clock: a container's log tells nothing of its node's zone", "[ingest]") {
  const auto contents =
      Ingest({{"date.txt", "2026-05-23T12:00:00Z\n"},
              {"n1/kube-apiserver.log", "I0523 11:59:00.000000       1 a.go:9] ok\n"},
              {"n1/kubelet.log", Journal("May 23 10:00:00")}});
  CHECK(FaultIn(contents) == "2026-05-22T20:00:00Z to 2026-05-23T22:00:00Z");
  CHECK(contents.clocks.empty());
}

TEST_CASE("clock: the zone in which kubectl printed is tried for logs, no more", "[ingest]") {
  const std::string described =
      "Name:               n1\n"
      "Roles:              <none>\n"
      "CreationTimestamp:  Mon, 02 Mar 2026 11:30:00 +0530\n";
  const std::string date = "2026-05-23T12:00:00Z\n";
  const auto ends = Ingest({{"date.txt", date},
                            {"describe-nodes.txt", described},
                            {"n1.log", Journal("May 23 17:28:00")}});
  CHECK(FaultIn(ends) == "2026-05-23T11:58:00Z");
  const auto utc = Ingest({{"date.txt", date},
                           {"describe-nodes.txt", described},
                           {"n1.log", Journal("May 23 11:58:00")}});
  CHECK(FaultIn(utc) == "2026-05-23T11:58:00Z");
  const auto open = Ingest({{"date.txt", date},
                            {"describe-nodes.txt", described},
                            {"n1.log", Journal("May 23 09:00:00")}});
  CHECK(FaultIn(open) == "2026-05-22T19:00:00Z to 2026-05-23T21:00:00Z");
}

TEST_CASE("clock: what is only not before the capture does not take a log into the year before",
          "[ingest]") {
  const auto contents =
      Ingest({{"a.log", "2026-05-23T12:00:00+0000 n2 kubelet[9]: ok\n"},
              {"n1.log", "May 22 10:00:00 n1 kubelet[9]: ok\n" + Journal("May 23 19:00:00")}},
             {.as_of = {}, .zones = {{"", "UTC"}}});
  CHECK(FaultIn(contents) == "2026-05-23T19:00:00Z");
}

TEST_CASE("clock: --zone makes it one second, for one node or for all", "[ingest]") {
  const std::map<std::string, std::string> texts = {{"date.txt", "2026-05-23T12:00:00Z\n"},
                                                    {"n1.log", Journal("May 23 10:00:00")}};
  CHECK(FaultIn(Ingest(texts, {.as_of = {}, .zones = {{"n1", "Australia/Brisbane"}}})) ==
        "2026-05-23T00:00:00Z");
  CHECK(FaultIn(Ingest(texts, {.as_of = {}, .zones = {{"", "UTC"}}})) == "2026-05-23T10:00:00Z");
}

TEST_CASE("clock: an offset in the runtime's log tells the node's zone", "[ingest]") {
  const auto contents =
      Ingest({{"date.txt", "2026-05-23T12:00:00Z\n"},
              {"n1.log",
               "May 23 09:59:00 n1 containerd[8]: time=\"2026-05-23T09:59:00.1+10:00\" "
               "level=info msg=\"ok\"\n" +
                   Journal("May 23 10:00:00")}});
  CHECK(FaultIn(contents) == "2026-05-23T00:00:00Z");
  CHECK(contents.clocks[0].offset == 10 * kHour);
}

TEST_CASE("clock: the year is walked back from the capture", "[ingest]") {
  const ClockOptions utc{.as_of = {}, .zones = {{"", "UTC"}}};
  const std::string january = "2027-01-02T00:00:00Z\n";
  CHECK(FaultIn(Ingest({{"date.txt", january}, {"n1.log", Journal("Dec 31 23:00:00")}}, utc)) ==
        "2026-12-31T23:00:00Z");
  CHECK(FaultIn(Ingest({{"date.txt", january}, {"n1.log", Journal("Jan 01 23:00:00")}}, utc)) ==
        "2027-01-01T23:00:00Z");
  // Only leap years have the day.
  CHECK(FaultIn(Ingest({{"date.txt", january}, {"n1.log", Journal("Feb 29 01:00:00")}}, utc)) ==
        "2024-02-29T01:00:00Z");
}

TEST_CASE("clock: an hour that repeats is both, one that is skipped is around the jump",
          "[ingest]") {
  const auto local = [](std::string_view text) { return TakeRfc3339(text)->value; };
  CHECK(Range(LocalToUtc("Europe/Berlin", local("2026-10-25T02:30:00"))) ==
        "2026-10-25T00:30:00Z to 2026-10-25T01:30:00Z");
  const Instant skipped = LocalToUtc("Europe/Berlin", local("2026-03-29T02:30:00"));
  CHECK(skipped.earliest <= At("2026-03-29T01:00:00Z"));
  CHECK(skipped.latest >= At("2026-03-29T01:00:00Z"));
  CHECK_FALSE(CheckZone("Nowhere/Land"));
}

TEST_CASE("clock: an age counts from the moment of printing", "[ingest]") {
  const std::string events =
      "NAMESPACE   LAST SEEN   TYPE      REASON   OBJECT      MESSAGE\n"
      "shop        4m2s        Warning   Failed   pod/web-1   something failed\n";
  const auto contents = Ingest({{"date.txt", "2026-05-23T12:00:00Z\n"}, {"events.txt", events}});
  REQUIRE(contents.events.size() == 1);
  CHECK(Range(contents.events[0].last.instant) == "2026-05-23T11:55:57Z to 2026-05-23T11:55:58Z");
  CHECK(contents.events[0].last.instant.basis == Basis::kAge);
  CHECK(Range(Ingest({{"events.txt", events}}).events[0].last.instant) == "unknown");
}

TEST_CASE("clock: an age counts from the `date` in its own member", "[ingest]") {
  const auto session = [](const std::string& date) {
    return "$ date -u\n" + date + "\n$ kubectl get events -n shop\n" +
           "LAST SEEN   TYPE      REASON   OBJECT      MESSAGE\n"
           "4m2s        Warning   Failed   pod/web-1   something failed\n";
  };
  const auto contents = Ingest({{"before.txt", session("Sat May 23 12:00:00 UTC 2026")},
                                {"after.txt", session("Sat May 23 15:00:00 UTC 2026")},
                                {"nodes.txt",
                                 "NAME   STATUS   ROLES   AGE   VERSION\n"
                                 "n1     Ready    <none>  5d    v1.30.1\n"}});
  CHECK(Range(contents.bundle.captured) == "2026-05-23T12:00:00Z to 2026-05-23T15:00:00Z");
  REQUIRE(contents.events.size() == 2);
  CHECK(Range(contents.events[0].last.instant) == "2026-05-23T14:55:57Z to 2026-05-23T14:55:58Z");
  CHECK(Range(contents.events[1].last.instant) == "2026-05-23T11:55:57Z to 2026-05-23T11:55:58Z");
  REQUIRE(contents.members.size() == 3);
  CHECK(contents.members[0].printed_basis == "date output in it");
  CHECK(Range(contents.members[2].printed) == Range(contents.bundle.captured));
}

TEST_CASE("clock: an age beside a stated creation tells when a table was printed", "[ingest]") {
  const auto contents =
      Ingest({{"date.txt", "2026-05-23T11:50:00Z\n"},
              {"pod.yaml",
               "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-1\n  namespace: shop\n"
               "  uid: u1\n  creationTimestamp: \"2026-05-23T11:58:00Z\"\n"},
              {"pods.txt",
               "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE\n"
               "shop        web-1   1/1     Running   0          2m5s\n"}});
  for (const Member& member : contents.members) {
    if (member.path.str() != "pods.txt") continue;
    CHECK(Range(member.printed) == "2026-05-23T12:00:05Z to 2026-05-23T12:00:07Z");
    CHECK(member.printed_basis == "ages beside stated creation times");
  }
}

TEST_CASE("clock: ages of get and of describe count from different clocks", "[ingest]") {
  // The workstation is ten minutes ahead of the API server.
  const std::string session =
      "$ kubectl get pods -n shop\n"
      "NAME    READY   STATUS    RESTARTS   AGE\n"
      "web-1   1/1     Running   0          2m5s\n"
      "$ kubectl describe node n1\n"
      "Name:               n1\n"
      "Roles:              <none>\n"
      "Taints:             <none>\n"
      "Unschedulable:      false\n"
      "Non-terminated Pods:          (1 in total)\n"
      "  Namespace   Name    CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age\n"
      "  ---------   ----    ------------  ----------  ---------------  -------------  ---\n"
      "  shop        web-1   0 (0%)        0 (0%)      0 (0%)           0 (0%)         12m\n"
      "Events:\n"
      "  Type     Reason  Age  From     Message\n"
      "  ----     ------  ---- ----     -------\n"
      "  Warning  Failed  11m  kubelet  something failed\n";
  const auto contents =
      Ingest({{"date.txt", "2026-05-23T12:00:05Z\n"},
              {"pod.yaml",
               "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-1\n  namespace: shop\n"
               "  uid: u1\n  creationTimestamp: \"2026-05-23T11:58:00Z\"\n"},
              {"session.txt", session}});
  REQUIRE(contents.events.size() == 1);
  // Printed at 12:10 and something by the workstation's clock: eleven minutes back is 11:59.
  CHECK(Range(contents.events[0].last.instant) == "2026-05-23T11:58:00Z to 2026-05-23T12:00:01Z");
  for (const Member& member : contents.members) {
    if (member.path.str() != "session.txt") continue;
    CHECK(Range(member.printed) == "2026-05-23T12:00:05Z to 2026-05-23T12:00:07Z");
  }
}

TEST_CASE("clock: logs of containers are in UTC, whatever the node's zone", "[ingest]") {
  const auto contents = Ingest(
      {{"date.txt", "2026-05-23T12:00:00Z\n"},
       {"pods/kube-system_calico-node-4t5hk_u1/calico-node/0.log",
        "2026-05-23T20:00:00.1+10:00 stdout F 2026-05-23 10:00:00.100 [INFO][9] felix/x.go 1: "
        "something failed\n"}});
  CHECK(FaultIn(contents) == "2026-05-23T10:00:00Z");
}

}  // namespace
}  // namespace howdunit
