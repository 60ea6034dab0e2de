#include "cli/gather_command.h"

namespace howdunit {

Result<std::string> MakeGatherScript(const RuleBook& /*book*/, const std::string& /*rule*/) {
  return std::string();
}
Result<int> PrintGatherScript(const Options& /*options*/) { return 0; }

}  // namespace howdunit
