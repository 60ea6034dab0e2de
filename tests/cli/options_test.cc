#include "cli/options.h"

#include <vector>

#include <catch2/catch.hpp>

#include "cli/exit_code.h"
#include "report/report.h"

namespace howdunit {
namespace {

std::optional<int> Parse(std::vector<std::string> words, Options& options) {
  words.insert(words.begin(), "howdunit");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  return ParseOptions(static_cast<int>(argv.size()), argv.data(), options);
}

TEST_CASE("options: a command line becomes options", "[cli]") {
  Options options;
  REQUIRE_FALSE(Parse({"-v", "analyze", "a.tar.gz", "b", "-o", "out", "--format", "json", "--zone",
                       "n1=UTC", "--zone", "Europe/Berlin", "--fail-on", "likely"},
                      options));
  CHECK(options.command == "analyze");
  CHECK(options.bundles == std::vector<std::string>{"a.tar.gz", "b"});
  CHECK(options.output == "out");
  CHECK(options.formats == std::vector<std::string>{"json"});
  CHECK(options.zones == std::vector<std::string>{"n1=UTC", "Europe/Berlin"});
  CHECK(options.fail_on == "likely");
  CHECK(options.verbosity == Verbosity::kVerbose);
}

TEST_CASE("options: --format takes every format, and none is written that was not asked for",
          "[cli]") {
  Options options;
  REQUIRE_FALSE(Parse({"analyze", "x"}, options));
  CHECK(options.formats == std::vector<std::string>{"md", "html", "json"});
  for (const std::string& format : ReportFormats()) {
    REQUIRE_FALSE(Parse({"report", "--db", "x", "--format", "csv," + format}, options));
    CHECK(options.formats == std::vector<std::string>{"csv", format});
  }
}

TEST_CASE("options: --jobs is a number of at least one", "[cli]") {
  Options options;
  REQUIRE_FALSE(Parse({"analyze", "x"}, options));
  CHECK(options.jobs == 0);
  REQUIRE_FALSE(Parse({"ingest", "x", "y", "--db", "c", "--jobs", "3"}, options));
  CHECK(options.jobs == 3);
  for (const char* wrong : {"0", "-1", "many"}) {
    CHECK(Parse({"analyze", "x", "--jobs", wrong}, options) == kWrongUsage);
  }
}

TEST_CASE("options: merge goes into an archive or a database, one of them", "[cli]") {
  Options options;
  REQUIRE_FALSE(Parse({"merge", "a.db", "b.db", "--to", "postgresql://db/all"}, options));
  CHECK(options.bundles == std::vector<std::string>{"a.db", "b.db"});
  CHECK(options.to == "postgresql://db/all");
  CHECK(options.output.empty());
  Options archive;
  REQUIRE_FALSE(Parse({"merge", "a.db", "-o", "all.db"}, archive));
  CHECK(archive.output == "all.db");
  CHECK(Parse({"merge", "a.db"}, options) == kWrongUsage);
  CHECK(Parse({"merge", "a.db", "-o", "x.db", "--to", "postgresql://db/all"}, options) ==
        kWrongUsage);
}

TEST_CASE("options: query takes its forms and at least one row", "[cli]") {
  Options options;
  REQUIRE_FALSE(Parse({"query", "--db", "x", "SELECT 1"}, options));
  CHECK(options.table_format == "table");
  CHECK(options.limit == 10'000);
  for (const char* format : {"csv", "json", "jsonl", "md", "table"}) {
    REQUIRE_FALSE(Parse({"query", "--db", "x", "-", "--format", format, "--limit", "5"}, options));
    CHECK(options.table_format == format);
    CHECK(options.sql == "-");
    CHECK(options.limit == 5);
  }
  CHECK(Parse({"query", "--db", "x", "SELECT 1", "--format", "xml"}, options) == kWrongUsage);
  CHECK(Parse({"query", "--db", "x", "SELECT 1", "--limit", "0"}, options) == kWrongUsage);
}

TEST_CASE("options: wrong usage is told by the exit code", "[cli]") {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{},
                                             {"analyse", "x"},
                                             {"analyze"},
                                             {"analyze", "x", "--format", "pdf"},
                                             {"analyze", "x", "--fail-on", "maybe"},
                                             {"rules"},
                                             {"query", "--db", "x"}}) {
    Options options;
    CHECK(Parse(words, options) == kWrongUsage);
  }
  Options options;
  CHECK(Parse({"--help"}, options) == kDone);
  CHECK(Parse({"--version"}, options) == kDone);
}

TEST_CASE("options: a check's wrong usage is unknown to monitoring, not critical", "[cli]") {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"check"},
                                             {"check", "kubeconfg", "x"},
                                             {"check", "kubeconfig"},
                                             {"check", "kubeconfig", "x", "y"},
                                             {"-q", "check", "kubeconfig", "x", "--bogus"},
                                             {"check", "cni-dir"}}) {
    Options options;
    CHECK(Parse(words, options) == 3);
  }
  Options options;
  REQUIRE_FALSE(
      Parse({"check", "kubeconfig", "x", "--expect-sa", "a/b", "--expect-sa", "c/d", "--warning",
             "2h", "--pods", "p", "--calico-version", "3.29", "--as-of", "2026-05-23T02:46:00Z"},
            options));
  CHECK(options.command == "check kubeconfig");
  CHECK(options.files == std::vector<std::string>{"x"});
  CHECK(options.expected_accounts == std::vector<std::string>{"a/b", "c/d"});
  CHECK(options.warning == "2h");
  CHECK(options.critical == "0");
  CHECK(options.pods_file == "p");
}

}  // namespace
}  // namespace howdunit
