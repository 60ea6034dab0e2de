// Many bundles in one call, in slices, merged, asked again.

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/triage/shard.h"
#include "core/text.h"
#include "store/database.h"
#include "support/analyze.h"
#include "support/case_rows.h"
#include "support/change_case.h"
#include "support/pack.h"
#include "support/run_command.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::CaseRows;
using testing::ChangeCase;
using testing::Pack;
using testing::Ran;
using testing::ReadFile;
using testing::RunCommand;
using testing::TempFolder;
using Json = nlohmann::json;

const std::string kSamples = std::string(SOURCE_DIR) + "/samples/";

Options Triage(std::vector<std::string> paths, const std::string& database = "") {
  Options options;
  options.command = "triage";
  options.bundles = std::move(paths);
  options.database = database;
  options.table_format = "jsonl";
  return options;
}

std::vector<Json> Lines(const std::string& text) {
  std::vector<Json> lines;
  for (const std::string_view line : Split(TrimRight(text), '\n')) {
    if (!line.empty()) lines.push_back(Json::parse(line));
  }
  return lines;
}

std::vector<std::string> Rows(const std::string& path) {
  const auto database = Database::OpenReadOnly(path);
  if (!database) FAIL(database.error().message);
  return CaseRows(*database);
}

std::int64_t CountBundles(const std::string& path) {
  const auto database = Database::OpenReadOnly(path);
  if (!database) FAIL(database.error().message);
  Statement count = database->Prepare("SELECT count(*) FROM bundle");
  return count.Step() ? count.Int(0) : -1;
}

// Small bundles that differ, one of them damaged, in a folder.
std::vector<std::string> WriteBundles(const TempFolder& folder) {
  std::vector<std::string> paths;
  for (int number = 0; number < 9; ++number) {
    const std::string pod = "web-" + std::to_string(number);
    const std::string name = "b" + std::to_string(number) + ".tar.gz";
    std::string bytes =
        Pack({{"n1/journal/kubelet.log",
               "May 23 02:46:00 n1 kubelet[911]: E0523 02:46:00.336201 911 pod_workers.go:1301] "
               "\"Error syncing pod, skipping\" err=\"plugin type=\\\"calico\\\" failed (delete): "
               "error getting ClusterInformation: connection is unauthorized: Unauthorized\" "
               "pod=\"shop/" +
                   pod + "\"\n"},
              {"date.txt", "$ date -u\nSat May 23 03:00:00 UTC 2026\n"}},
             "ustar", "gzip");
    if (number == 4) bytes.resize(20);
    folder.Write(name, bytes);
    paths.push_back(folder / name);
  }
  return paths;
}

TEST_CASE("triage: the most urgent first, with what leads, what to do and what to ask", "[cli]") {
  const TempFolder folder;
  folder.Write("broken.tar.gz", "\x1f\x8b this is no archive");
  const Ran ran =
      RunCommand(Triage({kSamples + "healthy", kSamples + "expired-token", folder / "broken.tar.gz",
                         folder / "absent.tar", kSamples + "k8s01-path-mismatch"}));
  CHECK(ran.error.empty());
  CHECK(ran.exit_code == kIncomplete);
  const std::vector<Json> lines = Lines(ran.out);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0]["rule"] == "cni-token-refresh-stopped");
  CHECK(lines[0]["verdict"] == "confirmed");
  CHECK(lines[0]["subject"] == "node w2");
  CHECK(lines[0]["captured"] != "");
  CHECK(lines[0]["next"] != "");
  CHECK(lines[1]["rule"] == "cni-kubeconfig-path-mismatch");
  CHECK(lines[2]["severity"] == "unread");
  CHECK(lines[2]["problem"] != "");
  CHECK(lines[3]["severity"] == "unread");
  CHECK(lines[4]["bundle"] == "healthy");
  CHECK(lines[4]["verdict"] == "none");
}

TEST_CASE("triage: the archive and the lines are the same for any number of jobs", "[cli]") {
  const TempFolder folder;
  std::vector<std::string> paths = WriteBundles(folder);
  paths.push_back(kSamples + "typha-unhealthy");
  std::string archive;
  std::string lines;
  for (const std::size_t jobs : {1U, 2U, 7U}) {
    const std::string file = folder / ("all-" + std::to_string(jobs) + ".db");
    Options options = Triage(paths, file);
    options.jobs = jobs;
    const Ran ran = RunCommand(options);
    CHECK(ran.error.empty());
    if (archive.empty()) {
      archive = ReadFile(file);
      lines = ran.out;
    }
    CHECK((ReadFile(file) == archive));
    CHECK(ran.out == lines);
  }
  CHECK(CountBundles(folder / "all-1.db") == 9);  // all but the damaged one
}

