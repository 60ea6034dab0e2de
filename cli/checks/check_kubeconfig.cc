// What is decided here follows the order in which the API server judges a service account token
// (pkg/serviceaccount/claims.go): its time, its account, the pod that it is bound to. It allows
// its clients a minute of clock difference.

#include "cli/checks/check_kubeconfig.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "cli/case_work.h"
#include "cli/checks/calico_account.h"
#include "cli/checks/wall_clock.h"
#include "core/text.h"

namespace howdunit {
namespace {

constexpr Micros kLeeway = kMinute;

struct Thresholds {
  Micros warning = 0;
  Micros critical = 0;
};

// "4h", "90m", "1d12h", or seconds.
Result<Micros> ReadThreshold(std::string_view name, const std::string& text) {
  if (const auto seconds = ParseInt(text); seconds && *seconds >= 0 && *seconds < 1'000'000'000) {
    return *seconds * kSecond;
  }
  const auto age = ParseAge(text);
  if (!age) {
    return UsageError(std::string(name) + ": \"" + text +
                      "\" is not a duration; expected one like 4h or 90m");
  }
  return age->value;
}

Result<Thresholds> ReadThresholds(const Options& options) {
  Thresholds thresholds;
  TRY_ASSIGN(thresholds.warning, ReadThreshold("--warning", options.warning));
  TRY_ASSIGN(thresholds.critical, ReadThreshold("--critical", options.critical));
  if (thresholds.critical > thresholds.warning) {
    return UsageError("--critical must not be longer than --warning");
  }
  return thresholds;
}

std::optional<Micros> MomentOf(const When& when) {
  if (when.stamp.kind != Stamp::Kind::kUtc) return {};
  return when.stamp.value;
}

// Judges one token; every finding makes the report worse or stays a remark.
class TokenJudge {
 public:
  TokenJudge(const TokenRecord& token, Micros now, CheckReport& report)
      : token_(token), now_(now), report_(report) {}

  void Judge(const Thresholds& thresholds, const ExpectedAccounts& expected) {
    account_ = {token_.space.str(), token_.service_account.str()};
    JudgeTime(thresholds);
    JudgeAccount(expected);
    NoteRefresh();
  }

  // `pods` is what --pods names; nothing if it was not given.
  void JudgePod(const BundleContents* pods) {
    if (token_.pod.empty()) return;
    const std::string bound = "bound to the pod " + token_.pod.str();
    if (pods == nullptr) {
      Say(bound + ", which was not looked for (--pods)");
      return;
    }
    const PodRecord* other = nullptr;
    for (const PodRecord& pod : pods->pods) {
      if (pod.name != token_.pod || (!pod.space.empty() && pod.space != token_.space)) continue;
      const bool same = pod.uid.empty() || token_.pod_uid.empty() || pod.uid == token_.pod_uid;
      if (!same) {
        other = &pod;
        continue;
      }
      if (pod.deletion.instant.known() && pod.deletion.instant.latest + kLeeway < now_) {
        Raise(CheckState::kCritical, bound + ", which is being deleted");
      } else {
        Say(bound + ", which is there");
      }
      return;
    }
    if (other != nullptr) {
      Raise(CheckState::kCritical, bound + " with uid " + token_.pod_uid.str() +
                                       ", which is gone: the pod of that name is another one");
    } else if (Covers(*pods)) {
      Raise(CheckState::kCritical, bound + ", which is gone: the API server refuses the token");
    } else {
      Say(bound + ", which was not looked for: the list does not cover namespace " +
          token_.space.str());
    }
  }

  void Finish() {
    Say("signature and revocation not checked");
    if (!token_.sha256.empty()) Say("sha256 " + token_.sha256.str().substr(0, 12));
  }

 private:
  void Say(std::string text) { report_.says.push_back(std::move(text)); }
  void Raise(CheckState state, std::string text) {
    report_.state = Worse(report_.state, state);
    // What is critical is said first.
    const auto end =
        state == CheckState::kCritical ? report_.says.begin() + critical_++ : report_.says.end();
    report_.says.insert(end, std::move(text));
  }

