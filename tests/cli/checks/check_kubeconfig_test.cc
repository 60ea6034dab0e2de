#include "cli/checks/check_kubeconfig.h"

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/jwt.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::kPodBoundClaims;
using testing::kUnboundClaims;
using testing::MakeJwt;
using testing::TempFolder;

constexpr Micros kIssued = 1'779'480'000 * kSecond;  // iat of the claims of support/jwt.h

std::string Kubeconfig(const std::string& token) {
  return "# Kubeconfig file for Calico CNI plugin. Installed by calico/node.\n"
         "apiVersion: v1\nkind: Config\nclusters:\n- name: local\n  cluster:\n"
         "    server: https://10.152.183.1:443\nusers:\n- name: calico\n  user:\n    token: " +
         token +
         "\ncontexts:\n- name: calico-context\n  context:\n    cluster: local\n"
         "    user: calico\ncurrent-context: calico-context";
}

// The claims of an unbound token with something else in them.
std::string Claims(std::string_view from, std::string_view to) {
  return ReplaceAll(kUnboundClaims, from, to);
}

struct Checked {
  CheckState state;
  std::string text;
};

class Check {
 public:
  explicit Check(const std::string& kubeconfig) { folder_.Write("calico-kubeconfig", kubeconfig); }

  Check& Pods(const std::string& text) {
    folder_.Write("pods.txt", text);
    options.pods_file = folder_ / "pods.txt";
    return *this;
  }
  Checked At(Micros age) {
    options.files = {folder_ / "calico-kubeconfig"};
    const CheckReport report = CheckKubeconfig(options, kIssued + age);
    const std::string text = FormatCheck(report);
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
    CHECK_FALSE(Contains(text, "eyJ"));
    return {report.state, text};
  }

  Options options;

 private:
  TempFolder folder_;
};

TEST_CASE("check kubeconfig: a fresh token is ok, with the time left and the age", "[cli]") {
  auto check = Check(Kubeconfig(MakeJwt(kUnboundClaims)));
  const Checked checked = check.At(3 * kHour);
  CHECK(checked.state == CheckState::kOk);
  CHECK(
      checked.text.starts_with("CALICO_TOKEN OK - kube-system/calico-cni-plugin expires in 21h "
                               "(2026-05-23T20:00:00Z); signature and revocation not checked; "
                               "sha256 "));
  CHECK(checked.text.ends_with(" | expires_in=75600s;14400:;0:;; age=10800s;;;0;\n"));
}

TEST_CASE("check kubeconfig: less than the threshold left is a warning, and says what was missed",
          "[cli]") {
  auto check = Check(Kubeconfig(MakeJwt(kUnboundClaims)));
  const Checked checked = check.At(21 * kHour);
  CHECK(checked.state == CheckState::kWarning);
  CHECK(Contains(checked.text, "expires in 3h "));
  CHECK(Contains(checked.text, "not refreshed for 21h "));
  CHECK(check.At(20 * kHour).state == CheckState::kOk);
  check.options.critical = "3h30m";
  CHECK(check.At(21 * kHour).state == CheckState::kCritical);
  check.options.critical = "0";
  check.options.warning = "2h";
  CHECK(check.At(21 * kHour).state == CheckState::kOk);
}

TEST_CASE("check kubeconfig: an expired token is critical from its last second on", "[cli]") {
  auto check = Check(Kubeconfig(MakeJwt(kUnboundClaims)));
  CHECK(check.At(24 * kHour).state == CheckState::kCritical);
  const Checked checked = check.At(26 * kHour);
  CHECK(checked.state == CheckState::kCritical);
  CHECK(Contains(checked.text, "expired 2h ago (2026-05-23T20:00:00Z)"));
  CHECK(Contains(checked.text, "expires_in=-7200s;"));
  CHECK(check.At(24 * kHour - 1).state == CheckState::kWarning);
}