TEST_CASE("triage: what the archive holds is not judged again, and told as before", "[cli]") {
  const TempFolder folder;
  const std::vector<std::string> paths = WriteBundles(folder);
  const std::string file = folder / "all.db";
  const Ran first = RunCommand(Triage(paths, file));
  const std::vector<std::string> rows = Rows(file);
  const Ran again = RunCommand(Triage(paths, file));
  CHECK(again.out == first.out);
  CHECK((Rows(file) == rows));

  // By other rules each is judged anew, and replaces what was said.
  ChangeCase(file, "UPDATE triage SET rules = 'others', title = 'what others said'");
  const Ran anew = RunCommand(Triage(paths, file));
  CHECK(anew.out == first.out);
  CHECK((Rows(file) == rows));
}

TEST_CASE("triage: a bundle that is cut short is read as far as it goes, and said", "[cli]") {
  const TempFolder folder;
  std::string log;
  for (int i = 0; i < 4000; ++i) log += "line " + std::to_string(i * 7919) + " of a log\n";
  std::string bytes = Pack({{"a.log", log}, {"b.log", log}}, "ustar", "gzip");
  bytes.resize(bytes.size() / 2);
  folder.Write("cut.tar.gz", bytes);
  const Ran ran = RunCommand(Triage({folder / "cut.tar.gz"}));
  CHECK(ran.exit_code == kIncomplete);
  REQUIRE(Lines(ran.out).size() == 1);
  CHECK(Lines(ran.out)[0]["problem"] != "");
  CHECK(Lines(ran.out)[0]["severity"] == "none");
}

TEST_CASE("triage: a cause that is possible, where nothing shows that it hurts, is told", "[cli]") {
  const TempFolder folder;
  folder.Write("b/kubelet.log",
               "May 22 22:20:01 n1 kubelet[911]: E0522 22:20:01.336201     911 kubelet.go:2349] "
               "\"Container runtime network not ready\" networkReady=\"NetworkReady=false "
               "reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not "
               "initialized\"\n");
  const std::vector<Json> lines = Lines(RunCommand(Triage({folder / "b"})).out);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0]["severity"] == "info");
  CHECK(lines[0]["verdict"] == "possible");
  CHECK(lines[0]["rule"] == "cni-plugin-not-initialized");
  CHECK(lines[0]["ask"] != "");
}

TEST_CASE("triage: a block by a template for each, short enough for a ticket", "[cli]") {
  Options options = Triage({kSamples + "kubeadm-reinit-401", kSamples + "signing-key-rotated",
                            kSamples + "healthy", kSamples + "k8s01-path-mismatch"});
  options.templates = {"ticket.md"};
  const Ran ran = RunCommand(options);
  CHECK(ran.exit_code == kDone);
  const std::string joined = ReplaceAll(ran.out, "\n---\n", "\x01");
  const std::vector<std::string_view> blocks = Split(joined, '\x01');
  REQUIRE(blocks.size() == 4);
  for (const std::string_view block : blocks) {
    INFO(block);
    CHECK(Split(Trim(block), '\n').size() <= 25);
    CHECK(Contains(block, "**"));
  }
}

TEST_CASE("triage: what the archive knows gets its review and its block when they are asked for",
          "[cli]") {
  const TempFolder folder;
  Options options = Triage({kSamples + "expired-token"}, folder / "all.db");
  const std::string line = RunCommand(options).out;
  options.templates = {"ticket.md"};
  CHECK(Contains(RunCommand(options).out, "stopped renewing"));
  options.templates.clear();
  options.output = folder / "reviews";
  RunCommand(options);
  CHECK(Contains(ReadFile(folder / "reviews/expired-token/pir.md"), "stopped renewing"));
  options.templates = {"ticket.md"};
  options.output = folder / "others";
  RunCommand(options);  // has its review elsewhere
  options.output.clear();
  options.templates.clear();
  CHECK(Lines(RunCommand(options).out)[0]["title"] == Lines(line)[0]["title"]);
}

TEST_CASE("triage: reviews of their own, below the folder, found from the archive", "[cli]") {
  const TempFolder folder;
  folder.Write("in/one/b.tar.gz",
               Pack({{"date.txt", "date\n"}, {"a.log", "x\n"}}, "ustar", "gzip"));
  folder.Write("in/two/b.tar.gz",
               Pack({{"date.txt", "date\n"}, {"a.log", "y\n"}}, "ustar", "gzip"));
  Options options = Triage({folder / "in"}, folder / "all.db");
  options.recursive = true;
  options.output = folder / "reviews";
  const Ran ran = RunCommand(options);
  CHECK(ran.error.empty());
  CHECK(ReadFile(folder / "reviews/one/b/pir.md") != ReadFile(folder / "reviews/two/b/pir.md"));
  for (const Json& line : Lines(ran.out)) {
    ReadFile(line["review"].get<std::string>() + "/findings.json");
  }
}

