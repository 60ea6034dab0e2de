// YAML as kubectl and Go write it, read without libyaml: block mappings and
// sequences, plain and quoted scalars, '|' and '|-', "{}" and "[]".
//
// Private to codec/.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "codec/node.h"

namespace howdunit {

// The one document of `text`, just as libyaml's events make it (codec/yaml.h).
// Nothing if it holds anything else (comments, anchors, tags, flow collections,
// tabs, several documents, …), is broken or beyond the limits: that is libyaml's.
std::optional<Document> ScanBlockYaml(std::string_view text, std::int64_t first_line,
                                      const DocumentLimits& limits);

}  // namespace howdunit