  void JudgeTime(const Thresholds& thresholds) {
    const std::string who = account_.name.empty() ? "the token" : ToText(account_);
    if (!token_.problem.empty()) {
      Raise(CheckState::kCritical, (account_.name.empty() ? "" : who + ": ") +
                                       "the token cannot be used: " + token_.problem.str());
    }
    const auto expires = MomentOf(token_.expires);
    const auto begins = MomentOf(token_.not_before);
    const auto issued = MomentOf(token_.issued);
    if (begins && *begins > now_ + kLeeway) {
      Raise(CheckState::kCritical, who + " not valid before " + FormatUtc(*begins) + ", in " +
                                       FormatDuration(*begins - now_));
    } else if (issued && *issued > now_ + kLeeway) {
      Raise(CheckState::kCritical, who + " issued in the future, at " + FormatUtc(*issued));
    }
    if (expires) {
      const Micros left = *expires - now_;
      const std::string at = " (" + FormatUtc(*expires) + ")";
      if (left <= 0) {
        Raise(CheckState::kCritical, who + " expired " + FormatDuration(-left) + " ago" + at);
      } else {
        Raise(left < thresholds.critical  ? CheckState::kCritical
              : left < thresholds.warning ? CheckState::kWarning
                                          : CheckState::kOk,
              who + " expires in " + FormatDuration(left) + at);
      }
      report_.perfdata.push_back("expires_in=" + std::to_string(FloorSeconds(left)) + "s;" +
                                 std::to_string(thresholds.warning / kSecond) + ":;" +
                                 std::to_string(thresholds.critical / kSecond) + ":;;");
    } else if (token_.problem.empty()) {
      Raise(CheckState::kOk, who + " has a token without expiry");
    }
    if (issued && *issued <= now_) {
      report_.perfdata.push_back("age=" + std::to_string((now_ - *issued) / kSecond) + "s;;;0;");
    }
  }

  void JudgeAccount(const ExpectedAccounts& expected) {
    if (account_.name.empty() || account_.space.empty()) {
      if (token_.problem.empty()) {
        Raise(CheckState::kCritical, "the token is not of a service account");
      }
    } else if (!expected.Accepts(account_)) {
      Raise(CheckState::kCritical, ToText(account_) + " " + expected.Objection());
    }
  }

  // calico-node renews when a quarter to a half of a token's time has passed
  // (node/pkg/cni/token_watch.go). The token of a pod is the kubelet's to renew.
  void NoteRefresh() {
    const auto expires = MomentOf(token_.expires);
    const auto issued = MomentOf(token_.issued);
    if (!expires || !issued || *expires <= *issued || !token_.pod.empty()) return;
    const Micros due = (*expires - *issued) / 2;
    if (now_ - *issued <= due) return;
    Say("not refreshed for " + FormatDuration(now_ - *issued) + " (calico-node does so within " +
        FormatDuration(due) + " unless CNI_TOKEN_REFRESH_INTERVAL is set)");
  }

  bool Covers(const BundleContents& pods) const {
    for (const CoverageRecord& list : pods.coverage) {
      if (list.topic != "pods" || !list.name.empty()) continue;
      if (list.space.empty() || list.space == token_.space) return true;
    }
    return false;
  }

  static Micros FloorSeconds(Micros time) { return time / kSecond - (time % kSecond < 0 ? 1 : 0); }