TEST_CASE("triage: the review of a bundle in an archive is that of analyze", "[cli]") {
  const TempFolder folder;
  Options options = Triage(
      {kSamples + "healthy", kSamples + "k8s01-path-mismatch", kSamples + "kubeadm-reinit-x509"},
      folder / "all.db");
  RunCommand(options);
  const auto analysis = testing::Analyze({kSamples + "k8s01-path-mismatch"}, folder / "analysed");
  options = {};
  options.command = "report";
  options.database = folder / "all.db";
  options.bundle = "k8s01-path-mismatch";
  options.output = folder / "reported";
  CHECK(RunCommand(options).exit_code == kDone);
  CHECK(ReadFile(folder / "reported/findings.json") == analysis.findings);
  CHECK(ReadFile(folder / "reported/pir.md") == analysis.pir);
  options.bundle = "none of them";
  CHECK(Contains(RunCommand(options).error, "no bundle of the archive"));
}

TEST_CASE("triage: bundles that arrive are taken up, until it is told to stop", "[cli]") {
  const TempFolder folder;
  folder.Write("in/README", "bundles go here");
  Options options = Triage({folder / "in"}, folder / "all.db");
  options.watch = true;
  options.output = folder / "reviews";
  std::thread people([&] {
    const auto wait_for = [](const std::string& path) {
      for (int i = 0; i < 600 && !std::filesystem::exists(path); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    };
    folder.Write("in/a.tar.gz", Pack({{"a.log", "x\n"}}, "ustar", "gzip"));
    wait_for(folder / "reviews/a/findings.json");
    std::filesystem::copy(kSamples + "expired-token", folder / "in/b",
                          std::filesystem::copy_options::recursive);
    wait_for(folder / "reviews/b/findings.json");
    kill(getpid(), SIGINT);
  });
  const Ran ran = RunCommand(options);
  people.join();
  CHECK(ran.exit_code == kDone);
  const std::vector<Json> lines = Lines(ran.out);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0]["bundle"] == "a");
  CHECK(lines[1]["rule"] == "cni-token-refresh-stopped");
  CHECK(CountBundles(folder / "all.db") == 2);
}

TEST_CASE("shard: every bundle is in one slice, whatever else is in the list", "[cli]") {
  for (const std::int64_t of : {1, 2, 7}) {
    std::vector<int> sizes(static_cast<std::size_t>(of));
    for (int i = 0; i < 1000; ++i) {
      int slices = 0;
      for (std::int64_t number = 1; number <= of; ++number) {
        if (!IsIn({number, of}, "tickets/" + std::to_string(i) + ".tar.gz")) continue;
        ++slices;
        ++sizes[static_cast<std::size_t>(number - 1)];
      }
      CHECK(slices == 1);
    }
    for (const int size : sizes) CHECK(size > 500 / of);
  }
}

TEST_CASE("shard: named by hand, by Slurm or by Kubernetes; nonsense is told", "[cli]") {
  const auto of = [](const std::string& text) {
    const auto shard = ParseShard(text);
    return shard ? std::to_string(shard->number) + "/" + std::to_string(shard->of)
                 : shard.error().message;
  };
  CHECK(of("3/8") == "3/8");
  for (const char* wrong : {"0/8", "9/8", "3", "a/b", "3/", "/8", "-1/4", "3/8/9", ""}) {
    INFO(wrong);
    CHECK(Contains(of(wrong), "expected I/N"));
  }
  const std::vector<const char*> names = {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN",
                                          "SLURM_ARRAY_TASK_COUNT", "JOB_COMPLETION_INDEX",
                                          "JOB_COMPLETIONS"};
  for (const char* name : names) unsetenv(name);
  CHECK(Contains(of("auto"), "SLURM_ARRAY_TASK_ID"));
  setenv("SLURM_ARRAY_TASK_ID", "5", 1);
  setenv("SLURM_ARRAY_TASK_MIN", "3", 1);
  setenv("SLURM_ARRAY_TASK_COUNT", "4", 1);
  CHECK(of("auto") == "3/4");
  for (const char* name : names) unsetenv(name);
  setenv("JOB_COMPLETION_INDEX", "0", 1);
  setenv("JOB_COMPLETIONS", "6", 1);
  CHECK(of("auto") == "1/6");
  for (const char* name : names) unsetenv(name);
}

Options Merge(std::vector<std::string> parts, const std::string& into) {
  Options options;
  options.command = "merge";
  options.bundles = std::move(parts);
  options.output = into;
  return options;
}

