// JSON with lines: by nlohmann/json's SAX interface, and faster where it is sound.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codec/node.h"
#include "core/result.h"

namespace howdunit {

// Every document of `text`: one, several one after the other, or JSON lines.
// `first_line` and `whole` as in codec/yaml.h. Of a list of objects that breaks
// off ({"items": [… cut), the objects that are complete are kept in `*whole` as
// one document that ends where the text ends.
Result<std::vector<Document>> ParseJson(std::string_view text, std::int64_t first_line = 1,
                                        const DocumentLimits& limits = {},
                                        std::vector<Document>* whole = nullptr);

// The same, and all of it by nlohmann/json: what the scanner of codec/plain_json.h is
// held against.
Result<std::vector<Document>> ParseAnyJson(std::string_view text, std::int64_t first_line = 1,
                                           const DocumentLimits& limits = {},
                                           std::vector<Document>* whole = nullptr);

}  // namespace howdunit
