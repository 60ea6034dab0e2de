#include <sys/stat.h>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>

#include "cli/checks/check_report.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/run.h"

namespace {

// Runs the command; what it printed has left the program.
howdunit::Result<int> RunToEnd(const howdunit::Options& options) {
  // No error of ours is an exception. One of the libraries' that nobody expected is the command's
  // end, not a signal to die of.
  try {
    auto result = howdunit::Run(options);
    std::cout.flush();
    const bool printed = std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && !std::cout.fail();
    if (result && !printed) return howdunit::Error{"cannot write to standard output"};
    return result;
  } catch (const std::exception& error) {
    return howdunit::Error{error.what()};
  }
}

}  // namespace

int main(int argc, char** argv) {
  // Names in archives are UTF-8; no other locale category is touched.
  std::setlocale(LC_CTYPE, "C.UTF-8");
  // Evidence is nobody else's business: what is written is its owner's to read.
  umask(077);
  // A full disk or a file-size limit is an error to report, not a signal to die of.
  std::signal(SIGXFSZ, SIG_IGN);
  howdunit::Options options;
  if (const auto exit_code = howdunit::ParseOptions(argc, argv, options)) return *exit_code;
  if (const auto log = howdunit::StartLog(options.verbosity, options.log_file); !log) {
    std::fprintf(stderr, "howdunit: error: %s\n", log.error().message.c_str());
    // A check has no other code for what keeps it from checking.
    const bool check = !howdunit::CheckServiceOf(options.command).empty();
    return check ? static_cast<int>(howdunit::CheckState::kUnknown) : howdunit::kNotDone;
  }
  const auto result = RunToEnd(options);
  if (result) return *result;
  howdunit::LogError(howdunit::Redact(result.error().message));
  if (!howdunit::CheckServiceOf(options.command).empty()) {
    return static_cast<int>(howdunit::CheckState::kUnknown);
  }
  return result.error().usage ? howdunit::kWrongUsage : howdunit::kNotDone;
}
