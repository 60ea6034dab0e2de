#include "cli/check_cni_dir.h"

#include <cstdio>

namespace howdunit {

CheckReport CheckCniDir(const Options& /*options*/) {
  return CheckReport{.service = std::string(CheckServiceOf("check cni-dir"))};
}

Result<int> RunCheckCniDir(const Options& options) {
  const CheckReport report = CheckCniDir(options);
  std::fputs(FormatCheck(report).c_str(), stdout);
  return static_cast<int>(report.state);
}

}  // namespace howdunit
