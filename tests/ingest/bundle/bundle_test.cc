#include <sys/stat.h>

#include <cstdlib>
#include <map>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/tar_builder.h"
#include "support/temp_folder.h"
#include "support/visit_bundle.h"

namespace howdunit {
namespace {

using testing::TarBuilder;
using testing::TempFolder;
using testing::Visit;
using testing::Visited;

const std::map<std::string, std::string> kTexts = {{"a/one.txt", "first\n"},
                                                   {"b.txt", std::string(70'000, 'x')}};

std::string PlainTar() {
  TarBuilder tar;
  for (const auto& [name, text] : kTexts) tar.Add(name, text);
  return tar.Finish();
}

// gzip by the command: an implementation that is not ours.
std::string Gzip(const TempFolder& folder, const std::string& bytes) {
  folder.Write("to-gzip", bytes);
  REQUIRE(std::system(("gzip -nkf " + (folder / "to-gzip")).c_str()) == 0);
  return testing::ReadFile(folder / "to-gzip.gz");
}

TEST_CASE("bundle: folder, tar and tar.gz hold the same members", "[ingest]") {
  const TempFolder folder;
  for (const auto& [name, text] : kTexts) folder.Write("f/" + name, text);
  folder.Write("b.tar", PlainTar());
  folder.Write("b.tar.gz", Gzip(folder, PlainTar()));
  for (const std::string bundle : {"f", "b.tar", "b.tar.gz"}) {
    INFO(bundle);
    const Visited visited = Visit(folder / bundle);
    CHECK(visited.texts == kTexts);
    CHECK(visited.problem.empty());
    CHECK(visited.error.empty());
  }
}

TEST_CASE("bundle: a file that is no archive is one member", "[ingest]") {
  const TempFolder folder;
  folder.Write("pods.txt", "NAME   READY\n");
  CHECK(Visit(folder / "pods.txt").texts ==
        std::map<std::string, std::string>{{"pods.txt", "NAME   READY\n"}});
  folder.Write("k.log.gz", Gzip(folder, "line\n"));
  CHECK(Visit(folder / "k.log.gz").texts ==
        std::map<std::string, std::string>{{"k.log", "line\n"}});
}

TEST_CASE("bundle: a changed byte in a gzip is told", "[ingest]") {
  const TempFolder folder;
  std::string bytes = Gzip(folder, PlainTar());
  bytes[bytes.size() - 7] = static_cast<char>(bytes[bytes.size() - 7] ^ 1);
  folder.Write("b.tar.gz", bytes);
  const Visited visited = Visit(folder / "b.tar.gz");
  CHECK(visited.texts == kTexts);
  CHECK(visited.problem == "the gzip checksum does not match: the data was changed or damaged");
}

TEST_CASE("bundle: a cut archive keeps what is whole, wherever it is cut", "[ingest]") {
  const TempFolder folder;
  const std::string bytes = Gzip(folder, PlainTar());
  for (std::size_t size = 2; size < bytes.size(); size += 7) {
    INFO(size);
    folder.Write("b.tar.gz", bytes.substr(0, size));
    const Visited visited = Visit(folder / "b.tar.gz");
    CHECK_FALSE((visited.problem.empty() && visited.error.empty()));
    const auto first = visited.texts.find("a/one.txt");
    if (first != visited.texts.end() && !visited.problems.contains("a/one.txt")) {
      CHECK(first->second == "first\n");
    }
  }
}

TEST_CASE("bundle: gzip members that follow each other are one stream; garbage is told",
          "[ingest]") {
  const TempFolder folder;
  const std::string tar = PlainTar();
  const std::string first = Gzip(folder, tar.substr(0, 900));
  const std::string second = Gzip(folder, tar.substr(900));
  folder.Write("two.tar.gz", first + second);
  CHECK(Visit(folder / "two.tar.gz").texts == kTexts);
  CHECK(Visit(folder / "two.tar.gz").problem.empty());
  folder.Write("garbage.tar.gz", first + second + "garbage");
  CHECK(Visit(folder / "garbage.tar.gz").texts == kTexts);
  CHECK(Visit(folder / "garbage.tar.gz").problem ==
        "bytes that are no gzip follow the gzip stream");
}

TEST_CASE("bundle: a stream that inflates without end is stopped", "[ingest]") {
  const TempFolder folder;
  folder.Write("bomb.tar.gz",
               Gzip(folder, TarBuilder().Add("zeros", std::string(8'000'000, '\0')).Finish()));
  Limits limits;
  limits.ratio_free_bytes = 1'000'000;
  const Visited visited = Visit(folder / "bomb.tar.gz", limits);
  CHECK(visited.problem == "limit reached: inflates to more than 200 times its size");
  CHECK(visited.texts.at("zeros").size() < 3'000'000);
}

TEST_CASE("bundle: names cannot leave the bundle, and twins stay apart", "[ingest]") {
  const TempFolder folder;
  folder.Write("b.tar", TarBuilder()
                            .Add("../../etc/passwd", "1")
                            .Add("/etc/passwd", "2")
                            .Add("./a//b/./c", "3")
                            .Finish());
  const Visited visited = Visit(folder / "b.tar");
  CHECK(visited.texts == std::map<std::string, std::string>{
                             {"etc/passwd", "1"}, {"etc/passwd#2", "2"}, {"a/b/c", "3"}});
  CHECK(visited.problems.at("etc/passwd") ==
        "its name climbs out of the bundle (\"..\"): shortened");
}

TEST_CASE("bundle: links, devices and pipes are named, not followed", "[ingest]") {
  const TempFolder folder;
  folder.Write("b.tar", TarBuilder()
                            .Add("link", "", '2', "/etc/shadow")
                            .Add("hard", "", '1', "a.txt")
                            .Add("device", "", '3')
                            .Add("pipe", "", '6')
                            .Add("a.txt", "text")
                            .Finish());
  const Visited visited = Visit(folder / "b.tar");
  CHECK(visited.texts == std::map<std::string, std::string>{{"a.txt", "text"}});
  CHECK(visited.skipped.at("link") == "symbolic link to /etc/shadow: not followed");
  CHECK(visited.skipped.at("hard") == "hard link to a.txt: not followed");
  CHECK(visited.skipped.at("device") == "device: not read");
  CHECK(visited.skipped.at("pipe") == "pipe: not read");
}

TEST_CASE("bundle: a pipe in a folder does not block, a link is not followed", "[ingest]") {
  const TempFolder folder;
  folder.Write("f/a.txt", "text");
  REQUIRE(mkfifo((folder / "f/pipe").c_str(), 0600) == 0);
  std::filesystem::create_symlink("/etc", folder / "f/link");
  const Visited visited = Visit(folder / "f");
  CHECK(visited.texts == std::map<std::string, std::string>{{"a.txt", "text"}});
  CHECK(visited.skipped.at("pipe") == "device, pipe or socket: not read");
  CHECK(visited.skipped.at("link") == "symbolic link to /etc: not followed");
}

TEST_CASE("bundle: limits of number and size are told", "[ingest]") {
  const TempFolder folder;
  folder.Write("b.tar", TarBuilder().Add("a", "1").Add("b", "2").Add("c", "3").Finish());
  Limits few;
  few.members = 2;
  CHECK(Visit(folder / "b.tar", few).texts.size() == 2);
  CHECK(Visit(folder / "b.tar", few).problem == "limit reached: only the first 2 files were read");
  Limits small;
  small.member_bytes = 1000;
  folder.Write("big.tar", TarBuilder().Add("a", std::string(5000, 'x')).Add("b", "2").Finish());
  const Visited visited = Visit(folder / "big.tar", small);
  CHECK(visited.texts.at("b") == "2");
  CHECK(visited.problems.at("a") == "limit reached: only the first 1000 bytes were read");
}

TEST_CASE("bundle: what cannot be opened is an error that says why", "[ingest]") {
  const TempFolder folder;
  CHECK(Contains(Visit(folder / "none").error, "No such file or directory"));
  folder.Write("html.tar.gz", "<html>login</html>");
  CHECK(Visit(folder / "html.tar.gz").texts.at("html.tar.gz") == "<html>login</html>");
}

}  // namespace
}  // namespace howdunit
