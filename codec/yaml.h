// YAML 1.1 by libyaml's events, and faster where it is as kubectl writes it. Scalars follow the
// JSON schema of YAML 1.2 where it matters (a plain no is text), which is what Kubernetes writes.
#pragma once

#include <string_view>
#include <vector>

#include "codec/node.h"
#include "core/result.h"

namespace howdunit {

// Every document of `text`. `first_line` is the line that `text` starts at in
// its file. The error is "line 12: <problem>".
//
// A document that breaks off is an error, but the documents before it are in
// `*whole` if it is given, so that a truncated file loses only its last one; and of
// a list of objects ("items:") those that were complete are kept as in codec/json.h.
Result<std::vector<Document>> ParseYaml(std::string_view text, std::int64_t first_line = 1,
                                        const DocumentLimits& limits = {},
                                        std::vector<Document>* whole = nullptr);

// The same, and all of it by libyaml: what the scanner of codec/block_yaml.h is held
// against.
Result<std::vector<Document>> ParseAnyYaml(std::string_view text, std::int64_t first_line = 1,
                                           const DocumentLimits& limits = {},
                                           std::vector<Document>* whole = nullptr);

}  // namespace howdunit
