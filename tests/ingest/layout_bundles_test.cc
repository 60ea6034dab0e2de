// Small bundles of the true structure of collectors that ask the whole cluster: what is known of
// their members' nodes, places and times.

#include <catch2/catch.hpp>

#include "support/collected.h"

namespace howdunit {
namespace {

using testing::Holds;
using testing::IngestArchive;
using testing::kNodeYaml;
using testing::kPodList;
using testing::Logs;
using testing::MemberAt;
using testing::NodeOf;
using testing::Range;

TEST_CASE("layout: must-gather", "[ingest]") {
  const std::string root = "must-gather.local.5871212342349872345/quay-io-sha256-9f8e/";
  const std::string log = root + "namespaces/dns/pods/dns-7lq2p/dns/dns/logs/";
  const BundleContents contents = IngestArchive(
      {{"must-gather.local.5871212342349872345/timestamp",
        "2026-05-22 22:19:01.123456789 +1000 AEST m=+0.204811538\n"
        "2026-05-22 22:21:01.123456789 +1000 AEST m=+120.204811538\n"},
       {root + "version", "openshift/must-gather\n4.16.0-20260501\n"},
       {root + "cluster-scoped-resources/core/nodes/master-0.yaml", kNodeYaml},
       {root + "namespaces/dns/pods/dns-7lq2p/dns-7lq2p.yaml",
        "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: dns-7lq2p\n  namespace: dns\n  uid: p\n"
        "spec:\n  nodeName: master-0\n"},
       {log + "current.log", "2026-05-22T12:20:01.123456789Z Unauthorized\n"},
       {log + "previous.log", ""},
       {root + "namespaces/dns/core/pods.yaml",
        "---\napiVersion: v1\nitems: []\nkind: PodList\nmetadata:\n  resourceVersion: \"7\"\n"},
       {root + "namespaces/dns/core/secrets.yaml",
        "---\napiVersion: v1\nkind: SecretList\nitems:\n- apiVersion: v1\n  kind: Secret\n"
        "  metadata:\n    name: s\n    namespace: dns\n  data:\n    token: MTcwNCBieXRlcyBsb25n\n"},
       // Two masters' journals, merged by comparing lines; the kubelet prints them in UTC.
       {root + "host_service_logs/masters/kubelet_service.log",
        "-- Logs begin at Wed 2026-05-20 08:00:01 UTC, end at Fri 2026-05-22 12:21:11 UTC. --\n"
        "May 22 12:20:01.336300 master-0 kubelet[9]: E0522 12:20:01.336201       9 a.go:1] err=<\n"
        "May 22 12:20:01.336301 master-1 kubelet[9]: E0522 12:20:01.336201       9 a.go:1] fine\n"
        "May 22 12:20:01.336302 master-0 kubelet[9]:         Unauthorized\n"
        "May 22 12:20:01.336303 master-0 kubelet[9]:  > pod=\"x\"\n"}},
      "must-gather.tar.gz");
  CHECK(contents.bundle.layout == "OpenShift must-gather, oc adm inspect");
  CHECK(Range(contents.bundle.captured) == "2026-05-22T12:19:01Z to 2026-05-22T12:21:01Z");
  CHECK(MemberAt(contents, log + "current.log").pod.str() == "dns-7lq2p");
  CHECK(NodeOf(contents, log + "current.log") == "master-0");
  const auto logs = Logs(contents);
  CHECK(Holds(logs, "log/dns of dns/dns-7lq2p on master-0 from 2026-05-22T12:20:01Z"));
  CHECK(Holds(logs, "log/kubelet on master-0 from 2026-05-22T12:20:01Z"));
  CHECK(Holds(logs, "log/kubelet on master-1 from 2026-05-22T12:20:01Z"));
  REQUIRE(contents.hits.size() == 2);
  CHECK(contents.hits[0].node.str() == "master-0");
  CHECK(contents.hits[0].source.line_end == 5);
  // An empty list of one namespace says that it has none.
  bool none = false;
  for (const CoverageRecord& one : contents.coverage) {
    none = none || (one.topic == "pods" && one.space.str() == "dns" && one.items == 0);
  }
  CHECK(none);
  for (const ObjectRecord& object : contents.objects) {
    for (const ObjectField& field : object.fields) {
      CHECK(field.value.str().find("MTcw") == std::string::npos);
    }
  }
}

TEST_CASE("layout: a must-gather of several images is several roots of one bundle", "[ingest]") {
  const std::string top = "must-gather.local.1/";
  const BundleContents contents = IngestArchive(
      {{top + "a-sha256-1/cluster-scoped-resources/core/nodes/master-0.yaml", kNodeYaml},
       {top + "b-sha256-2/namespaces/dns/core/pods.yaml",
        "---\napiVersion: v1\nitems: []\nkind: PodList\n"}},
      "mg.tar.xz", "ustar", "xz");
  CHECK(contents.bundle.layout == "OpenShift must-gather, oc adm inspect");
  CHECK(contents.nodes.size() == 1);
}

TEST_CASE("layout: cluster-info dump, as folders", "[ingest]") {
  const BundleContents contents = IngestArchive(
      {{"dump/nodes.json",
        "{\"kind\":\"NodeList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{\"name\":"
        "\"node-a\"}}]}\n"},
       {"dump/kube-system/replication-controllers.json",
        "{\"kind\":\"ReplicationControllerList\",\"apiVersion\":\"v1\",\"items\":[]}\n"},
       {"dump/kube-system/pods.json", kPodList},
       {"dump/kube-system/calico-node-x2v9k/logs.txt",
        "==== START logs for container install-cni of pod kube-system/calico-node-x2v9k ====\n"
        "2026-05-22 12:20:01.123 [INFO][9] cni-installer/install.go 139: Running\n"
        "==== END logs for container install-cni of pod kube-system/calico-node-x2v9k ====\n"
        "==== START logs for container calico-node of pod kube-system/calico-node-x2v9k ====\n"
        "2026-05-22 12:20:02.123 [ERROR][61] felix/x.go 1: Unauthorized==== END logs for "
        "container calico-node of pod kube-system/calico-node-x2v9k ====\n"}},
      "dump.zip", "zip", "none");
  CHECK(contents.bundle.layout == "kubectl cluster-info dump");
  REQUIRE(contents.hits.size() == 1);
  CHECK(contents.hits[0].container.str() == "calico-node");
  CHECK(contents.hits[0].node.str() == "node-a");
  CHECK(Range(contents.hits[0].first.instant) == "2026-05-22T12:20:02Z");
}

TEST_CASE("layout: an empty list is of the namespace that its folder names", "[ingest]") {
  constexpr const char* kNone = "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}\n";
  const auto spaces = [](const BundleContents& contents) {
    std::vector<std::string> found;
    for (const CoverageRecord& coverage : contents.coverage) {
      if (coverage.topic == "pods") found.push_back(coverage.space.str());
    }
    return found;
  };
  CHECK(spaces(IngestArchive(
            {{"dump/nodes.json", "{\"kind\":\"NodeList\",\"apiVersion\":\"v1\",\"items\":[]}\n"},
             {"dump/batch/replication-controllers.json",
              "{\"kind\":\"ReplicationControllerList\",\"apiVersion\":\"v1\",\"items\":[]}\n"},
             {"dump/batch/pods.json", kNone}},
            "dump.zip", "zip", "none")) == std::vector<std::string>{"batch"});
  // Nobody says of which: that there are none anywhere would be a lie.
  CHECK(spaces(IngestArchive({{"mine/pods.json", kNone}}, "mine.tar.gz")).empty());
}

TEST_CASE("layout: cluster-info dump, as one text", "[ingest]") {
  const BundleContents contents = IngestArchive(
      {{"dump.txt",
        "{\n    \"kind\": \"NodeList\",\n    \"apiVersion\": \"v1\",\n    \"items\": []\n}\n" +
            std::string(kPodList) +
            "==== START logs for container calico-node of pod kube-system/calico-node-x2v9k ====\n"
            "2026-05-22 12:20:02.123 [ERROR][61] felix/x.go 1: Unauthorized\n"
            "==== END logs for container calico-node of pod kube-system/calico-node-x2v9k ====\n"}},
      "dump.tar.gz");
  REQUIRE(contents.hits.size() == 1);
  CHECK(contents.hits[0].pod.str() == "calico-node-x2v9k");
  CHECK(contents.hits[0].node.str() == "node-a");
}

TEST_CASE("layout: support bundle", "[ingest]") {
  const std::string root = "support-bundle-2026-05-22T22_20_01/";
  const BundleContents contents = IngestArchive(
      {{root + "version.yaml",
        "apiVersion: troubleshoot.sh/v1beta2\nkind: SupportBundle\nspec:\n  versionNumber: 0.92\n"},
       {root + "cluster-resources/pods/kube-system.json", kPodList},
       {root + "cluster-resources/events/kube-system.json",
        "{\"kind\":\"EventList\",\"apiVersion\":\"v1\",\"items\":[]}\n"},
       {root + "cluster-resources/events-errors.json", "null"},
       {root + "cluster-resources/pods/logs/kube-system/calico-node-x2v9k/calico-node.log",
        "2026-05-22 12:20:02.123 [ERROR][61] felix/x.go 1: Unauthorized\n"},
       {root + "cluster-resources/pods/logs/kube-system/calico-node-x2v9k/"
               "calico-node-previous.log",
        "2026-05-22 11:20:02.123 [ERROR][61] felix/x.go 1: Unauthorized\n"}},
      "support-bundle-2026-05-22T22_20_01.tar.gz");
  CHECK(contents.bundle.layout == "Replicated troubleshoot support bundle");
  const auto logs = Logs(contents);
  CHECK(Holds(
      logs,
      "log/calico-node of kube-system/calico-node-x2v9k on node-a from 2026-05-22T12:20:02Z"));
  CHECK(Holds(
      logs,
      "log/calico-node of kube-system/calico-node-x2v9k on node-a from 2026-05-22T11:20:02Z"));
  for (const SignatureRecord& hit : contents.hits) CHECK(hit.node.str() == "node-a");
}

TEST_CASE("layout: calicoctl cluster diags", "[ingest]") {
  const std::string root = "calico-diagnostics-20260522_122001/";
  const BundleContents contents =
      IngestArchive({{root + "cluster/version.yaml", "clientVersion:\n  major: \"1\"\n"},
                     {root + "cluster/kubernetes/pods.yaml", kPodList},
                     {root + "nodes/node-a/kube-system/calico-node-x2v9k.log",
                      "2026-05-22 12:19:02.123 [ERROR][61] felix/x.go 1: Unauthorized\r\n"},
                     {root + "nodes/node-a/ip-route.txt", "default via 10.0.0.1 dev eno1\r\n"}},
                    "calico-diagnostics-20260522_122001.tar.gz");
  CHECK(contents.bundle.layout == "calicoctl cluster diags");
  CHECK(Range(contents.bundle.captured) == "2026-05-22T12:20:01Z");
  CHECK(NodeOf(contents, root + "nodes/node-a/ip-route.txt") == "node-a");
  REQUIRE(contents.hits.size() == 1);
  CHECK(contents.hits[0].pod.str() == "calico-node-x2v9k");
  CHECK(contents.hits[0].node.str() == "node-a");
}

}  // namespace
}  // namespace howdunit
