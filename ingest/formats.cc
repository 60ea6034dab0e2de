#include <vector>

#include "ingest/format.h"

namespace howdunit {

// ingest/formats/*.cc
extern const Format kKubeconfig;
extern const Format kJwt;
extern const Format kCniConfig;
extern const Format kCertificate;
extern const Format kContainerdConfig;
extern const Format kCrioConfig;
extern const Format kLs;
extern const Format kStat;
extern const Format kDate;

namespace {

// To add a format: write formats/<name>.cc and name its Format here, before
// every format that would also claim its text.
const std::vector<const Format*>& List() {
  static const std::vector<const Format*> formats = {
      &kKubeconfig,
      &kJwt,
      &kCniConfig,
      &kCertificate,
      &kContainerdConfig,
      &kCrioConfig,
      &kLs,
      &kStat,
      &kDate,
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