  const TokenRecord& token_;
  Micros now_;
  CheckReport& report_;
  ServiceAccount account_;
  std::ptrdiff_t critical_ = 0;  // how many such parts the line has
};

// A kubeconfig without a token: what it has instead decides.
void JudgeWithoutToken(const BundleContents& file, const std::string& path, CheckReport& report) {
  const Member& member = file.members.front();
  if (member.bytes == 0) {
    report.state = CheckState::kCritical;
    report.says.push_back(path + " is empty");
    return;
  }
  bool kubeconfig = false;
  for (const std::string& format : member.formats)
    kubeconfig = kubeconfig || format == "kubeconfig";
  if (!kubeconfig) {
    report.says.push_back(path + " is no kubeconfig");
    return;
  }
  for (const CertificateRecord& certificate : file.certificates) {
    if (certificate.usage.str() != "client") continue;
    report.says.push_back(path + " holds a client certificate and no token: nothing to check");
    return;
  }
  // The format's own words for a credential that is kept elsewhere.
  constexpr std::array kElsewhere =
      std::to_array<std::string_view>({"in another file", "from a program"});
  for (const ProblemRecord& problem : file.problems) {
    for (const std::string_view elsewhere : kElsewhere) {
      if (!Contains(problem.reason, elsewhere)) continue;
      report.says.push_back(path + ": " + problem.reason);
      return;
    }
  }
  report.state = CheckState::kCritical;
  report.says.push_back(path + " holds no token");
}

// Any one file, read as ingest reads it; signatures have nothing to find in it.
Result<BundleContents> ReadOneFile(const std::string& path, Micros now) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return Error{path + " is a folder"};
  TRY_ASSIGN(const SignatureScanner signatures, SignatureScanner::Create({}));
  IngestOptions options;
  options.clock.as_of = now;
  TRY_ASSIGN(BundleContents contents, IngestBundle(path, signatures, options));
  if (contents.members.size() != 1) return Error{path + " is an archive"};
  const Member& member = contents.members.front();
  if (member.lost || !contents.bundle.problem.empty()) {
    return Error{"cannot read " + path + ": " +
                 (member.problem.empty() ? contents.bundle.problem : member.problem.str())};
  }
  return contents;
}

Result<void> JudgeFile(const Options& options, Micros now, CheckReport& report) {
  TRY_ASSIGN(const Thresholds thresholds, ReadThresholds(options));
  TRY_ASSIGN(const ExpectedAccounts expected,
             MakeExpectedAccounts(options.calico_version, options.expected_accounts));
  const std::string& path = options.files.front();
  TRY_ASSIGN(const BundleContents file, ReadOneFile(path, now));
  std::optional<BundleContents> pods;
  if (!options.pods_file.empty()) {
    TRY_ASSIGN(pods, ReadOneFile(options.pods_file, now));
    if (pods->pods.empty() && pods->coverage.empty()) {
      return Error{options.pods_file + " holds no list of pods"};
    }
  }
  if (file.tokens.empty()) {
    JudgeWithoutToken(file, path, report);
    return {};
  }
  if (file.tokens.size() > 1) {
    return Error{path + " holds " + std::to_string(file.tokens.size()) + " tokens"};
  }
  report.state = CheckState::kOk;
  TokenJudge judge(file.tokens.front(), now, report);
  judge.Judge(thresholds, expected);
  judge.JudgePod(pods ? &*pods : nullptr);
  judge.Finish();
  return {};
}

}  // namespace

CheckReport CheckKubeconfig(const Options& options, Micros now) {
  CheckReport report{.service = std::string(CheckServiceOf("check kubeconfig"))};
  if (const auto checked = JudgeFile(options, now, report); !checked) {
    report.state = CheckState::kUnknown;
    report.says = {checked.error().message};
    report.perfdata.clear();
  }
  return report;
}

Result<int> RunCheckKubeconfig(const Options& options) {
  CheckReport report{.service = std::string(CheckServiceOf("check kubeconfig"))};
  const auto ingest = MakeIngestOptions(options);
  if (!ingest) {
    report.says.push_back(ingest.error().message);
  } else {
    const auto as_of = ingest->clock.as_of;
    report = CheckKubeconfig(options, as_of ? *as_of : WallClockNow());
    if (as_of) report.says.push_back("as of " + FormatUtc(*as_of));
  }
  std::fputs(FormatCheck(report).c_str(), stdout);
  return static_cast<int>(report.state);
}

}  // namespace howdunit
