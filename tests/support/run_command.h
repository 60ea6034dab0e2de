// Runs a command of the program in this process, with what it prints.
#pragma once

#include <iostream>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/run.h"
#include "core/log.h"

namespace howdunit::testing {

struct Ran {
  int exit_code = -1;
  std::string error;  // if it could not be done
  std::string out;
};

inline Ran RunCommand(Options options) {
  options.verbosity = Verbosity::kQuiet;
  REQUIRE(StartLog(Verbosity::kQuiet, ""));
  const std::ostringstream out;
  std::streambuf* const before = std::cout.rdbuf(out.rdbuf());
  const auto code = Run(options);
  std::cout.rdbuf(before);
  Ran ran{.out = out.str()};
  if (code) {
    ran.exit_code = *code;
  } else {
    ran.error = code.error().message;
  }
  return ran;
}

}  // namespace howdunit::testing
