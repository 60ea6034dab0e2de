// Sound JSON, read without a library: nlohmann's events cost several times more.
//
// Private to codec/.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "codec/node.h"

namespace howdunit {

// Every document of `text`, just as nlohmann's events make them (codec/json.h).
// Nothing if any of it is broken, beyond the limits or rare (numbers with an
// exponent, surrogates in escapes, scalars that are documents): that is nlohmann's.
std::optional<std::vector<Document>> ScanPlainJson(std::string_view text, std::int64_t first_line,
                                                   const DocumentLimits& limits);

}  // namespace howdunit
