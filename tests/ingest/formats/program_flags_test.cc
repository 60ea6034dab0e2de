#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

std::vector<ObjectRecord> Flags(const std::string& text, const std::string& path) {
  std::vector<ObjectRecord> found;
  for (ObjectRecord& object : ReadText(text, path).All<ObjectRecord>()) {
    if (object.kind.str() == "ProgramFlags") found.push_back(std::move(object));
  }
  return found;
}

const std::string kKubelet =
    "# of the snap\n"
    "--kubeconfig=${SNAP_DATA}/credentials/kubelet.config\n"
    "--cluster-dns=10.152.183.10\n"
    "--fail-swap-on=\"false\"\n"
    "--node-labels=\"microk8s.io/cluster=true,zone=a\"\n"
    "--anonymous-auth\n"
    "--root-dir /data/kubelet\n";

TEST_CASE("program-flags: each flag is a field of the program's", "[ingest]") {
  for (const std::string path :
       {"inspection-report/args/kubelet", "n1/var/snap/microk8s/current/args/kubelet",
        "inspection-report-20260522_222001.tar.gz!inspection-report/args/kubelet"}) {
    INFO(path);
    const auto flags = Flags(kKubelet, path);
    REQUIRE(flags.size() == 1);
    CHECK(flags[0].name == "kubelet");
    CHECK(FieldOf(flags[0], "--cluster-dns") == "10.152.183.10");
    CHECK(FieldOf(flags[0], "--kubeconfig") == "${SNAP_DATA}/credentials/kubelet.config");
    CHECK(FieldOf(flags[0], "--fail-swap-on") == "false");
    CHECK(FieldOf(flags[0], "--node-labels") == "microk8s.io/cluster=true,zone=a");
    CHECK(FieldOf(flags[0], "--anonymous-auth") == "true");
    CHECK(FieldOf(flags[0], "--root-dir") == "/data/kubelet");
    CHECK(flags[0].fields[1].source.line == 3);
  }
  const auto pasted = Flags(
      "$ cat /var/snap/microk8s/current/args/kube-proxy\n"
      "--cluster-cidr=10.1.0.0/16\n\n--v=2\nand so on\n",
      "ticket.txt");
  REQUIRE(pasted.size() == 1);
  CHECK(pasted[0].name == "kube-proxy");
  CHECK(FieldOf(pasted[0], "--cluster-cidr") == "10.1.0.0/16");
  CHECK(pasted[0].fields.size() == 2);
}

TEST_CASE("program-flags: a secret does not show", "[ingest]") {
  const auto flags = Flags("--token=abcdef.0123456789abcdef\n--password=geheim1234\n",
                           "inspection-report/args/kubelet");
  REQUIRE(flags.size() == 1);
  CHECK(FieldOf(flags[0], "--token").find("0123456789abcdef") == std::string::npos);
  CHECK(FieldOf(flags[0], "--password").find("geheim") == std::string::npos);
}

TEST_CASE("program-flags: other files, and what is none", "[ingest]") {
  CHECK(Flags(kKubelet, "inspection-report/args/ctr").empty());
  CHECK(Flags(kKubelet, "ticket.txt").empty());
  CHECK(Flags(kKubelet, "n1/my-args/kubelet").empty());
  CHECK(Flags("$ cat /etc/x\n--v=2\n", "inspection-report/args/kubelet").empty());
  CHECK(Flags("# nothing\n", "inspection-report/args/kubelet").empty());
  CHECK(Flags("--\n", "inspection-report/args/kubelet").empty());
}

TEST_CASE("program-flags: they are their node's", "[ingest]") {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  const BundleContents contents =
      IngestTexts({{"n1/var/snap/microk8s/current/args/kubelet", kKubelet},
                   {"n2/var/snap/microk8s/current/args/kubelet", "--v=2\n"}},
                  *signatures, {});
  REQUIRE(contents.members.size() == 2);
  CHECK(contents.members[0].node == "n1");
  CHECK(contents.members[0].host_path == "/var/snap/microk8s/current/args/kubelet");
  CHECK(contents.objects.size() == 2);
}

}  // namespace
}  // namespace howdunit
