#include "ingest/attribution/member_hints.h"

#include "ingest/attribution/host_path.h"
#include "ingest/attribution/pod_path.h"

namespace howdunit {

MemberHints HintsOf(const std::string& path, const Placement& placement) {
  const LogPlace log = ParseLogPath(path);
  const auto choose = [](const std::string& first, const std::string& second) {
    return first.empty() ? second : first;
  };
  return {.path = path,
          .node = choose(placement.node, log.node),
          .space = choose(placement.space, log.space),
          .pod = choose(placement.pod, log.pod),
          .container = choose(placement.container, log.container),
          .unit = choose(placement.unit, log.unit),
          .host_path = choose(placement.host_path, HostPathFromName(path)),
          .command = placement.command};
}

MemberHints HintsOf(const std::string& path) {
  return HintsOf(path, PlaceByPath(path).value_or(Placement{}));
}

}  // namespace howdunit
