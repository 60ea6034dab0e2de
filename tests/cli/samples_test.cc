// The whole program over the sample bundles.

#include <cstdlib>
#include <filesystem>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/analyze.h"
#include "support/golden.h"
#include "support/pack.h"

namespace howdunit {
namespace {

using testing::Analysis;
using testing::Analyze;
using testing::CheckGolden;
using testing::TempFolder;

const std::string kSamples = SOURCE_DIR "/samples/";
const std::string kGolden = SOURCE_DIR "/tests/cli/golden/";

TEST_CASE("samples: the review of each is the one on file", "[golden]") {
  for (const auto& sample : std::filesystem::directory_iterator(kSamples)) {
    if (!sample.is_directory()) continue;
    const std::string name = sample.path().filename().string();
    INFO(name);
    const TempFolder out;
    Options options;
    options.report_zone = "Australia/Brisbane";
    const Analysis analysis = Analyze({kSamples + name}, out / "o", options);
    CHECK(analysis.exit_code == kDone);
    CheckGolden(kGolden + name + ".pir.md", analysis.pir);
  }
}

TEST_CASE("samples: the findings of the first two are the ones on file", "[golden]") {
  for (const std::string name : {"k8s01-path-mismatch", "healthy"}) {
    const TempFolder out;
    Options options;
    options.report_zone = "Australia/Brisbane";
    const Analysis analysis = Analyze({kSamples + name}, out / "o", options);
    CheckGolden(kGolden + name + ".findings.json", analysis.findings);
  }
}

TEST_CASE("samples: nothing is found on a quiet day", "[cli]") {
  const TempFolder out;
  const Analysis analysis = Analyze({kSamples + "healthy"}, out / "o");
  CHECK(Contains(analysis.findings, "\"findings\": []"));
  CHECK(Contains(analysis.findings, "\"incidents\": []"));
}

TEST_CASE("samples: machine, zone, language and folder leave no trace", "[cli]") {
  const TempFolder out;
  const Analysis here = Analyze({kSamples + "k8s01-path-mismatch"}, out / "a");
  const std::filesystem::path cwd = std::filesystem::current_path();
  setenv("TZ", "America/New_York", 1);
  setenv("LANG", "de_DE.UTF-8", 1);
  std::filesystem::current_path(out.path());
  const Analysis there = Analyze({kSamples + "k8s01-path-mismatch"}, out / "b");
  std::filesystem::current_path(cwd);
  unsetenv("TZ");
  CHECK(here.pir == there.pir);
  CHECK(here.findings == there.findings);
}

// What differs between a folder and archives of it: the bundle's hash, and that large members of
// an archive have none of their own.
std::string WithoutHashes(std::string text) {
  constexpr std::string_view kKey = "\"sha256\": \"";
  for (std::size_t at = text.find(kKey); at != std::string::npos; at = text.find(kKey, at + 1)) {
    const std::size_t value = at + kKey.size();
    text.erase(value, text.find('"', value) - value);
  }
  return text;
}

TEST_CASE("samples: an archive says what its folder says, in whatever order it was packed",
          "[cli]") {
  const TempFolder out;
  const std::string name = "k8s01-path-mismatch";
  const std::string archive = out / (name + ".tar.gz");
  const std::string pack =
      "cd " + kSamples + name + " && find . -type f | sort -r | tar -czf " + archive + " -T -";
  REQUIRE(std::system(pack.c_str()) == 0);
  const Analysis folder = Analyze({kSamples + name}, out / "folder");
  const Analysis packed = Analyze({archive}, out / "packed");
  CHECK(packed.exit_code == kDone);
  CHECK(WithoutHashes(packed.findings) == WithoutHashes(folder.findings));
}

TEST_CASE("samples: a storm of unrelated errors changes no verdict", "[cli]") {
  const TempFolder out;
  const std::filesystem::path bundle = out.path() / "bundle";
  std::filesystem::copy(kSamples + "k8s01-path-mismatch", bundle,
                        std::filesystem::copy_options::recursive);
  std::string storm;
  for (int i = 0; i < 5000; ++i) {
    storm += "May 23 12:1" + std::to_string(i % 10) +
             ":07 k8s03 app[77]: ERROR dial tcp 10.9.8.7:5432: connect: connection refused\n";
  }
  out.Write("bundle/k8s03/app-journal.log", storm);
  const Analysis stormy = Analyze({bundle.string()}, out / "stormy");
  const Analysis calm = Analyze({kSamples + "k8s01-path-mismatch"}, out / "calm");
  const auto verdicts = [](const std::string& findings) {
    std::string all;
    for (const std::string_view line : Split(findings, '\n')) {
      if (Contains(line, "\"rule\":") || Contains(line, "\"verdict\":")) all += std::string(line);
    }
    return all;
  };
  CHECK(verdicts(stormy.findings) == verdicts(calm.findings));
}

TEST_CASE("analyze: an output folder with somebody else's file is left alone", "[cli]") {
  const TempFolder out;
  out.Write("o/pir.md", "my notes\n");
  const Analysis analysis = Analyze({kSamples + "healthy"}, out / "o");
  CHECK(Contains(analysis.error, "pir.md is there and was not written by howdunit"));
  CHECK(testing::ReadFile(out / "o/pir.md") == "my notes\n");
  CHECK_FALSE(std::filesystem::exists(out / "o/findings.json"));
  CHECK_FALSE(std::filesystem::exists(out / "o/case.db"));
}

TEST_CASE("analyze: what it wrote itself it replaces", "[cli]") {
  const TempFolder out;
  const Analysis first = Analyze({kSamples + "healthy"}, out / "o");
  const Analysis second = Analyze({kSamples + "healthy"}, out / "o");
  CHECK(second.exit_code == kDone);
  CHECK(first.pir == second.pir);
}

TEST_CASE("analyze: errors say what was expected", "[cli]") {
  const TempFolder out;
  CHECK(Contains(Analyze({out / "nothing-here"}, out / "o").error, "cannot open"));
  Options zone;
  zone.zones = {"Mars/Olympus"};
  CHECK(Analyze({kSamples + "healthy"}, out / "o", zone).error ==
        "--zone: \"Mars/Olympus\" is not a time zone of this system; expected a name like "
        "Europe/Berlin or UTC");
  Options moment;
  moment.as_of = "yesterday";
  CHECK(Analyze({kSamples + "healthy"}, out / "o", moment).error ==
        "--as-of: \"yesterday\" is not a moment; expected RFC 3339 with a zone, like "
        "2026-05-23T02:46:00Z");
}

TEST_CASE("analyze: --fail-on tells by the exit code", "[cli]") {
  const TempFolder out;
  Options options;
  options.fail_on = "confirmed";
  CHECK(Analyze({kSamples + "k8s01-path-mismatch"}, out / "o", options).exit_code == kFailOn);
  CHECK(Analyze({kSamples + "healthy"}, out / "h", options).exit_code == kDone);
}

TEST_CASE("analyze: a damaged archive is read as far as it goes, and says so", "[cli]") {
  const TempFolder out;
  const std::string archive = out / "b.tar.gz";
  REQUIRE(std::system(("tar -czf " + archive + " -C " + kSamples + " healthy").c_str()) == 0);
  const std::string whole = testing::ReadFile(archive);
  out.Write("cut.tar.gz", whole.substr(0, whole.size() * 2 / 3));
  const Analysis cut = Analyze({out / "cut.tar.gz"}, out / "o");
  CHECK(cut.exit_code == kIncomplete);
  CHECK(Contains(cut.findings, "calico-node-daemonset.yaml"));
  std::string flipped = whole;
  flipped[flipped.size() - 6] = static_cast<char>(flipped[flipped.size() - 6] ^ 1);
  out.Write("flipped.tar.gz", flipped);
  CHECK(Analyze({out / "flipped.tar.gz"}, out / "f").exit_code == kIncomplete);
}

TEST_CASE("samples: a folder of archives is a bundle for each", "[cli]") {
  const TempFolder folder;
  const auto one = testing::Pack({{"date.txt", "Sat May 23 02:46:03 UTC 2026\n"}}, "ustar", "gzip");
  const auto two = testing::Pack({{"date.txt", "Sat May 23 02:47:03 UTC 2026\n"}}, "zip", "none");
  folder.Write("b/one.tar.gz", one);
  folder.Write("b/two.zip", two);
  const Analysis several = Analyze({folder / "b"}, folder / "o");
  CHECK(Contains(several.findings, "\"path\": \"one\""));
  CHECK(Contains(several.findings, "\"path\": \"two\""));
  folder.Write("g/howdunit-gather-n1.tar.gz", one);
  folder.Write("g/howdunit-gather-cluster.tar.gz", two);
  const Analysis parts = Analyze({folder / "g"}, folder / "p");
  CHECK(Contains(parts.findings, "\"path\": \"g\""));
}

}  // namespace
}  // namespace howdunit
