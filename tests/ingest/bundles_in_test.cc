// Which bundles a folder stands for.

#include "ingest/bundles_in.h"

#include <catch2/catch.hpp>

#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::TempFolder;

void WriteInspection(const TempFolder& folder, const std::string& name) {
  folder.Write(name + "/inspection-report/snap.microk8s.daemon-kubelite/journal.log", "");
  folder.Write(name + "/inspection-report/args/kubelet", "");
}

std::size_t CountIn(const TempFolder& folder) { return BundlesIn(folder.path().string()).size(); }

TEST_CASE("a folder of archives and collectors' folders is a bundle for each", "[unit]") {
  const TempFolder folder;
  folder.Write("b.tar.gz", "");
  folder.Write("c.zip", "");
  WriteInspection(folder, "a");
  folder.Write("README.md", "which is which");
  folder.Write("SHA256SUMS", "");
  const auto bundles = BundlesIn(folder.path().string());
  REQUIRE(bundles.size() == 3);
  CHECK(bundles[0] == folder / "a");
  CHECK(bundles[1] == folder / "b.tar.gz");
}

TEST_CASE("what lies beside bundles may belong to them: that is one bundle", "[unit]") {
  const TempFolder with_text;
  with_text.Write("a.tar.gz", "");
  with_text.Write("b.tar.gz", "");
  with_text.Write("describe-pods.txt", "");
  CHECK(CountIn(with_text) == 1);

  const TempFolder with_folder;
  WriteInspection(with_folder, "a");
  WriteInspection(with_folder, "b");
  with_folder.Write("k8s01/etc/cni/net.d/calico-kubeconfig", "");
  CHECK(CountIn(with_folder) == 1);
}

TEST_CASE("one bundle is one bundle", "[unit]") {
  const TempFolder single;
  WriteInspection(single, "a");
  CHECK(CountIn(single) == 1);

  const TempFolder images;
  for (const std::string image : {"img-1", "img-2"}) {
    images.Write("must-gather.local.7/" + image + "/namespaces/dns/core/pods.yaml", "");
  }
  CHECK(BundlesIn(images / "must-gather.local.7").size() == 1);

  const TempFolder parts;
  parts.Write("howdunit-gather-1.tar.gz", "");
  parts.Write("howdunit-gather-2.tar.gz", "");
  CHECK(CountIn(parts) == 1);
  CHECK(BundlesIn(parts / "howdunit-gather-1.tar.gz").size() == 1);
  CHECK(BundlesIn("-").size() == 1);
  CHECK(BundlesIn(parts / "absent").size() == 1);
}

}  // namespace
}  // namespace howdunit