TEST_CASE("check kubeconfig: a token of the future is critical, a minute is allowed", "[cli]") {
  auto check = Check(Kubeconfig(MakeJwt(kUnboundClaims)));
  const Checked checked = check.At(-kHour);
  CHECK(checked.state == CheckState::kCritical);
  CHECK(Contains(checked.text, "not valid before 2026-05-22T20:00:00Z, in 1h"));
  CHECK_FALSE(Contains(checked.text, "age="));
  CHECK(check.At(-kMinute).state == CheckState::kOk);
}

TEST_CASE("check kubeconfig: whose token it must be follows from the version of Calico", "[cli]") {
  const std::string old = Claims("calico-cni-plugin", "calico-node");
  auto check = Check(Kubeconfig(MakeJwt(old)));
  Checked checked = check.At(kHour);
  CHECK(checked.state == CheckState::kCritical);
  CHECK(Contains(checked.text, "kube-system/calico-node is not calico-cni-plugin"));
  check.options.calico_version = "v3.25.2";
  CHECK(check.At(kHour).state == CheckState::kOk);
  check.options.calico_version = "3.29";
  checked = check.At(kHour);
  CHECK(checked.state == CheckState::kCritical);
  CHECK(Contains(checked.text, "is not the account of Calico v3.29"));
  check.options.expected_accounts = {"kube-system/calico-node", "a/b"};
  CHECK(check.At(kHour).state == CheckState::kOk);
  check.options.expected_accounts = {"a/b"};
  CHECK(Contains(check.At(kHour).text, "is not the expected account, a/b"));
  for (const char* account :
       {"kube-system:calico-cni-plugin", "calico-system:calico-cni-plugin", "kube-system:canal"}) {
    const std::string claims = R"({"exp":1779566400,"iat":1779480000,)"
                               R"("sub":"system:serviceaccount:)" +
                               std::string(account) + "\"}";
    CHECK(Check(Kubeconfig(MakeJwt(claims))).At(kHour).state == CheckState::kOk);
  }
  const std::string elsewhere = Claims("kube-system", "default");
  CHECK(Check(Kubeconfig(MakeJwt(elsewhere))).At(kHour).state == CheckState::kCritical);
}

TEST_CASE("check kubeconfig: a pod that is gone takes its token along", "[cli]") {
  auto check = Check(Kubeconfig(MakeJwt(kPodBoundClaims)));
  check.options.calico_version = "3.23.1";
  CHECK(check.At(kHour).state == CheckState::kOk);
  CHECK(Contains(check.At(kHour).text, "not looked for (--pods)"));
  const std::string header = "NAMESPACE     NAME                READY   STATUS    RESTARTS   AGE\n";
  CHECK(check.Pods(header + "kube-system   calico-node-px6bj   1/1     Running   0          24h\n")
            .At(kHour)
            .state == CheckState::kOk);
  const Checked gone =
      check.Pods(header + "kube-system   calico-node-4t5hk   1/1     Running   0          24h\n")
          .At(kHour);
  CHECK(gone.state == CheckState::kCritical);
  CHECK(Contains(gone.text, "bound to the pod calico-node-px6bj, which is gone"));
}

TEST_CASE("check kubeconfig: a pod of the same name with another uid is another pod", "[cli]") {
  const auto pod = [](const std::string& uid) {
    return "apiVersion: v1\nkind: Pod\nmetadata:\n  name: calico-node-px6bj\n"
           "  namespace: kube-system\n  uid: " +
           uid + "\nspec:\n  nodeName: k8s01\nstatus:\n  phase: Running\n";
  };
  auto check = Check(Kubeconfig(MakeJwt(kPodBoundClaims)));
  check.options.calico_version = "3.23";
  CHECK(check.Pods(pod("2efbcc4d-ce19-41ab-a33d-de94eb3b45d4")).At(kHour).state == CheckState::kOk);
  const Checked other = check.Pods(pod("11111111-ce19-41ab-a33d-de94eb3b45d4")).At(kHour);
  CHECK(other.state == CheckState::kCritical);
  CHECK(Contains(other.text, "the pod of that name is another one"));
}

