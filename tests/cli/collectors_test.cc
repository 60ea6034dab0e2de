// The samples' evidence as collectors would have gathered it: the review names the same cause.

#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "support/analyze.h"
#include "support/pack.h"

namespace howdunit {
namespace {

using testing::Analysis;
using testing::Pack;
using testing::ReadFile;
using testing::TempFolder;
using Texts = std::map<std::string, std::string>;

std::string Sample(const std::string& path) {
  return ReadFile(std::string(SOURCE_DIR) + "/samples/" + path);
}

Analysis AnalyzePacked(const Texts& texts, const std::string& name, const std::string& filter) {
  const TempFolder folder;
  folder.Write(name, Pack(texts, "ustar", filter));
  return testing::Analyze({folder / name}, folder / "out");
}

bool Confirms(const Analysis& analysis, const std::string& rule) {
  const std::size_t at = analysis.findings.find("\"rule\": \"" + rule + "\"");
  if (at == std::string::npos) return false;
  const std::size_t verdict = analysis.findings.find("\"verdict\": ", at);
  return analysis.findings.compare(verdict, 22, "\"verdict\": \"confirmed\"") == 0;
}

// Of one node, with what kubectl says there.
Texts Sosreport() {
  const std::string root = "sosreport-w2-2026-09-14-abcdefg/";
  const std::string kubernetes = root + "sos_commands/kubernetes/";
  const std::string kubectl = "kubectl_--kubeconfig_.etc.kubernetes.admin.conf_";
  const std::string info = kubernetes + "cluster-info/" + kubectl;
  const std::string node = "expired-token/w2/";
  return {
      {kubernetes + "journalctl_--no-pager_--unit_kubelet", Sample(node + "kubelet-journal.log")},
      {kubernetes + "ls_-lanR_.etc.cni", Sample(node + "ls-la-etc-cni-net.d.txt")},
      {root + "etc/cni/net.d/10-calico.conflist",
       Sample(node + "etc/cni/net.d/10-calico.conflist")},
      {root + "etc/cni/net.d/calico-kubeconfig", Sample(node + "etc/cni/net.d/calico-kubeconfig")},
      {root + "etc/containerd/config.toml", Sample(node + "etc/containerd/config.toml")},
      {root + "sos_commands/date/date", "Mon Sep 14 09:40:30 UTC 2026\n"},
      {info + "get_--all-namespaces_true_events", Sample("expired-token/get-events-A.txt")},
      {info + "get_--all-namespaces_true_pods", Sample("expired-token/get-pods-A-wide.txt")},
      {info + "get_nodes", Sample("expired-token/get-nodes-wide.txt")},
  };
}

// Of one node; what kubectl says there is one text.
Texts Inspection() {
  const std::string root = "inspection-report/";
  const std::string node = "k8s01-path-mismatch/k8s01/";
  const std::string args = "var/snap/microk8s/current/args/";
  return {
      {root + "snap.microk8s.daemon-kubelite/journal.log", Sample(node + "kubelite-journal.log")},
      {root + "snap.microk8s.daemon-containerd/journal.log",
       Sample(node + "containerd-journal.log")},
      {root + "args/cni-network/10-calico.conflist",
       Sample(node + args + "cni-network/10-calico.conflist")},
      {root + "args/cni-network/calico-kubeconfig",
       Sample(node + args + "cni-network/calico-kubeconfig")},
      {root + "args/containerd-template.toml", Sample(node + args + "containerd-template.toml")},
      {root + "k8s/get-all", Sample("k8s01-path-mismatch/get-pods-A-wide.txt")},
  };
}

TEST_CASE("collectors: a sosreport of the node tells of the expired token", "[cli]") {
  const Analysis analysis =
      AnalyzePacked(Sosreport(), "sosreport-w2-2026-09-14-abcdefg.tar.xz", "xz");
  CHECK(analysis.exit_code == kDone);
  CHECK(Confirms(analysis, "cni-token-expired"));
  CHECK(analysis.findings.find("\"layout\": \"sos report\"") != std::string::npos);
}

TEST_CASE("collectors: without its kubeconfig a node's report confirms no cause", "[cli]") {
  Texts texts = Sosreport();
  texts.erase("sosreport-w2-2026-09-14-abcdefg/etc/cni/net.d/calico-kubeconfig");
  const Analysis analysis = AnalyzePacked(texts, "sosreport-w2-2026-09-14-abcdefg.tar.xz", "xz");
  CHECK_FALSE(Confirms(analysis, "cni-token-expired"));
  CHECK(Confirms(analysis, "cni-add-unauthorized"));
}

TEST_CASE("collectors: an inspection of MicroK8s tells of the pod that is gone", "[cli]") {
  const Analysis analysis =
      AnalyzePacked(Inspection(), "inspection-report-20260523_124630.tar.gz", "gzip");
  CHECK(Confirms(analysis, "cni-token-pod-deleted"));
  CHECK(analysis.pir.find("the archive's name") != std::string::npos);
}

TEST_CASE("collectors: two nodes' inspections in one archive stay apart", "[cli]") {
  Texts texts;
  for (const auto& [path, text] : Inspection()) texts["k8s01/" + path] = text;
  for (const auto& [path, text] : Inspection()) {
    // The other node's plugin is not refused.
    if (path.find("journal") == std::string::npos) texts["k8s02/" + path] = text;
  }
  texts["k8s02/inspection-report/snap.microk8s.daemon-kubelite/journal.log"] =
      Sample("k8s01-path-mismatch/k8s02/kubelite-journal.log");
  const Analysis analysis = AnalyzePacked(texts, "reports.tar.gz", "gzip");
  CHECK(Confirms(analysis, "cni-token-pod-deleted"));
  CHECK(analysis.pir.find("Pod sandboxes on k8s01 cannot be removed") != std::string::npos);
  CHECK(analysis.pir.find("Pod sandboxes on k8s02 cannot be removed") == std::string::npos);
}

// As pasted out of a narrow window.
std::string Folded(const std::string& text, std::size_t width) {
  std::string folded;
  std::size_t column = 0;
  for (const char c : text) {
    if (c != '\n' && column == width) {
      folded += '\n';
      column = 0;
    }
    folded += c;
    column = c == '\n' ? 0 : column + 1;
  }
  return folded;
}

TEST_CASE("collectors: tables that a terminal wrapped hold the same pods", "[cli]") {
  const std::string table = Sample("k8s01-path-mismatch/get-pods-A-wide.txt");
  for (const std::size_t width : {80U, 100U, 132U}) {
    INFO(width);
    const TempFolder folder;
    const TempFolder out;
    folder.Write("pods.txt", Folded(table, width));
    const Analysis analysis = testing::Analyze({folder.path().string()}, out.path().string());
    CHECK(analysis.findings.find("\"format\": \"get-pods\"") != std::string::npos);
    CHECK(analysis.findings.find("lines were not understood") == std::string::npos);
    CHECK(analysis.findings.find("\"records\": 49") != std::string::npos);
  }
}

}  // namespace
}  // namespace howdunit
