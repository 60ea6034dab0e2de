#include "rules/clusters.h"

#include <catch2/catch.hpp>

#include "store/case_file.h"

namespace howdunit {
namespace {

constexpr const char* kUid = "0b0f4b3e-1d1c-4c53-8f0e-6a5b4c3d2e1f";
constexpr const char* kOtherUid = "9d8c7b6a-5f4e-4d3c-9b2a-1f0e0d0c0b0a";

// What one bundle says of the cluster that it is of; empty parts are not said.
struct Says {
  std::optional<Micros> captured;
  std::string kube_system;
  std::string pod_uid;
  std::string object_uid;
  std::string node;
  std::string address;
};

BundleContents MakeBundle(const Says& says, std::size_t number) {
  BundleContents contents;
  contents.bundle.sha256 = Redact("bundle " + std::to_string(number));
  if (says.captured) contents.bundle.captured = {*says.captured, *says.captured, Basis::kStated};
  contents.members.resize(1);
  const Source source{.line = 1};
  if (!says.kube_system.empty()) {
    contents.objects.push_back({.source = source,
                                .kind = "Namespace",
                                .name = "kube-system",
                                .uid = Redact(says.kube_system)});
  }
  if (!says.object_uid.empty()) {
    contents.objects.push_back({.source = source,
                                .kind = "DaemonSet",
                                .space = "kube-system",
                                .name = "calico-node",
                                .uid = Redact(says.object_uid)});
  }
  if (!says.pod_uid.empty()) {
    PodRecord pod;
    pod.source = source;
    pod.space = "shop";
    pod.name = "web-0";
    pod.uid = Redact(says.pod_uid);
    contents.pods.push_back(pod);
  }
  if (!says.node.empty()) {
    NodeRecord node;
    node.source = source;
    node.name = Redact(says.node);
    node.internal_ip = Redact(says.address);
    contents.nodes.push_back(node);
  }
  return contents;
}

using Groups = std::vector<std::vector<std::int64_t>>;

Groups GroupsOf(const std::vector<Says>& bundles) {
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  for (std::size_t i = 0; i < bundles.size(); ++i) {
    REQUIRE(file->AddBundle(MakeBundle(bundles[i], i)));
  }
  const auto clusters = FindClusters(file->database());
  if (!clusters) FAIL(clusters.error().message);
  return clusters->bundles;
}

TEST_CASE("clusters: a shared identity makes one of two bundles", "[rules]") {
  CHECK(GroupsOf({{.kube_system = kUid}, {.kube_system = kUid}}) == Groups{{1, 2}});
  CHECK(GroupsOf({{.pod_uid = kUid}, {.pod_uid = kUid}}) == Groups{{1, 2}});
  CHECK(GroupsOf({{.object_uid = kUid}, {.object_uid = kUid}}) == Groups{{1, 2}});
  CHECK(GroupsOf({{.node = "n1"}, {.node = "n1"}}) == Groups{{1, 2}});
}

TEST_CASE("clusters: without a shared identity bundles are apart", "[rules]") {
  CHECK(GroupsOf({{}, {}}) == Groups{{1}, {2}});
  CHECK(GroupsOf({{.node = "n1"}, {.node = "n2"}}) == Groups{{1}, {2}});
  CHECK(GroupsOf({{.pod_uid = kUid}, {.pod_uid = kOtherUid}}) == Groups{{1}, {2}});
}

TEST_CASE("clusters: different uids of kube-system are different clusters, whatever else agrees",
          "[rules]") {
  CHECK(GroupsOf({{.kube_system = kUid, .object_uid = kUid, .node = "n1"},
                  {.kube_system = kOtherUid, .object_uid = kUid, .node = "n1"}}) ==
        Groups{{1}, {2}});
}

TEST_CASE("clusters: what could be of either of two clusters is of none", "[rules]") {
  CHECK(GroupsOf({{.kube_system = kUid, .node = "n1"},
                  {.node = "n1"},
                  {.kube_system = kOtherUid, .node = "n1"},
                  {.kube_system = kUid}}) == Groups{{1, 4}, {2}, {3}});
}

TEST_CASE("clusters: a node of another address is another node of that name", "[rules]") {
  CHECK(GroupsOf({{.node = "master", .address = "10.0.0.1"},
                  {.node = "master", .address = "192.168.0.1"}}) == Groups{{1}, {2}});
  CHECK(GroupsOf({{.node = "master", .address = "10.0.0.1"}, {.node = "master"}}) ==
        Groups{{1, 2}});
}

TEST_CASE("clusters: a static pod's uid, a hash of its manifest, identifies no cluster",
          "[rules]") {
  const std::string hash = "5f4dcc3b5aa765d61d8327deb882cf99";
  CHECK(GroupsOf({{.pod_uid = hash}, {.pod_uid = hash}}) == Groups{{1}, {2}});
}

TEST_CASE("clusters: bundles stand in the order of capture, an unknown moment last", "[rules]") {
  CHECK(GroupsOf(
            {{.node = "n1"}, {.captured = 200, .node = "n1"}, {.captured = 100, .node = "n1"}}) ==
        Groups{{3, 2, 1}});
}

}  // namespace
}  // namespace howdunit
