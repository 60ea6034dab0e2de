// "Seen before": incidents are known again under other names and with evidence missing, and taken
// for no other.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "core/similarity.h"
#include "core/text.h"
#include "support/pack.h"
#include "support/run_command.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::ReadFile;
using testing::RunCommand;
using testing::TempFolder;
using Json = nlohmann::json;
using Texts = std::map<std::string, std::string>;

const std::string kSamples = std::string(SOURCE_DIR) + "/samples/";

Texts ReadSample(const std::string& name) {
  Texts texts;
  const std::filesystem::path root = kSamples + name;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    texts[entry.path().lexically_relative(root).generic_string()] = ReadFile(entry.path().string());
  }
  return texts;
}

// The same cluster by another name.
Texts Renamed(const Texts& texts, const std::vector<std::pair<std::string, std::string>>& names) {
  Texts renamed;
  for (const auto& [path, text] : texts) {
    std::string new_path = path;
    std::string new_text = text;
    for (const auto& [from, to] : names) {
      new_path = ReplaceAll(new_path, from, to);
      new_text = ReplaceAll(new_text, from, to);
    }
    renamed[new_path] = new_text;
  }
  return renamed;
}

void WriteFolder(const TempFolder& folder, const std::string& name, const Texts& texts) {
  for (const auto& [path, text] : texts) folder.Write(name + "/" + path, text);
}

std::string Archive(const TempFolder& folder, const std::vector<std::string>& bundles) {
  Options options;
  options.command = "triage";
  options.bundles = bundles;
  options.database = folder / "archive.db";
  CHECK(RunCommand(options).error.empty());
  return options.database;
}

std::vector<Json> Similar(const std::string& bundle, const std::string& archive) {
  Options options;
  options.command = "similar";
  options.bundles = {bundle};
  options.database = archive;
  options.table_format = "json";
  const auto ran = RunCommand(options);
  if (!ran.error.empty()) FAIL(ran.error);
  return Json::parse(ran.out).get<std::vector<Json>>();
}

TEST_CASE("similar: under other names it is the same failure, and no other sample is", "[cli]") {
  const TempFolder folder;
  std::vector<std::string> bundles;
  for (const auto& entry : std::filesystem::directory_iterator(kSamples)) {
    if (entry.is_directory()) bundles.push_back(entry.path().string());
  }
  const std::string archive = Archive(folder, bundles);
  const std::vector<std::pair<std::string, std::string>> names = {{"k8s01", "edge-a"},
                                                                  {"k8s02", "edge-b"},
                                                                  {"k8s03", "edge-c"},
                                                                  {"10.94.227", "10.7.9"},
                                                                  {"10.188.156", "10.8.77"}};
  for (const char* sample :
       {"k8s01-path-mismatch", "calico-bgp-password-left-behind", "calico-node-webhook",
        "calico-node-nowhere", "typha-unhealthy", "node-kubelet-stopped-posting"}) {
    INFO(sample);
    const std::string variant = std::string("variant-of-") + sample;
    WriteFolder(folder, variant, Renamed(ReadSample(sample), names));
    const std::vector<Json> found = Similar(folder / variant, archive);
    REQUIRE_FALSE(found.empty());
    CHECK(found.front()["bundle"] == sample);
    CHECK(found.front()["score"].get<double>() > 0.95);
    for (const Json& other : found) {
      if (other["incident"] != "I1" || other["bundle"] == sample) continue;
      INFO(other["bundle"]);
      CHECK(other["score"].get<double>() < kSameFailure);
    }
  }
}

TEST_CASE("similar: one message with two causes is two failures", "[cli]") {
  const TempFolder folder;
  // Both are answered 401 when a pod is to be attached.
  const std::string archive = Archive(folder, {kSamples + "expired-token"});
  const std::vector<Json> found = Similar(kSamples + "signing-key-rotated", archive);
  REQUIRE(found.size() == 1);
  CHECK(found.front()["score"].get<double>() < kSameFailure);
  CHECK(Contains(found.front()["same"].get<std::string>(), "stage authentication"));
  CHECK(Contains(found.front()["only_here"].get<std::string>(), "cause sa-signing-key-rotated"));
  CHECK(
      Contains(found.front()["only_there"].get<std::string>(), "cause cni-token-refresh-stopped"));
}

TEST_CASE("similar: a bundle of the archive is asked about by name, and is not like itself",
          "[cli]") {
  const TempFolder folder;
  WriteFolder(folder, "again", Renamed(ReadSample("k8s01-path-mismatch"), {{"k8s01", "edge-a"}}));
  const std::string archive = Archive(folder, {kSamples + "k8s01-path-mismatch", folder / "again"});
  const std::vector<Json> found = Similar("again", archive);
  REQUIRE(found.size() == 1);
  CHECK(found.front()["bundle"] == "k8s01-path-mismatch");
  Options options;
  options.command = "similar";
  options.bundles = {"no-such-bundle"};
  options.database = archive;
  CHECK(Contains(RunCommand(options).error, "no bundle of the archive"));
}

TEST_CASE("similarity: what was found by other questions came about otherwise", "[core]") {
  const std::vector<Trait> gone = {{"cause", "missing"}, {"decided", "missing/gone"}};
  const std::vector<Trait> refused = {{"cause", "missing"}, {"decided", "missing/refused"}};
  const std::vector<Trait> silent = {{"cause", "missing"}};
  CHECK(Compare(gone, gone).score == 1);
  CHECK(Compare(gone, refused).score < 0.5);
  CHECK(Compare(gone, silent).score > kSameFailure);
  CHECK(Compare(gone, {{"cause", "other"}}).score == 0);
  CHECK(Compare({}, {}).score == 0);
}

TEST_CASE("trends: each question has an answer in each form", "[cli]") {
  const TempFolder folder;
  Texts later =
      Renamed(ReadSample("typha-unhealthy"),
              {{"2021-11-18", "2022-02-18"}, {"Nov 18", "Feb 18"}, {"18 Nov 2021", "18 Feb 2022"}});
  WriteFolder(folder, "later", later);
  const std::string archive =
      Archive(folder, {kSamples + "typha-unhealthy", kSamples + "expired-token", folder / "later",
                       kSamples + "kubeadm-reinit-x509"});
  Options options;
  options.command = "trends";
  options.database = archive;
  const auto all = RunCommand(options);
  CHECK(all.exit_code == kDone);
  CHECK(Contains(all.out, "typha-not-ready"));
  options.table_format = "json";
  CHECK(Contains(RunCommand(options).error, "--about"));

  options.about = "causes";
  const Json causes = Json::parse(RunCommand(options).out);
  REQUIRE(causes.size() >= 3);
  int typha = 0;
  for (const Json& row : causes) {
    if (row["cause"] == "typha-not-ready") typha = row["incidents"].get<int>();
  }
  CHECK(typha == 2);
  options.about = "risks";
  const Json risks = Json::parse(RunCommand(options).out);
  REQUIRE_FALSE(risks.empty());
  CHECK(risks.front()["rule"] == "cni-token-expires-soon");
}

}  // namespace
}  // namespace howdunit
