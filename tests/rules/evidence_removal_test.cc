// What a verdict stands on: with a decisive member gone it must fall, the gap must
// be named, and nothing else may become certain in its place.

#include <filesystem>
#include <map>
#include <set>
#include <vector>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/ingest.h"
#include "rules/engine.h"
#include "store/case_file.h"
#include "support/judge.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using Members = std::map<std::string, std::string>;

Members ReadSample(const std::string& name) {
  Members members;
  const std::filesystem::path folder = std::filesystem::path(SOURCE_DIR) / "samples" / name;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    members[entry.path().lexically_relative(folder).string()] =
        testing::ReadFile(entry.path().string());
  }
  return members;
}

// By rule and node; the strongest of each.
std::map<std::string, Finding> Causes(const Members& members) {
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(IngestTexts(members, testing::TheJudge().scanner, {})));
  const auto diagnosis = Diagnose(file->database(), testing::TheJudge().book);
  REQUIRE(diagnosis);
  std::map<std::string, Finding> causes;
  for (const Finding& finding : diagnosis->findings) {
    if (finding.kind == "cause") causes.try_emplace(finding.rule, finding);
  }
  return causes;
}

bool NamesGap(const Finding& finding) {
  for (const CheckResult& check : finding.checks) {
    if (check.answer == Answer::kUnknown && !check.needs.empty() && !check.command.empty()) {
      return true;
    }
  }
  return false;
}

// What is confirmed without `members` was confirmed with them.
void CheckNothingNew(const std::map<std::string, Finding>& before,
                     const std::map<std::string, Finding>& after) {
  for (const auto& [rule, finding] : after) {
    INFO(rule);
    if (finding.verdict != Verdict::kConfirmed) continue;
    const auto was = before.find(rule);
    CHECK((was != before.end() && was->second.verdict == Verdict::kConfirmed));
  }
}

TEST_CASE("removal: each verdict of the samples falls with what it stands on", "[rules]") {
  const std::string snap = "k8s01/var/snap/microk8s/current/args/";
  const std::string net = "/etc/cni/net.d/";
  const struct {
    std::string sample;
    std::vector<std::string> members;  // more than one where the evidence is over-determined
    std::string cause;
  } decisive[] = {
      {"k8s01-path-mismatch",
       {"k8s01/etc/cni/net.d/calico-kubeconfig"},
       "cni-kubeconfig-path-mismatch"},
      {"k8s01-path-mismatch", {snap + "cni-network/calico-kubeconfig"}, "cni-token-pod-deleted"},
      {"k8s01-path-mismatch", {snap + "cni-network/10-calico.conflist"}, "cni-token-pod-deleted"},
      {"k8s01-path-mismatch", {snap + "containerd-template.toml"}, "cni-kubeconfig-path-mismatch"},
      {"k8s01-path-mismatch", {"pods-openebs.yaml"}, "anti-affinity-deadlock"},
      {"expired-token", {"w2" + net + "calico-kubeconfig"}, "cni-token-expired"},
      {"expired-token", {"w2" + net + "10-calico.conflist"}, "cni-token-expired"},
      {"expired-token", {"logs-calico-node-vtb8k.txt"}, "cni-token-refresh-stopped"},
      {"old-account-after-upgrade", {"w1" + net + "calico-kubeconfig"}, "cni-token-expired"},
      {"old-account-after-upgrade", {"logs-calico-node-nhgxh.txt"}, "cni-token-refresh-refused"},
      {"kubeadm-reinit-401", {"namespaces.yaml"}, "cni-kubeconfig-foreign-cluster"},
      {"kubeadm-reinit-x509",
       {"configmap-kube-root-ca.crt.yaml", "k8s-master/etc/kubernetes/pki/ca.crt"},
       "cni-ca-mismatch"},
      {"signing-key-rotated",
       {"logs-kube-apiserver-cp1.txt", "create-token-header-and-claims.txt", "openid-v1-jwks.json"},
       "sa-signing-key-rotated"},
  };
  std::map<std::string, std::map<std::string, Finding>> whole;
  for (const auto& [sample, members, cause] : decisive) {
    INFO(sample << " without " << members.front());
    Members without = ReadSample(sample);
    if (!whole.contains(sample)) whole[sample] = Causes(without);
    const auto& before = whole[sample];
    for (const std::string& member : members) REQUIRE(without.erase(member) == 1);
    const auto after = Causes(without);
    REQUIRE(before.at(cause).verdict == Verdict::kConfirmed);
    if (after.contains(cause)) {
      CHECK(after.at(cause).verdict != Verdict::kConfirmed);
      CHECK(after.at(cause).verdict != Verdict::kRuledOut);
      CHECK(NamesGap(after.at(cause)));
    }
    CheckNothingNew(before, after);
  }
}

TEST_CASE("removal: no member hides a wrong cause: without it, nothing new becomes certain",
          "[rules]") {
  for (const auto& sample :
       std::filesystem::directory_iterator(std::filesystem::path(SOURCE_DIR) / "samples")) {
    if (!sample.is_directory()) continue;
    const Members members = ReadSample(sample.path().filename().string());
    const auto before = Causes(members);
    // The folders of one node go together, and each file of the cluster alone.
    std::set<std::string> parts;
    for (const auto& [path, text] : members) parts.insert(path.substr(0, path.find('/')));
    for (const std::string& part : parts) {
      INFO(sample.path().filename().string() << " without " << part);
      Members without = members;
      std::erase_if(without, [&](const auto& member) {
        return member.first == part || member.first.starts_with(part + "/");
      });
      CheckNothingNew(before, Causes(without));
    }
  }
}

}  // namespace
}  // namespace howdunit
