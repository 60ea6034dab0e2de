// JSON Schema for the files that people write.
#pragma once

#include <string>
#include <string_view>

#include "codec/node.h"
#include "core/result.h"

namespace howdunit {

// Checks `document` against the embedded schema `schema_name`
// ("rule.schema.json"). The error names file, line and what was expected.
Result<void> CheckSchema(const std::string& file, const Node& document,
                         std::string_view schema_name);

}  // namespace howdunit
