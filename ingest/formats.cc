#include <vector>

#include "ingest/format.h"

namespace howdunit {

// ingest/formats/*.cc

namespace {

// To add a format: write formats/<name>.cc and name its Format here, before
// every format that would also claim its text.
const std::vector<const Format*>& List() {
  static const std::vector<const Format*> formats = {};
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
