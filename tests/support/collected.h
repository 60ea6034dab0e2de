// What collectors gather, packed as they do it, and what is known of it when it is read.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "support/jwt.h"
#include "support/pack.h"
#include "support/temp_folder.h"

namespace howdunit::testing {

using Texts = std::map<std::string, std::string>;

inline BundleContents Ingest(const std::string& path) {
  const auto scanner = SignatureScanner::Create({{.id = "denied",
                                                  .title = "denied",
                                                  .literals = {"Unauthorized"},
                                                  .pattern = "Unauthorized"}});
  REQUIRE(scanner);
  auto contents = IngestBundle(path, *scanner, {});
  REQUIRE(contents);
  return std::move(*contents);
}

// Packs the texts as the collector would and reads the archive.
inline BundleContents IngestArchive(const Texts& texts, const std::string& name,
                                    const std::string& format = "ustar",
                                    const std::string& filter = "gzip") {
  const TempFolder folder;
  folder.Write(name, Pack(texts, format, filter));
  return Ingest(folder / name);
}

inline const Member& MemberAt(const BundleContents& contents, std::string_view path) {
  for (const Member& member : contents.members) {
    if (member.path.str() == path) return member;
  }
  FAIL("no member " << path);
  return contents.members.front();
}

inline std::string NodeOf(const BundleContents& contents, std::string_view path) {
  return MemberAt(contents, path).node.str();
}

inline std::string HostPathOf(const BundleContents& contents, std::string_view path) {
  return MemberAt(contents, path).host_path.str();
}

// "log/kubelet on node-a from 2026-05-22T12:20:01Z"
inline std::vector<std::string> Logs(const BundleContents& contents) {
  std::vector<std::string> logs;
  for (const CoverageRecord& log : contents.coverage) {
    if (!log.topic.starts_with("log/")) continue;
    std::string text = log.topic;
    if (!log.name.empty()) text += " of " + log.space.str() + "/" + log.name.str();
    if (!log.node.empty()) text += " on " + log.node.str();
    if (log.first.instant.known()) {
      text += log.first.instant.latest - log.first.instant.earliest > kSecond ? " about" : " from";
      text += " " + FormatUtc(log.first.instant.earliest / kSecond * kSecond);
    }
    logs.push_back(text);
  }
  return logs;
}

inline bool Holds(const std::vector<std::string>& texts, const std::string& text) {
  for (const std::string& one : texts) {
    UNSCOPED_INFO(one);
    if (one == text) return true;
  }
  return false;
}

inline std::string Range(const Instant& instant) {
  if (!instant.known()) return "unknown";
  const std::string earliest = FormatUtc(instant.earliest / kSecond * kSecond);
  const std::string latest = FormatUtc(instant.latest / kSecond * kSecond);
  return earliest == latest ? earliest : earliest + " to " + latest;
}

// What the collectors find on a node.
inline std::string Kubeconfig() {
  return "# Kubeconfig file for Calico CNI plugin. Installed by calico/node.\napiVersion: v1\n"
         "kind: Config\nclusters:\n- name: local\n  cluster:\n    server: https://10.0.0.1:443\n"
         "users:\n- name: calico\n  user:\n    token: " +
         MakeJwt(kUnboundClaims) + "\ncontexts: []\ncurrent-context: calico-context\n";
}

inline constexpr const char* kConflist =
    "{\"name\":\"k8s-pod-network\",\"cniVersion\":\"0.3.1\",\"plugins\":[{\"type\":\"calico\","
    "\"kubernetes\":{\"kubeconfig\":\"/etc/cni/net.d/calico-kubeconfig\"}}]}\n";

inline std::string KubeletLine(const std::string& host, const std::string& unit = "kubelet") {
  return "May 22 22:20:01 " + host + " " + unit +
         "[9]: E0522 22:20:01.336201       9 pod_workers.go:1301] \"Error\" err=\"Unauthorized\"\n";
}

// Its own stamp names the zone.
inline std::string ContainerdLine(const std::string& host, const std::string& unit = "containerd") {
  return "May 22 22:20:02 " + host + " " + unit +
         "[8]: time=\"2026-05-22T22:20:02.104981102+10:00\" level=info msg=\"fine\"\n";
}

inline constexpr const char* kPodList =
    "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{\"name\":"
    "\"calico-node-x2v9k\",\"namespace\":\"kube-system\",\"uid\":\"u1\"},\"spec\":{\"nodeName\":"
    "\"node-a\",\"containers\":[{\"name\":\"calico-node\"}]},\"status\":{\"phase\":\"Running\"}}]}"
    "\n";

inline constexpr const char* kNodeYaml =
    "---\napiVersion: v1\nkind: Node\nmetadata:\n  name: master-0\n  uid: n0\n";

}  // namespace howdunit::testing
