#include <vector>

#include "ingest/format.h"

namespace howdunit {

// ingest/formats/*.cc
extern const Format kDescribePod;
extern const Format kDescribeNode;
extern const Format kDescribeWorkload;
extern const Format kDescribeEvents;
extern const Format kGetPods;
extern const Format kGetNodes;
extern const Format kGetEvents;
extern const Format kGetTable;
extern const Format kKubeYaml;
extern const Format kKubeJson;
extern const Format kDumpLogMarker;
extern const Format kKubectlMessage;
extern const Format kKubectlVersion;

namespace {

// To add a format: write formats/<name>.cc and name its Format here, before
// every format that would also claim its text.
const std::vector<const Format*>& List() {
  static const std::vector<const Format*> formats = {
      &kDescribePod,   &kDescribeNode,   &kDescribeWorkload, &kDescribeEvents, &kGetPods,
      &kGetNodes,      &kGetEvents,      &kGetTable,         &kKubeYaml,       &kKubeJson,
      &kDumpLogMarker, &kKubectlMessage, &kKubectlVersion,
  };
  return formats;
}

}  // namespace

std::span<const Format* const> AllFormats() { return List(); }

const Format* DetectFormat(const Head& head) {
  for (const Format* format : AllFormats()) {
    if (format->claims(head)) return format;
  }
  return nullptr;
}

}  // namespace howdunit
