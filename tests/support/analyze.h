// Runs `howdunit analyze` in this process.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/run.h"
#include "support/temp_folder.h"

namespace howdunit::testing {

struct Analysis {
  int exit_code = -1;
  std::string error;  // if it could not be done
  std::string pir, findings;
};

// Analyses the bundles into `folder`.
inline Analysis Analyze(const std::vector<std::string>& bundles, const std::string& folder,
                        Options options = {}) {
  options.command = "analyze";
  options.bundles = bundles;
  options.output = folder;
  options.verbosity = Verbosity::kQuiet;
  REQUIRE(StartLog(Verbosity::kQuiet, ""));
  Analysis analysis;
  const auto code = Run(options);
  if (!code) {
    analysis.error = code.error().message;
    return analysis;
  }
  analysis.exit_code = *code;
  analysis.pir = ReadFile(folder + "/pir.md");
  analysis.findings = ReadFile(folder + "/findings.json");
  return analysis;
}

}  // namespace howdunit::testing
