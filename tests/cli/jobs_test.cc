// Several bundles in one call: nothing that is written or told depends on --jobs.

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "store/database.h"
#include "support/analyze.h"
#include "support/pack.h"

namespace howdunit {
namespace {

using testing::Analysis;
using testing::Analyze;
using testing::Pack;
using testing::ReadFile;
using testing::TempFolder;

// An event of a pod, and a log of some size, so that bundles take differently long.
std::string SmallBundle(int number) {
  const std::string pod = "web-" + std::to_string(number);
  std::string log;
  for (int line = 0; line < 2000 / (number + 1); ++line) {
    log +=
        "May 23 02:46:00 n1 kubelet[911]: E0523 02:46:00.336201 911 pod_workers.go:1301] "
        "\"Error syncing pod, skipping\" err=\"plugin type=\\\"calico\\\" failed (delete): error "
        "getting ClusterInformation: connection is unauthorized: Unauthorized\" pod=\"shop/" +
        pod + "\"\n";
  }
  return Pack(
      {{"n1/journal/kubelet.log", log}, {"date.txt", "$ date -u\nSat May 23 03:00:00 UTC 2026\n"}},
      "ustar", "gzip");
}

std::vector<std::string> WriteBundles(const TempFolder& folder) {
  std::vector<std::string> paths;
  for (int number = 0; number < 12; ++number) {
    const std::string name = "b" + std::to_string(number) + ".tar.gz";
    std::string bytes = SmallBundle(number);
    if (number == 7) bytes.resize(bytes.size() / 2);  // it is read that far
    folder.Write(name, bytes);
    paths.push_back(folder / name);
  }
  paths.insert(paths.begin() + 5, paths[2]);  // one of them twice
  paths.push_back(std::string(SOURCE_DIR) + "/samples/expired-token");
  return paths;
}

TEST_CASE("jobs: the case file and the reviews are the same bytes for any number", "[cli]") {
  const TempFolder folder;
  const std::vector<std::string> bundles = WriteBundles(folder);
  std::vector<std::string> files;  // of one job
  for (const std::size_t jobs : {1U, 2U, 8U}) {
    Options options;
    options.jobs = jobs;
    const std::string out = folder / ("out-" + std::to_string(jobs));
    const Analysis analysis = Analyze(bundles, out, options);
    CHECK(analysis.error.empty());
    CHECK(analysis.exit_code == kIncomplete);
    std::vector<std::string> written;
    for (const char* name : {"case.db", "pir.md", "pir.html", "findings.json"}) {
      written.push_back(ReadFile(out + "/" + name));
    }
    if (files.empty()) files = written;
    for (std::size_t i = 0; i < files.size(); ++i) CHECK((written[i] == files[i]));
  }
}

TEST_CASE("jobs: messages come in the order of the bundles", "[cli]") {
  const TempFolder folder;
  std::string expected;
  for (const std::size_t jobs : {1U, 2U, 8U}) {
    Options options;
    options.command = "ingest";
    options.bundles = WriteBundles(folder);
    options.jobs = jobs;
    const std::string log = folder / ("log-" + std::to_string(jobs));
    REQUIRE(StartLog(Verbosity::kQuiet, log));
    REQUIRE(Run(options));
    REQUIRE(StartLog(Verbosity::kQuiet, ""));
    const std::string told = ReadFile(log);
    CHECK(told.find("b2.tar.gz: 2 files, already in the case file") != std::string::npos);
    CHECK(told.find("b7.tar.gz: the gzip stream is cut off") != std::string::npos);
    if (expected.empty()) expected = told;
    CHECK(told == expected);
  }
}

TEST_CASE("jobs: a bundle that cannot be read ends the call, with those before it kept", "[cli]") {
  const TempFolder folder;
  std::vector<std::string> bundles = WriteBundles(folder);
  bundles.insert(bundles.begin() + 4, folder / "nowhere.tar.gz");
  for (const std::size_t jobs : {1U, 2U, 8U}) {
    Options options;
    options.command = "ingest";
    options.bundles = bundles;
    options.jobs = jobs;
    options.database = folder / ("case-" + std::to_string(jobs) + ".db");
    REQUIRE(StartLog(Verbosity::kQuiet, ""));
    const auto code = Run(options);
    REQUIRE_FALSE(code);
    CHECK(code.error().message ==
          "cannot open " + folder / "nowhere.tar.gz" + ": No such file or directory");
    auto database = Database::OpenReadOnly(options.database);
    REQUIRE(database);
    Statement count = database->Prepare("SELECT count(*) FROM bundle");
    REQUIRE(count.Step());
    CHECK(count.Int(0) == 4);
  }
}

TEST_CASE("analyze: a folder that holds two clusters is a bundle of each", "[cli]") {
  const TempFolder folder;
  const std::string head = "NAME   STATUS     ROLES    AGE   VERSION\n";
  folder.Write("case/a/nodes.txt", head + "cp1    Ready      <none>   1d    v1.29.1\n");
  folder.Write("case/b/get/nodes.txt", head + "s1     NotReady   <none>   1d    v1.29.1\n");
  const std::string out = folder / "out";
  const Analysis analysis = Analyze({folder / "case"}, out, {});
  CHECK(analysis.exit_code == kDone);
  const auto database = Database::OpenReadOnly(out + "/case.db");
  REQUIRE(database);
  Statement bundles = database->Prepare(
      "SELECT group_concat(bundle.name || ': ' || node.name, ', ') FROM bundle"
      " JOIN node ON node.bundle = bundle.id");
  REQUIRE(bundles.Step());
  CHECK(bundles.Text(0) == "a: cp1, b: s1");
}

}  // namespace
}  // namespace howdunit
