// What is written into a folder: whole or not at all, and nothing that is somebody else's.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "cli/files/partial_file.h"
#include "core/text.h"
#include "support/analyze.h"

namespace howdunit {
namespace {

namespace fs = std::filesystem;

using testing::Analyze;
using testing::ReadFile;
using testing::TempFolder;

std::vector<std::string> FilesIn(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

TEST_CASE("partial file: two runs that make the same file do not share one", "[cli]") {
  const TempFolder folder;
  auto one = PartialFile::Begin(folder.path(), "case.db");
  auto other = PartialFile::Begin(folder.path(), "case.db");
  REQUIRE(one);
  REQUIRE(other);
  CHECK(one->path() != other->path());
  std::ofstream(one->path()) << "one";
  std::ofstream(other->path()) << "other";
  REQUIRE(one->Sync());
  REQUIRE(one->Move());
  CHECK(ReadFile(folder / "case.db") == "one");
  REQUIRE(other->Move());
  CHECK(ReadFile(folder / "case.db") == "other");
  CHECK(FilesIn(folder.path()) == std::vector<std::string>{"case.db"});
}

TEST_CASE("partial file: gone if it was not moved; what a killed run left is cleared away",
          "[cli]") {
  const TempFolder folder;
  {
    const auto given_up = PartialFile::Begin(folder.path(), "case.db");
    REQUIRE(given_up);
    CHECK(FilesIn(folder.path()).size() == 1);
  }
  CHECK(FilesIn(folder.path()).empty());
  folder.Write(".case.db.Ab12Cd.partial", "left behind");
  folder.Write(".case.db.Ab12Cd.part", "somebody's");
  folder.Write(".pir.md.Ab12Cd.partial", "of another file");
  const auto at_work = PartialFile::Begin(folder.path(), "case.db");
  REQUIRE(at_work);
  PartialFile::ClearLeftOvers(folder.path(), "case.db");
  CHECK(fs::exists(at_work->path()));
  CHECK_FALSE(fs::exists(folder / ".case.db.Ab12Cd.partial"));
  CHECK(fs::exists(folder / ".case.db.Ab12Cd.part"));
  CHECK(fs::exists(folder / ".pir.md.Ab12Cd.partial"));
}

TEST_CASE("analyze: what people wrote into a review is not replaced, unless it is kept", "[cli]") {
  const TempFolder out;
  const std::string bundle = SOURCE_DIR "/samples/expired-token";
  REQUIRE(Analyze({bundle}, out / "o").error.empty());
  REQUIRE(Analyze({bundle}, out / "o").error.empty());  // of nobody: made anew
  const std::string path = out / "o/pir.md";
  std::string review = ReadFile(path);
  const std::size_t mark = review.find("<!-- human:");
  REQUIRE(mark != std::string::npos);
  const std::size_t line_end = review.find('\n', mark);
  const std::string id = review.substr(mark + 11, review.find(' ', mark + 6) - mark - 11);
  review.insert(line_end + 1, "Nobody could pay for ten minutes.\n");
  std::ofstream(path) << review;

  const auto refused = Analyze({bundle}, out / "o");
  CHECK(refused.error == path + " holds what people wrote (" + id + "); take it over with --keep " +
                             path + ", or choose another folder with -o");
  CHECK(ReadFile(path) == review);
  Options json_only;
  json_only.formats = {"json"};
  CHECK(Analyze({bundle}, out / "o", json_only).error.empty());
  Options keep;
  keep.keep = path;
  const auto kept = Analyze({bundle}, out / "o", keep);
  CHECK(kept.error.empty());
  CHECK(Contains(kept.pir, "Nobody could pay for ten minutes."));
}

TEST_CASE("analyze: an option that cannot be used is refused before anything is read", "[cli]") {
  const TempFolder out;
  out.Write("b/kubelet.log", "I0523 02:40:01.336180     911 server.go:1] \"Started kubelet\"\n");
  Options zone;
  zone.report_zone = "Foo/Bar";
  CHECK(Contains(Analyze({out / "b"}, out / "o", zone).error, "unknown time zone \"Foo/Bar\""));
  Options lacking;
  lacking.templates = {out / "none.md"};
  CHECK(Contains(Analyze({out / "b"}, out / "o", lacking).error, "none.md"));
  CHECK_FALSE(fs::exists(out / "o"));
}

}  // namespace
}  // namespace howdunit
