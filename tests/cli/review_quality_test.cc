// What makes a review one that can be trusted, as far as a machine can check it.

#include <filesystem>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "core/redacted.h"
#include "core/text.h"
#include "report/model/review.h"
#include "report/report.h"
#include "support/analyze.h"

namespace howdunit {
namespace {

using testing::Analysis;
using testing::Analyze;
using testing::ReadFile;
using testing::TempFolder;

namespace fs = std::filesystem;

const std::string kSamples = SOURCE_DIR "/samples/";

// Rules of the root causes of each incident.
std::vector<std::string> RootCauses(const std::string& findings) {
  const auto json = nlohmann::json::parse(findings);
  std::vector<std::string> rules;
  for (const auto& incident : json["incidents"]) {
    for (const auto& id : incident["root_causes"]) {
      for (const auto& finding : json["findings"]) {
        if (finding["id"] == id) rules.push_back(finding["rule"]);
      }
    }
  }
  return rules;
}

std::string TitleOf(const std::string& pir) {
  std::string_view rest = std::string_view(pir).substr(pir.find("\n# ") + 1);
  return std::string(TakeUntil(rest, "\n"));
}

Options EvidenceOptions(const std::string& folder, const std::string& citation,
                        const std::vector<std::string>& bundles) {
  Options options;
  options.command = "evidence";
  options.citation = citation;
  options.bundles = bundles;
  options.database = folder + "/case.db";
  return options;
}

}  // namespace

TEST_CASE("quality: every number of a review stands for lines that are there and say it", "[cli]") {
  for (const std::string name : {"k8s01-path-mismatch", "signing-key-rotated", "typha-unhealthy"}) {
    const TempFolder out;
    Analyze({kSamples + name}, out / "o");
    const auto database = Database::OpenReadOnly(out / "o" + "/case.db");
    REQUIRE(database);
    std::size_t number = 0;
    while (true) {
      const auto place = FindEvidence(*database, ++number);
      if (!place) break;
      INFO(name << " E" << number << " " << place->member << ":" << place->line);
      const std::string text = Redact(ReadFile(kSamples + name + "/" + place->member)).str();
      const auto lines = Split(text, '\n');
      REQUIRE(static_cast<std::size_t>(place->line_end) <= lines.size());
      std::string passage;
      for (auto at = place->line; at <= place->line_end; ++at) {
        passage += std::string(lines[static_cast<std::size_t>(at - 1)]) + "\n";
      }
      Statement stored = database->Prepare(
          "SELECT text FROM v_source WHERE member = ?1 AND line = ?2 AND line_end = ?3");
      stored.Bind(1, Redact(place->member)).Bind(2, place->line).Bind(3, place->line_end);
      REQUIRE(stored.Step());
      const std::string excerpt = stored.Text(0);
      for (const std::string_view line : Split(Trim(excerpt), '\n')) {
        // A long line is cut, with "…" at its end.
        const std::string_view said = Trim(line.substr(0, line.find("…")));
        CHECK(Contains(passage, said));
      }
    }
    CHECK(number > 10);
  }
}

TEST_CASE("quality: a storm of errors that have nothing to do with it changes no cause", "[cli]") {
  for (const std::string name : {"k8s01-path-mismatch", "signing-key-rotated"}) {
    const TempFolder out;
    fs::copy(kSamples + name, out / name, fs::copy_options::recursive);
    std::string web;
    std::string kernel;
    for (int i = 0; i < 3000; ++i) {
      const std::string second = std::to_string(10 + i % 50);
      web += "2026/05/23 02:10:" + second + " [error] 31#31: *" + std::to_string(i) +
             " connect() failed (111: Connection refused) while connecting to upstream\n";
      kernel += "May 23 12:10:" + second + " k8s01 app[77]: level=error msg=\"payment " +
                std::to_string(i) + " failed: context deadline exceeded\"\n";
    }
    out.Write(name + "/nginx/error.log", web);
    out.Write(name + "/k8s01/app-journal.log", kernel);
    const Analysis before = Analyze({kSamples + name}, out / "before");
    const Analysis after = Analyze({out / name}, out / "after");
    CHECK_FALSE(RootCauses(before.findings).empty());
    CHECK(RootCauses(after.findings) == RootCauses(before.findings));
    CHECK(TitleOf(after.pir) == TitleOf(before.pir));
  }
}

TEST_CASE("quality: words that claim more than evidence shows are in no review", "[cli]") {
  for (const auto& sample : fs::directory_iterator(kSamples)) {
    if (!sample.is_directory()) continue;
    const TempFolder out;
    Analyze({sample.path().string()}, out / "o");
    for (const char* file : {"/pir.md", "/pir.html"}) {
      const std::string text = ReadFile(out / "o" + file);
      for (const char* word :
           {" human error", " should have ", " could have ", " obviously ", " MTTR", " if only "}) {
        INFO(sample.path().filename() << file << ": " << word);
        CHECK_FALSE(ContainsIgnoringCase(text, word));
      }
    }
  }
}

TEST_CASE("evidence: a changed bundle is told, and so is a citation that there is not", "[cli]") {
  const TempFolder out;
  const std::string name = "expired-token";
  fs::copy(kSamples + name, out / name, fs::copy_options::recursive);
  Analyze({out / name}, out / "o");
  const auto database = Database::OpenReadOnly(out / "o" + "/case.db");
  REQUIRE(database);
  const auto place = FindEvidence(*database, 1);
  REQUIRE(place);
  CHECK(Run(EvidenceOptions(out / "o", "E1", {out / name})));

  out.Write(name + "/" + place->member, "something else\n");
  auto code = Run(EvidenceOptions(out / "o", "E1", {out / name}));
  REQUIRE_FALSE(code);
  CHECK(Contains(code.error().message, "the bundle has changed: "));
  CHECK(Contains(code.error().message, "is not the file that the review cites"));

  fs::remove((out / name) + "/" + place->member);
  code = Run(EvidenceOptions(out / "o", "E1", {out / name}));
  REQUIRE_FALSE(code);
  CHECK(Contains(code.error().message, "is no longer there"));

  code = Run(EvidenceOptions(out / "o", "E9999", {out / name}));
  REQUIRE_FALSE(code);
  CHECK(Contains(code.error().message, "there is no E9999; the review's last is E"));
  code = Run(EvidenceOptions(out / "o", "first", {out / name}));
  REQUIRE_FALSE(code);
  CHECK(code.error().message == "\"first\" is no citation; expected one like E12");
}

TEST_CASE("compare: what was mended is resolved, what was not remains", "[cli]") {
  const TempFolder out;
  Options options;
  options.command = "compare";
  options.bundles = {kSamples + "k8s01-path-mismatch", kSamples + "healthy"};
  options.output = out / "o";
  options.formats = {"md", "json"};
  options.verbosity = Verbosity::kQuiet;
  const auto code = Run(options);
  REQUIRE(code);
  // By the time of their capture, the quiet day comes first.
  const std::string text = ReadFile(out / "o" + "/compare.md");
  const std::string fresh = text.substr(text.find("## New"));
  CHECK(Contains(fresh, "6 pod(s) on k8s01 stay Terminating. ["));
  CHECK(Contains(text, "| Path /etc/cni/net.d on k8s01 | link to "));
  CHECK(Contains(text, "| Running [E"));
  CHECK(Contains(ReadFile(out / "o" + "/findings.json"), "\"standings\""));
  CHECK(Contains(ReadFile(out / "o" + "/pir.md"), "What the bundles show one after the other"));
}

TEST_CASE("compare: bundles that share nothing are not compared", "[cli]") {
  const TempFolder out;
  out.Write("a/nodes.txt",
            "NAME   STATUS   ROLES    AGE   VERSION\nn1     Ready    <none>   1d    v1.30.0\n");
  out.Write("b/nodes.txt",
            "NAME   STATUS   ROLES    AGE   VERSION\nm1     Ready    <none>   1d    v1.30.0\n");
  Options options;
  options.command = "compare";
  options.bundles = {out / "a", out / "b"};
  options.verbosity = Verbosity::kQuiet;
  const auto code = Run(options);
  REQUIRE_FALSE(code);
  CHECK(Contains(code.error().message, "are of one cluster"));
}

TEST_CASE("quality: an incident's first signs are its own cluster's", "[cli]") {
  const TempFolder out;
  Analyze({kSamples + "k8s01-path-mismatch", kSamples + "signing-key-rotated",
           kSamples + "expired-token", kSamples + "kubeadm-reinit-401"},
          out / "o");
  const auto database = Database::OpenReadOnly(out / "o" + "/case.db");
  REQUIRE(database);
  const auto review = report::LoadReview(*database);
  REQUIRE(review);
  const auto cluster_of = [&](std::int64_t bundle) {
    for (const report::BundleRow& row : review->bundles) {
      if (row.id == bundle) return row.cluster;
    }
    return std::int64_t{0};
  };
  int signs = 0;
  for (const report::Incident& incident : review->incidents) {
    REQUIRE_FALSE(incident.roles.empty());
    const report::Finding& finding = review->findings[incident.roles.begin()->first];
    INFO(incident.name << ": " << finding.title);
    for (const auto& sign : {incident.first_line, incident.first_event}) {
      if (!sign) continue;
      ++signs;
      const report::Source& source = review->sources.at(sign->source);
      CHECK(cluster_of(source.bundle) == cluster_of(finding.bundle));
    }
  }
  CHECK(signs >= 4);
}

TEST_CASE("review: what there was to look at claims nothing that is not in the evidence", "[cli]") {
  const TempFolder folder;
  folder.Write("b/post.txt",
               "$ kubectl get po\n"
               "NAME                   READY   STATUS    RESTARTS   AGE\n"
               "shop-6bfc89db65-j9g9z  1/1     Running   0          108s\n\n"
               "$ kubectl describe pod cache-0\n"
               "Name:         cache-0\nNamespace:    web\nPriority:     0\n"
               "Events:\n"
               "  Type    Reason   Age  From     Message\n"
               "  ----    ------   ---  ----     -------\n"
               "  Normal  Killing  45m  kubelet  Stopping container store\n");
  const Analysis analysis = Analyze({folder / "b"}, folder / "out");
  INFO(analysis.pir);
  CHECK(
      Contains(analysis.pir, "- 2 pods listed, 1 of them Running or completed, 1 without a state"));
  CHECK(Contains(analysis.pir, "- 1 Event\n"));
  CHECK(Contains(analysis.pir, "- a list of all Events\n"));
}

}  // namespace howdunit
