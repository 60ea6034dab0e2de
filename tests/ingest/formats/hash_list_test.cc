#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

const std::string kDigest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

TEST_CASE("checksums: each file with its digest, by the algorithm", "[ingest]") {
  const auto files =
      ReadText(kDigest + "  /host/opt/cni/bin/calico\n" + kDigest +
               " */opt/cni/bin/a b\n"
               "d41d8cd98f00b204e9800998ecf8427e  /etc/cni/net.d/10-calico.conflist\n")
          .All<ObjectRecord>();
  REQUIRE(files.size() == 3);
  CHECK(files[0].kind == "FileDigest");
  CHECK(files[0].name == "/opt/cni/bin/calico");
  CHECK(FieldOf(files[0], "sha256") == kDigest);
  CHECK(files[1].name == "/opt/cni/bin/a b");
  CHECK(FieldOf(files[2], "md5") == "d41d8cd98f00b204e9800998ecf8427e");
}

TEST_CASE("checksums: a digest that is cut ends the list", "[ingest]") {
  const auto out = ReadText(kDigest + "  a\n" + kDigest + "  b\n" + kDigest.substr(0, 50) + "\n");
  CHECK(out.All<ObjectRecord>().size() == 2);
  CHECK(out.formats == std::vector<std::string>{"checksums", ""});
}

TEST_CASE("checksums: ids in tables, commits and a line among others are none", "[ingest]") {
  for (const std::string& text :
       {kDigest + "   registry.k8s.io/pause   2 days ago\n", kDigest + "\n", kDigest + " a\n",
        std::string("9f86d081884c7d659a2f  /opt\n"), kDigest + "  started\nand more text\n"}) {
    INFO(text);
    CHECK(ReadText(text).formats[0] != "checksums");
  }
}

}  // namespace
}  // namespace howdunit
