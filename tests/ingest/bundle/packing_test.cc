// Bundles as people pack them: other compressions, zip, archives in archives, rotated logs.

#include <map>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/pack.h"
#include "support/tar_builder.h"
#include "support/temp_folder.h"
#include "support/visit_bundle.h"

namespace howdunit {
namespace {

using testing::Pack;
using testing::TempFolder;
using testing::Visit;
using testing::Visited;
using Texts = std::map<std::string, std::string>;

Visited VisitBytes(const std::string& name, const std::string& bytes, const Limits& limits = {}) {
  const TempFolder folder;
  folder.Write(name, bytes);
  Visited visited = Visit(folder / name, limits);
  REQUIRE(visited.error.empty());
  return visited;
}

const Texts kTexts = {{"a/one.txt", "first\n"}, {"b.txt", std::string(70'000, 'x')}};

// Text that does not shrink to nothing, so that cutting it cuts a member.
std::string Noise(std::size_t size) {
  std::string text;
  unsigned state = 1;
  while (text.size() < size) {
    state = state * 1103515245U + 12345U;
    text += static_cast<char>('a' + (state >> 16U) % 26);
  }
  return text;
}

TEST_CASE("packing: every compression of a tar, and a zip, hold the same members", "[ingest]") {
  for (const std::string filter : {"none", "gzip", "xz", "bzip2", "zstd"}) {
    INFO(filter);
    const Visited visited = VisitBytes("bundle", Pack(kTexts, "ustar", filter));
    CHECK(visited.texts == kTexts);
    CHECK(visited.problem.empty());
  }
  const Visited zipped = VisitBytes("bundle.zip", Pack(kTexts, "zip", "none"));
  CHECK(zipped.texts == kTexts);
  CHECK(zipped.problem.empty());
}

TEST_CASE("packing: a compressed file is one member, named without the suffix", "[ingest]") {
  CHECK(VisitBytes("k.log.xz", Pack({{"x", "line\n"}}, "raw", "xz")).texts ==
        Texts{{"k.log", "line\n"}});
  CHECK(VisitBytes("k.log.zst", Pack({{"x", "line\n"}}, "raw", "zstd")).texts ==
        Texts{{"k.log", "line\n"}});
}

TEST_CASE("packing: rotated logs inside a bundle are inflated, under their own name", "[ingest]") {
  const Texts inside = {{"0.log", "new\n"},
                        {"0.log.1.gz", Pack({{"x", "old\n"}}, "raw", "gzip")},
                        {"0.log.2.xz", Pack({{"x", "older\n"}}, "raw", "xz")}};
  const Texts expected = {{"0.log", "new\n"}, {"0.log.1.gz", "old\n"}, {"0.log.2.xz", "older\n"}};
  CHECK(VisitBytes("b.tar", Pack(inside, "ustar", "none")).texts == expected);
  const TempFolder folder;
  for (const auto& [name, text] : inside) folder.Write("f/" + name, text);
  CHECK(Visit(folder / "f").texts == expected);
}

TEST_CASE("packing: archives in archives are opened, three deep and no more", "[ingest]") {
  std::string bytes = Pack({{"deep.txt", "here\n"}}, "ustar", "gzip");
  std::string name = "deep.txt";
  for (int depth = 2; depth <= 4; ++depth) {
    INFO(depth);
    const std::string inner = "n" + std::to_string(depth) + ".tgz";
    bytes = Pack({{inner, bytes}}, depth % 2 == 0 ? "zip" : "ustar", "none");
    name.insert(0, inner + "!");
    const Visited visited = VisitBytes("bundle", bytes);
    if (depth <= 3) {
      CHECK(visited.texts == Texts{{name, "here\n"}});
    } else {
      CHECK(visited.texts.empty());
      REQUIRE(visited.skipped.size() == 1);
      CHECK(Contains(visited.skipped.begin()->second, "deep: not opened"));
    }
  }
}

TEST_CASE("packing: what is cut off is told, what came before stays", "[ingest]") {
  const Texts noise = {{"1.txt", "kept\n"}, {"2.txt", Noise(400'000)}};
  for (const std::string filter : {"gzip", "xz", "bzip2", "zstd"}) {
    INFO(filter);
    const std::string whole = Pack(noise, "ustar", filter);
    const Visited visited = VisitBytes("b", whole.substr(0, whole.size() * 2 / 3));
    CHECK_FALSE(visited.problem.empty());
    // bzip2 gives whole blocks only: nothing of a block that is cut.
    if (filter != "bzip2") CHECK(visited.texts.at("1.txt") == "kept\n");
  }
  const std::string zip = Pack(noise, "zip", "none");
  const Visited visited = VisitBytes("b.zip", zip.substr(0, zip.size() / 2));
  CHECK(visited.texts.at("1.txt") == "kept\n");
  CHECK_FALSE(visited.problem.empty());
}

// zstd frames have a checksum where their writer wants one; libarchive's does not.
TEST_CASE("packing: a flipped bit is never silent", "[ingest]") {
  for (const std::string filter : {"gzip", "xz", "bzip2"}) {
    INFO(filter);
    std::string bytes = Pack({{"x", Noise(50'000)}}, "raw", filter);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
    const Visited visited = VisitBytes("k.log", bytes);
    CHECK_FALSE((visited.problem.empty() && visited.problems.empty()));
  }
}

TEST_CASE("packing: what inflates out of all proportion is stopped, inside a bundle too",
          "[ingest]") {
  Limits limits;
  limits.ratio_free_bytes = 100'000;
  limits.ratio = 10;
  const std::string zeros(2'000'000, '0');
  const std::string inside =
      Pack({{"bomb.gz", Pack({{"x", zeros}}, "raw", "gzip")}, {"ok.txt", "ok\n"}}, "ustar", "none");
  const Visited nested = VisitBytes("b.tar", inside, limits);
  CHECK(Contains(nested.problems.at("bomb.gz"), "limit reached"));
  CHECK(nested.texts.at("bomb.gz").size() < zeros.size());
  CHECK(nested.texts.at("ok.txt") == "ok\n");
  const Visited zipped = VisitBytes("b.zip", Pack({{"bomb", zeros}}, "zip", "none"), limits);
  CHECK(zipped.texts.at("bomb").size() < zeros.size());
}

TEST_CASE("packing: names that climb out of a zip are shortened and told", "[ingest]") {
  const Visited visited = VisitBytes("b.zip", Pack({{"../../etc/passwd", "x\n"}}, "zip", "none"));
  CHECK(visited.texts == Texts{{"etc/passwd", "x\n"}});
  CHECK(Contains(visited.problems.at("etc/passwd"), "climbs"));
}

TEST_CASE("packing: words that open like a magic number are text", "[ingest]") {
  CHECK(VisitBytes("a.txt", "BZh is how bzip2 files begin\n").texts ==
        Texts{{"a.txt", "BZh is how bzip2 files begin\n"}});
  CHECK(VisitBytes("b.txt", "").texts == Texts{{"b.txt", ""}});
}

}  // namespace
}  // namespace howdunit
