#include "report/sample_review.h"

#include "core/time.h"

namespace howdunit::report {
namespace {

constexpr Micros kStart = 1779501673 * kSecond;  // 2026-05-23 02:01:13 UTC

Moment At(Micros after) { return {kStart + after, kStart + after}; }

Source MakeSource(std::int64_t member, const std::string& path, std::int64_t line,
                  const std::string& text, const std::string& note = "") {
  return {.bundle = 1,
          .member_id = member,
          .member = path,
          .line = line,
          .line_end = line,
          .text = text,
          .note = note};
}

Finding Symptom() {
  return {.id = 1,
          .name = "F1",
          .rule = "cni-delete-unauthorized",
          .kind = "symptom",
          .verdict = "confirmed",
          .severity = "critical",
          .node = "k8s01",
          .space = "openebs",
          .title = "Pod sandboxes on k8s01 cannot be removed: the API server answers 401",
          .question = "How did removing pod sandboxes fail on k8s01?",
          .mechanism = "A request whose token is not accepted is answered 401.",
          .count = 185,
          .first = At(0),
          .last = At(44 * kMinute),
          .sentences = {{"CNI DEL on k8s01 ended with 401 Unauthorized", {1}}},
          .checks = {},
          .advice = {{"verify", "No new FailedKillPod event appears",
                      "kubectl get events -A --field-selector reason=FailedKillPod", ""}},
          .standings = {{1, "confirmed", "Did a CNI DEL call end with 401? yes", {1}},
                        {2, "ruled-out", "Did a CNI DEL call end with 401? no", {4}}},
          .explains = {5}};
}

Finding Cause() {
  return {.id = 2,
          .name = "F2",
          .rule = "cni-token-expired",
          .kind = "cause",
          .verdict = "likely",
          .severity = "critical",
          .node = "k8s01",
          .title = "The CNI token on k8s01 had expired",
          .question = "How did the token on k8s01 become void?",
          .mechanism = "A bearer token is accepted until the time that it names.",
          .count = 0,
          .first = At(-kHour),
          .last = {},
          .sentences = {{"The token expired an hour before the first failure", {2}}},
          .checks = {{"expired", "requires", "yes", "Had the token expired?", "", "", {2}},
                     {"said",
                      "decides",
                      "unknown",
                      "Does the API server say so?",
                      "the log of the API server",
                      "kubectl logs -n kube-system kube-apiserver",
                      {}}},
          .advice = {{"remedy", "Have calico-node write a new token",
                      "kubectl delete pod -n kube-system -l k8s-app=calico-node", ""},
                     {"prevent", "Alert before the token expires", "howdunit check kubeconfig FILE",
                      "high"}},
          .explains = {0}};
}

Finding Rival(std::int64_t id, const std::string& verdict, const std::string& answer) {
  return {.id = id,
          .name = "F" + std::to_string(id),
          .rule = "rival-" + std::to_string(id),
          .kind = "cause",
          .verdict = verdict,
          .severity = "warning",
          .title = "The clock of k8s01 is wrong",
          .question = "",
          .mechanism = "",
          .count = 0,
          .first = {},
          .last = {},
          .sentences = {},
          .checks = {{"skew",
                      "requires",
                      answer,
                      "Is a token refused as not yet valid?",
                      "the log of the API server",
                      "date",
                      {3}}},
          .advice = {},
          .explains = {}};
}

// What follows from the symptom.
Finding Consequence() {
  Finding finding = Symptom();
  finding.id = 6;
  finding.name = "F6";
  finding.rule = "pods-stuck-terminating";
  finding.title = "6 pods on k8s01 stay Terminating";
  finding.question = "How did 6 pods on k8s01 stay Terminating?";
  finding.count = 0;
  finding.standings.clear();
  return finding;
}

Finding Elsewhere() {
  Finding finding = Symptom();
  finding.id = 7;
  finding.name = "F7";
  finding.node = "k8s02";
  finding.title = "Pod sandboxes on k8s02 cannot be removed: the API server answers 401";
  finding.explains.clear();
  return finding;
}

// Ends with the questions that the cause ends with.
Finding EndsAlike() {
  Finding finding = Elsewhere();
  finding.id = 9;
  finding.name = "F9";
  finding.rule = "cni-add-unauthorized";
  finding.title = "New pods on k8s02 get no network: the API server answers 401";
  finding.checks = Cause().checks;
  return finding;
}

// What may lie behind the cause.
Finding Behind() {
  Finding behind = Rival(8, "possible", "unknown");
  behind.title = "calico-node does not renew the token on k8s01";
  behind.sentences = {{"It last wrote the file a day before", {2}}};
  behind.explains = {1, 8};
  return behind;
}

Finding Risk() {
  Finding risk = Rival(5, "confirmed", "yes");
  risk.kind = "risk";
  risk.title = "The CNI token on k8s02 expires within 4 hours";
  risk.sentences = {{"It expires at 2026-05-23T05:00:00Z", {3}}};
  return risk;
}

}  // namespace

Review SampleReview() {
  Review review;
  review.bundles = {{.id = 1,
                     .cluster = 1,
                     .name = "k8s01-incident.tar.gz",
                     .sha256 = std::string(64, 'a'),
                     .layout = "microk8s inspect",
                     .captured = At(2 * kHour),
                     .captured_basis = "date output",
                     .captured_member = "date.txt",
                     .problem = ""},
                    {.id = 2,
                     .cluster = 1,
                     .name = "k8s01-after.tar.gz",
                     .sha256 = std::string(64, 'b'),
                     .layout = "microk8s inspect",
                     .captured = At(26 * kHour),
                     .captured_basis = "date output",
                     .captured_member = "date.txt",
                     .problem = ""}};
  review.members = {
      {.bundle = 1, .path = "pods.txt", .lines = 12, .status = "read"},
      {.bundle = 1, .path = "core.bin", .status = "skipped", .problem = "not text: not read"}};
  review.clocks = {{"k8s01", 36000, "Australia/Brisbane", "offset in its log", "kubelet.log", 1}};
  review.skews = {{"k8s02", 28 * kSecond, 32 * kSecond, 4, 3}};
  review.disagreements = {{"Pod", "openebs", "rep-1", "Terminating", 1, "Running", 3}};
  review.nodes = {{"k8s01", "Ready", "worker", "v1.35.0", "containerd://2.1.3", "Ubuntu", 3}};
  review.pods_listed = 40;
  review.pods_well = 34;
  review.coverage = {{.topic = "pods", .members = {"pods.txt"}}};
  review.pods = {{1, "Terminating", 6, 40, {1}}};
  review.unready = {{1, "kube-system", "calico-node", "2 of 3 ready", 3}};
  review.signatures = {{.signature = "cni-401",
                        .origin = "event",
                        .count = 185,
                        .first = At(0),
                        .last = At(44 * kMinute),
                        .nodes = {"k8s01"},
                        .rows = 1,
                        .source = 1}};
  review.findings = {Symptom(),
                     Cause(),
                     Rival(3, "ruled-out", "no"),
                     Rival(4, "undetermined", "unknown"),
                     Risk(),
                     Consequence(),
                     Elsewhere(),
                     Behind(),
                     EndsAlike()};
  review.incidents = {
      {.name = "I1",
       .first = At(0),
       .last = At(44 * kMinute),
       .roles = {{0, "symptom"}, {1, "root"}, {5, "symptom"}, {6, "symptom"}, {8, "symptom"}},
       .chains = {{0, 1}, {6, 1}, {5, 0}, {8}},
       .first_line = FirstSign{At(0), "cni-401", true, 1},
       .first_event = FirstSign{At(kMinute), "killpod-failed", false, 3}}};
  review.comparison = {.bundles = {1, 2},
                       .changes = {{"Pod", "openebs", "rep-1", "Terminating", "", 1, 0}}};
  review.timeline = {
      {.from = At(-kHour),
       .basis = "claim",
       .node = "k8s01",
       .text = "The token expires",
       .count = 1,
       .weight = 0,
       .finding = 1,
       .sources = {2}},
      {.from = At(0),
       .until = At(44 * kMinute),
       .basis = "stated",
       .node = "k8s01",
       .text = "CNI DEL is answered 401",
       .count = 185,
       .weight = 0,
       .finding = 0,
       .sources = {1}},
      {.from = At(10 * kMinute),
       .basis = "stated",
       .node = "",
       .text = "calico-node is restarted",
       .count = 1,
       .weight = 2,
       .sources = {3}},
  };
  review.unexplained = {{"Readiness probe failed", 3, 3}};
  review.benign = {{"Clients limited their own rate", "The limit is their own.", 43, 3}};
  review.settings = {{"rules", "c0ffee00c0ffee00"}};
  review.sources = {
      {1,
       MakeSource(1, "describe-pod.txt", 88, "FailedKillPod 4m2s (x185 over 44m) … Unauthorized")},
      {2, MakeSource(2, "calico-kubeconfig", 17, "token: <redacted>", "exp 2026-05-23T01:01:13Z")},
      {3, MakeSource(3, "nodes.txt", 2, "k8s01  Ready  worker  4y250d  v1.35.0")},
      {4, MakeSource(3, "nodes.txt", 3, "k8s02  Ready  worker  4y250d  v1.35.0")},
  };
  return review;
}

}  // namespace howdunit::report
