// The command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/finding.h"
#include "core/log.h"
#include "core/time.h"

namespace howdunit {

struct Options {
  std::string command;  // "analyze", "ingest", "rules list", "check kubeconfig", …

  std::vector<std::string> bundles;
  std::string output;    // -o; empty: the default
  std::string database;  // --db
  std::string to;        // --to, of `merge`: a URL, maybe with a password in it
  std::vector<std::string> formats = {"md", "html", "json"};
  std::vector<std::string> zones;  // as written
  std::string report_zone;
  std::vector<std::string> templates;  // --template
  std::string keep;                    // --keep FILE
  bool front_matter = false;
  std::string as_of;
  std::size_t jobs = 0;  // --jobs: bundles read at once; 0: as many as there are cores
  std::string fail_on;
  bool recursive = false;    // --recursive
  bool watch = false;        // --watch
  std::string shard;         // --shard: "3/8", "auto"
  std::string scratch;       // --scratch FOLDER
  std::string bundle;        // --bundle, of `report`
  std::string about;         // --about, of `trends`
  std::int64_t most = 20;    // --most, of `similar` and `trends`
  bool explain = false;      // --explain
  bool profile = false;      // --profile
  std::string rules;         // --rules FOLDER
  std::string samples;       // --samples FOLDER
  std::string citation;      // of `evidence`: "E12"
  std::int64_t context = 2;  // lines around it
  std::string sql;           // of `query`; "-": stdin
  std::string rule;          // of `rules show`; of `gather`, --for
  // of `query`
  std::string table_format = "table";
  std::int64_t limit = 10'000;  // rows written at most

  // of `check`
  std::vector<std::string> files;
  std::string pods_file;       // --pods
  std::string warning = "4h";  // durations, as written
  std::string critical = "0";
  std::string calico_version;
  std::vector<std::string> expected_accounts;  // --expect-sa

  Verbosity verbosity = Verbosity::kNormal;
  std::string log_file;
};

// Parses the command line. Returns the exit code if there is nothing (more) to
// do: help was printed, or the usage is wrong (which was said on stderr).
std::optional<int> ParseOptions(int argc, char** argv, Options& options);

}  // namespace howdunit