TEST_CASE("check kubeconfig: a list that does not cover the namespace accuses nobody", "[cli]") {
  auto check = Check(Kubeconfig(MakeJwt(kPodBoundClaims)));
  check.options.calico_version = "3.23";
  const Checked checked = check
                              .Pods(
                                  "$ kubectl get pods -n openebs\n"
                                  "NAME    READY   STATUS    RESTARTS   AGE\nrep-2   1/1     "
                                  "Running   0          24h\n")
                              .At(kHour);
  CHECK(checked.state == CheckState::kOk);
  CHECK(Contains(checked.text, "the list does not cover namespace kube-system"));
  const Checked narrowed = check
                               .Pods(
                                   "$ kubectl get pods -A -l app=x\n"
                                   "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE\n"
                                   "openebs     rep-2   1/1     Running   0          24h\n")
                               .At(kHour);
  CHECK(narrowed.state == CheckState::kOk);
  CHECK(check.Pods("hello\n").At(kHour).state == CheckState::kUnknown);
}

TEST_CASE("check kubeconfig: a kubeconfig without a usable token is critical", "[cli]") {
  const std::string config = Kubeconfig("x");
  CHECK(Check(ReplaceAll(config, "    token: x\n", "")).At(0).state == CheckState::kCritical);
  CHECK(Check("").At(0).state == CheckState::kCritical);
  for (const std::string& token : std::vector<std::string>{
           "x", "opaque-token-of-somebody", MakeJwt(kUnboundClaims).substr(0, 200),
           MakeJwt(Claims("1779566400", "1e300")), MakeJwt(Claims("1779566400", "\"soon\""))}) {
    const Checked checked = Check(Kubeconfig(token)).At(kHour);
    CHECK(checked.state == CheckState::kCritical);
    CHECK(Contains(checked.text, "the token cannot be used: "));
  }
}

TEST_CASE("check kubeconfig: what cannot be checked is unknown", "[cli]") {
  Options options;
  options.files = {"/nonexistent/calico-kubeconfig"};
  const CheckReport missing = CheckKubeconfig(options, kIssued);
  CHECK(missing.state == CheckState::kUnknown);
  CHECK(FormatCheck(missing) ==
        "CALICO_TOKEN UNKNOWN - cannot open /nonexistent/calico-kubeconfig: No such file or "
        "directory\n");
  CHECK(Check("just a note\n").At(0).state == CheckState::kUnknown);
  CHECK(Check(ReplaceAll(Kubeconfig("x"), "token: x", "tokenFile: /a/b")).At(0).state ==
        CheckState::kUnknown);
  auto check = Check(Kubeconfig(MakeJwt(kUnboundClaims)));
  check.options.warning = "soon";
  CHECK(Contains(check.At(0).text, "--warning: \"soon\" is not a duration"));
  check.options.warning = "1h";
  check.options.critical = "2h";
  CHECK(check.At(0).state == CheckState::kUnknown);
  check.options.critical = "0";
  check.options.calico_version = "new";
  CHECK(check.At(0).state == CheckState::kUnknown);
  check.options.calico_version.clear();
  check.options.expected_accounts = {"calico-node"};
  CHECK(check.At(0).state == CheckState::kUnknown);
  check.options.expected_accounts.clear();
  check.options.pods_file = "/nonexistent/pods";
  CHECK(check.At(0).state == CheckState::kUnknown);
}

TEST_CASE("check kubeconfig: a claim cannot write into the plugin's line", "[cli]") {
  const std::string claims =
      Claims("\"name\":\"calico-cni-plugin\"", R"("name":"x | expires_in=9s\nOK - \u001b[2J")");
  const Checked checked = Check(Kubeconfig(MakeJwt(claims))).At(kHour);
  CHECK(checked.state == CheckState::kCritical);
  CHECK(std::count(checked.text.begin(), checked.text.end(), '|') == 1);
  CHECK_FALSE(Contains(checked.text, "\x1b"));
}

}  // namespace
}  // namespace howdunit