TEST_CASE("merge: slices make what one process makes; missing and damaged ones are told", "[cli]") {
  const TempFolder folder;
  std::vector<std::string> paths = WriteBundles(folder);
  paths.push_back(kSamples + "expired-token");
  RunCommand(Triage(paths, folder / "one.db"));
  const std::vector<std::string> expected = Rows(folder / "one.db");

  std::vector<std::string> parts;
  for (int number = 1; number <= 3; ++number) {
    Options options = Triage(paths, folder / ("part-" + std::to_string(number) + ".db"));
    options.shard = std::to_string(number) + "/3";
    CHECK(RunCommand(options).error.empty());
    parts.push_back(options.database);
  }
  CHECK(RunCommand(Merge(parts, folder / "all.db")).exit_code == kDone);
  CHECK((Rows(folder / "all.db") == expected));

  SECTION("again, in another order and twice: nothing changes") {
    const std::string before = ReadFile(folder / "all.db");
    CHECK(RunCommand(Merge({parts[2], parts[0], parts[2]}, folder / "all.db")).exit_code == kDone);
    CHECK((Rows(folder / "all.db") == expected));
  }
  SECTION("a missing one") {
    CHECK(RunCommand(Merge({parts[0], parts[2]}, folder / "some.db")).exit_code == kIncomplete);
    CHECK(RunCommand(Merge({parts[1]}, folder / "some.db")).exit_code == kDone);
    CHECK((Rows(folder / "some.db") == expected));
  }
  SECTION("one that was cut short: left out, and healed by its own task") {
    const std::string whole = ReadFile(parts[1]);
    folder.Write("part-2.db", std::string_view(whole).substr(0, whole.size() / 2));
    CHECK(RunCommand(Merge(parts, folder / "some.db")).exit_code == kIncomplete);
    Options options = Triage(paths, parts[1]);
    options.shard = "2/3";
    CHECK(RunCommand(options).error.empty());
    CHECK(RunCommand(Merge(parts, folder / "some.db")).exit_code == kDone);
    CHECK((Rows(folder / "some.db") == expected));
  }
  SECTION("what somebody changed: a table is gone, a list has no end") {
    ChangeCase(parts[0], "DROP TABLE shard");
    CHECK(RunCommand(Merge({parts[0]}, folder / "a.db")).error ==
          "nothing of the parts could be taken over");
    CHECK_FALSE(std::filesystem::exists(folder / "a.db"));
    CHECK(RunCommand(Merge(parts, folder / "a.db")).exit_code == kIncomplete);
    ChangeCase(parts[2], "UPDATE shard SET of = 9223372036854775807");
    CHECK(RunCommand(Merge({parts[2]}, folder / "c.db")).exit_code == kDone);
  }
  SECTION("what somebody changed in one that has members, as a part has by its bundles' names") {
    ChangeCase(folder / "one.db", "UPDATE member SET id = 9223372036854775807 WHERE id = 1");
    CHECK(Contains(RunCommand(Merge({folder / "one.db"}, folder / "b.db")).error, "impossible id"));
    CHECK_FALSE(std::filesystem::exists(folder / "b.db"));
  }
  SECTION("what is no case file") {
    folder.Write("notes.txt", "not a database");
    CHECK(RunCommand(Merge({parts[0], folder / "notes.txt"}, folder / "x.db")).exit_code ==
          kIncomplete);
    CHECK(
        Contains(RunCommand(Merge(parts, folder / "notes.txt")).error, "not written by howdunit"));
  }
}

TEST_CASE("merge: bundles that were diagnosed as one story are left out, and said", "[cli]") {
  const TempFolder folder;
  const std::string two =
      Pack({{"n1/journal/kubelet.log", "May 23 02:46:00 n1 kubelet[9]: x\n"}}, "ustar", "gzip");
  folder.Write("a.tar.gz", two);
  folder.Write("b.tar.gz", Pack({{"n1/journal/kubelet.log", "May 24 02:46:00 n1 kubelet[9]: y\n"}},
                                "ustar", "gzip"));
  testing::Analyze({folder / "a.tar.gz", folder / "b.tar.gz"}, folder / "out");
  const auto story = Database::OpenReadOnly(folder / "out/case.db");
  REQUIRE(story);
  Statement clusters = story->Prepare("SELECT count(DISTINCT cluster) FROM cluster_bundle");
  REQUIRE(clusters.Step());
  REQUIRE(clusters.Int(0) == 1);
  CHECK(RunCommand(Merge({folder / "out/case.db"}, folder / "all.db")).error ==
        "nothing of the parts could be taken over");
  CHECK_FALSE(std::filesystem::exists(folder / "all.db"));
}

}  // namespace
}  // namespace howdunit
