// Comparison with a file of the repository that a command rewrites.
#pragma once

#include <filesystem>
#include <string>

namespace howdunit::testing {

// Fails if `file` does not hold `actual`. With HOWDUNIT_ACCEPT=1 in the
// environment the file is rewritten instead; review it with git diff.
void CheckGolden(const std::filesystem::path& file, const std::string& actual);

}  // namespace howdunit::testing
