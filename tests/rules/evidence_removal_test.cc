// What a verdict stands on: with a decisive member gone it must fall, the gap must
// be named, and nothing else may become certain in its place.

#include <filesystem>
#include <map>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/ingest.h"
#include "rules/engine.h"
#include "store/case_file.h"
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

std::map<std::string, Finding> Causes(const Members& members) {
  const auto book = LoadRuleBook();
  REQUIRE(book);
  const auto scanner = SignatureScanner::Create(book->signatures);
  REQUIRE(scanner);
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(IngestTexts(members, *scanner, {})));
  const auto diagnosis = Diagnose(file->database(), *book);
  REQUIRE(diagnosis);
  std::map<std::string, Finding> causes;
  for (const Finding& finding : diagnosis->findings) {
    if (finding.kind == "cause") causes[finding.rule] = finding;
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

TEST_CASE("removal: each verdict of the sample falls with what it stands on", "[rules]") {
  const std::string snap = "k8s01/var/snap/microk8s/current/args/";
  const Members whole = ReadSample("k8s01-path-mismatch");
  const auto before = Causes(whole);
  const struct {
    std::string member;
    std::string cause;
  } decisive[] = {
      {"k8s01/etc/cni/net.d/calico-kubeconfig", "cni-kubeconfig-path-mismatch"},
      {snap + "cni-network/calico-kubeconfig", "cni-token-pod-deleted"},
      {snap + "cni-network/10-calico.conflist", "cni-token-pod-deleted"},
      {snap + "containerd-template.toml", "cni-kubeconfig-path-mismatch"},
      {"pods-openebs.yaml", "anti-affinity-deadlock"},
  };
  for (const auto& [member, cause] : decisive) {
    INFO(member);
    Members without = whole;
    REQUIRE(without.erase(member) == 1);
    const auto after = Causes(without);
    REQUIRE(before.at(cause).verdict == Verdict::kConfirmed);
    CHECK(after.at(cause).verdict != Verdict::kConfirmed);
    CHECK(NamesGap(after.at(cause)));
    for (const auto& [rule, finding] : after) {
      INFO(rule);
      if (finding.verdict != Verdict::kConfirmed) continue;
      CHECK(before.at(rule).verdict == Verdict::kConfirmed);
    }
  }
}

}  // namespace
}  // namespace howdunit
