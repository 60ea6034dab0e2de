#include "ingest/attribution/node_names.h"

#include <catch2/catch.hpp>

#include "ingest/ingest.h"

namespace howdunit {
namespace {

// The node of a listing at this path, in a bundle that names no node.
std::string NodeAt(const std::string& path) {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  const BundleContents contents =
      IngestTexts({{path, "total 4\n-rw------- 1 root root 2680 May 22 22:20 calico-kubeconfig\n"}},
                  *signatures, {});
  return contents.members.at(0).node.str();
}

TEST_CASE("nodes: a folder above the host's root can be a node's, one below cannot", "[ingest]") {
  CHECK(NodeAt("n1/etc/cni/net.d/ls.txt") == "n1");
  CHECK(NodeAt("b/n1/etc/containerd/ls.txt") == "n1");
  CHECK(NodeAt("n1/ls.txt") == "n1");
  CHECK(NodeAt("etc/containerd/ls.txt").empty());
  CHECK(NodeAt("ls.txt").empty());
}

}  // namespace
}  // namespace howdunit
